"""Fetching: what a ground carries is asked for, told as facts, and recorded; the rest is dropped and said."""
