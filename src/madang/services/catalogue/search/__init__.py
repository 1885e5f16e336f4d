"""Searching what the rulebook computes and what the portals list: words as people write them, read once for both."""
