"""Seeded faults: one wrong figure or one wrong line at a time, put into a copy of the rules, the engine or the house.

Promise: every fault of `faults.yaml` makes a test fail; `python -m tests.seeded_faults` shows which.
"""
