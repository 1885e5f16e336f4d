"""Life events from the inbox become facts, once each."""
