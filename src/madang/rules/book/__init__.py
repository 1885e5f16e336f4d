"""What the rulebook says, to be read: years, figures, changes, contradictions, worked cases, answers step by step.

Everything is worked out of the rulebook that is given, and nothing is kept beside it: another rulebook, other pages.
"""
