"""What to ask next, over all services at once: the fact expected to settle most, and none that cannot matter."""
