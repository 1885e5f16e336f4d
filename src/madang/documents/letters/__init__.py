"""Letters and certificates as typed data, and what is made of them."""
