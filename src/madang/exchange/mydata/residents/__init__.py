"""Loading the residents of a simulated province through their agencies."""
