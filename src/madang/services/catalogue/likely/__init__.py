"""Which listed services are likely for one family: their published conditions, and never a decision."""
