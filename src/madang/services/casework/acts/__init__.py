"""What is done with a case, one act a file."""
