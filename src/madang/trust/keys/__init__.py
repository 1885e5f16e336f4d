"""Keys of the installation: made when first needed, wrapped with the master key, rotated by command."""
