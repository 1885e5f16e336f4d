"""Reckoning: evaluating expressions when part of the truth is unknown.

Promise: a definite value is the value under every completion of what is unknown. What is unknown
never becomes null, zero or "no"; numbers become the range they can lie in.
"""
