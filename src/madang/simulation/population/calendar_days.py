"""Days as whole numbers (days since 1970-01-01), the population's reference day, ages."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]

epoch = dt.date(1970, 1, 1).toordinal()
none = -1_000_000
"""Stands for «no date» in a day column."""

reference = dt.date(2026, 11, 20)
"""The day whose population has the official age, sex and region, and the last day the agencies know."""

first_month = (2023, 1)
months = 48
"""Monthly series run from January 2023 to December 2026."""


def day(date: dt.date) -> int:
    """Days since 1970-01-01."""
    return date.toordinal() - epoch


def date_of(days: int) -> dt.date | None:
    """The date, or None for `none`."""
    return None if days == none else dt.date.fromordinal(int(days) + epoch)


today = day(reference)


def years_before(years: int) -> int:
    """The reference day so many years earlier."""
    return day(reference.replace(year=reference.year - years))


anniversaries = np.array([years_before(years) for years in range(112)], dtype=np.int32)
"""`anniversaries[a]`: the last day on which somebody could be born who is `a` on the reference day."""


def ages(birth: Days) -> NDArray[np.int64]:
    """Full years on the reference day (민법 §158: birthdays; the day of birth is day one)."""
    return np.searchsorted(-anniversaries, -birth, side="right") - 1


def month_number(year: int, month: int) -> int:
    """Index of a month in the series; 0 is `first_month`."""
    return (year - first_month[0]) * 12 + month - first_month[1]


def month_of(index: int) -> str:
    """`2023-01` for 0."""
    year, month = divmod(first_month[0] * 12 + first_month[1] - 1 + index, 12)
    return f"{year:04d}-{month + 1:02d}"


month_starts = np.array([day(dt.date(2023 + i // 12, i % 12 + 1, 1)) for i in range(months + 1)], dtype=np.int32)
"""First day of each month of the series, and of the month after it."""
