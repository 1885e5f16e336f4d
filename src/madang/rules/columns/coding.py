"""How values stand in one column of 64-bit integers, and the limits within which nothing can overflow.

A column holds whole numbers (numerators), days since 1970-01-01, codes of texts. The lowest integers say that there is
no such value: BASE + one of the states below. A yes-or-no is 1, 0 or a state by itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib

BASE = -(2**63)
"""BASE + state: a value that is none."""

NULL, UNKNOWN, FAULT, LOST = 2, 3, 4, 5
"""States, after 0 (false, or known) and 1 (true): FEEL's null; not to be said here (unknown to all, or not exact in 64
bits); a figure is missing for the day, and whoever evaluates it is at fault; unknown, and perhaps at fault, so that
nothing beside it decides. Where operands are all looked at the greatest wins."""

SENTINELS = BASE + 16
"""Every integer below is a state."""

LIMIT = 2**61
"""Largest size of a numerator: two can be added, or one doubled, without overflow."""

MOST_SCALE = 10**12
"""Largest denominator known beforehand; beyond it 34 decimal digits and 64 bits could part ways."""

MONEY_BOUND, NUMBER_BOUND, DAY_BOUND = 2**44, 2**31, 2**24
"""What a fact may hold at most; a figure beyond counts as unknown to the engine. Ten trillion won is below 2**44."""

MODEST_MONEY, MODEST_NUMBER = 2**36, 2**16
"""What hardly any fact goes beyond: kernels written for a chunk that keeps within it look for no overflow. 68 billion
won; a number of months, days, square metres or cubic centimetres."""

MEMBERS = 64
"""Most persons a unit is chosen from; a larger one is left to the interpreter."""

EPOCH = dt.date(1970, 1, 1).toordinal()


def text_code(text: str) -> int:
    """The number that stands for a text, the same everywhere: 60 bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 4


def day_code(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH
