"""What is done with an application before it is a case, one act a file."""
