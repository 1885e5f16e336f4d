"""Insight: what the rules do to everybody at once, and what they would do with other figures.

Promises: runs the very definitions that answer a single resident; counts persons, units and won exactly for the
population it is given, and says how far a sample may be off. Enter by :mod:`madang.insight.service`.
"""
