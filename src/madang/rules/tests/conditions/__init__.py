"""Engines for many services at once agree with the interpreter."""
