"""Measurements of Madang, each with how to repeat it."""
