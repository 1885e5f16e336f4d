"""Answers: what one family is owed under one service, why, and what is still to be known.

Promise: "ineligible" only when a clause surely fails, "eligible" only when every clause surely holds; the
amount's range holds under every completion of what is unknown.
"""
