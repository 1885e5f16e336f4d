"""The only ways in which recorded facts come to be, one act a file."""
