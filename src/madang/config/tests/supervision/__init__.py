"""Tests that start and stop whole installations."""
