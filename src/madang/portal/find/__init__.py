"""Looking for services: what the rulebook computes and what the state's portals list, in one box; likely ones."""
