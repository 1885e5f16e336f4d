"""Tests of sign-in: accounts, sessions, assurance, demonstration."""
