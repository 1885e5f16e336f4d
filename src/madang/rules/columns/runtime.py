"""Calendar arithmetic and exact division that kernels call.

The text of a function that a kernel uses is put in front of its own; all keep to what plain Python and numba both run.
"""

from __future__ import annotations

from collections.abc import Callable


def year_month_day(day: int) -> int:
    """year · 10000 + month · 100 + day of days since 1970-01-01 (proleptic Gregorian, from year 0)."""
    shifted = day + 719468
    if shifted < 0:  # before year 0: no date of a rulebook; what follows divides faster for knowing it
        return 101
    era = shifted // 146097
    rest = shifted - era * 146097
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    of_year = rest - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    of_month = of_year - (153 * month + 2) // 5 + 1
    if month < 10:
        return (year + era * 400) * 10000 + (month + 3) * 100 + of_month
    return (year + era * 400 + 1) * 10000 + (month - 9) * 100 + of_month


def day_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 719469


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if (year % 4 == 0 and year % 100 != 0) or year % 400 == 0 else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31


def month_end(day: int) -> int:
    found = year_month_day(day)
    return day - found % 100 + days_in_month(found // 10000, found // 100 % 100)


def months_added(ymd: int, months: int) -> int:
    """The same day some months on, or that month's last day; year · 10000 + month · 100 + day, given and found."""
    index = ymd // 10000 * 12 + ymd // 100 % 100 - 1 + months
    year = index // 12
    month = index - year * 12 + 1
    return year * 10000 + month * 100 + min(ymd % 100, days_in_month(year, month))


def months_between(first: int, last: int) -> int:
    """Whole months from the first to the last (year · 10000 + month · 100 + day), negative when it is earlier."""
    total = (last // 10000 - first // 10000) * 12 + last // 100 % 100 - first // 100 % 100
    if total > 0 and last % 100 < first % 100:
        return total - 1
    if total < 0 and last % 100 > first % 100:
        return total + 1
    return total


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
