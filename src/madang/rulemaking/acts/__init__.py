"""What is done with a draft, one act a file."""
