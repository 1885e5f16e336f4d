"""Madang (마당): a digital platform government."""

__version__ = "0.1.0"
