"""Organisations and their units: out of the pack, into tables, and which of them is responsible where."""
