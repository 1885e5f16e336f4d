"""Faults seeded into the rulebook itself: one wrong sign, figure, day or line at a time, and which worked case sees it.

`tests.seeded_faults` are faults that people thought of, in text. These are made from the rulebook by a seed, whatever
services it holds: `python -m tests.rule_faults`. A fault that no case sees is listed, and the run ends with status 1.
What changes no answer is no fault: `equivalent.yaml` names those with the argument why.
"""
