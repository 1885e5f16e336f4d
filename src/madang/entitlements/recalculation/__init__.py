"""What decisions would be today: which could be affected, what is due, and how to read a proposal."""
