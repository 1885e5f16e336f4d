"""Calendar arithmetic and exact division that kernels call.

The text of a function that a kernel uses is put in front of its own; all keep to what plain Python and numba both run.
"""

from __future__ import annotations

from collections.abc import Callable


def year_month_day(day: int) -> int:
    """(year · 12 + month - 1) · 32 + day of days since 1970-01-01 (proleptic Gregorian; before year 0, its first of
    March). By multiplication and no branches: Neri and Schneider, Euclidean affine functions and their application to
    calendar algorithms, 2022."""
    count = max(day + 719468, 0) * 4 + 3
    century = count // 146097
    of_century = (count % 146097 | 3) * 2939745
    of_year = (of_century & 0xFFFFFFFF) // 11758980
    month = of_year * 2141 + 197913
    return (century * 1200 + (of_century >> 32) * 12 + (month >> 16) - 1) << 5 | (month & 0xFFFF) // 2141 + 1


def day_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    early = 1 if month <= 2 else 0
    year -= early
    month += early * 12
    return 365 * year + (year >> 2) - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 719469


def days_in_month(year: int, month: int) -> int:
    leap = 1 if year & 3 == 0 and (year % 25 != 0 or year & 15 == 0) else 0
    return 28 + leap if month == 2 else 30 + ((month + (month >> 3)) & 1)


def month_end(day: int) -> int:
    found = year_month_day(day)
    return day - (found & 31) + days_in_month((found >> 5) // 12, (found >> 5) % 12 + 1)


def months_added(ymd: int, months: int) -> int:
    """The same day some months on, or that month's last day; given and found as `year_month_day` gives it."""
    index = (ymd >> 5) + months
    of_month = ymd & 31
    if of_month > 28:
        of_month = min(of_month, days_in_month(index // 12, index % 12 + 1))
    return index << 5 | of_month


def months_between(first: int, last: int) -> int:
    """Whole months from the first to the last, both as `year_month_day` gives them; negative when it is earlier."""
    total = (last >> 5) - (first >> 5)
    short = 1 if total > 0 and last & 31 < first & 31 else 0
    over = 1 if total < 0 and last & 31 > first & 31 else 0
    return total - short + over


def valid_date(year: int, month: int, day: int) -> int:
    if month < 1 or month > 12 or day < 1 or year < 1 or year > 9999:
        return 0
    return 1 if day <= days_in_month(year, month) else 0


def exactly(number: int, odd: int) -> int:
    """Whether number / odd ends in decimals: 1 when a part of `odd` other than twos and fives is left."""
    while odd % 2 == 0:
        odd //= 2
    while odd % 5 == 0:
        odd //= 5
    return 1 if number % odd != 0 else 0


SUPPORT: tuple[Callable[..., int], ...] = (
    year_month_day, day_of, days_in_month, month_end, months_added, months_between, valid_date, exactly,
)  # fmt: skip
"""In the order in which they call each other."""

CALLS = {
    "month_end": ("year_month_day", "days_in_month"),
    "months_added": ("days_in_month",),
    "valid_date": ("days_in_month",),
}
"""Which of them each one calls."""
