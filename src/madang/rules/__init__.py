"""Rules: the ground floor. A public service is written once, as data over named facts; the room
reads that data and answers: eligible, ineligible or unknown, how much, why, and what to ask next.

Pure Python: no Django, no database, no clock, no network. Enter by :mod:`madang.rules.service`.
"""
