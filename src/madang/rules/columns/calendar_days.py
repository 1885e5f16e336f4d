"""Dates in code: days since 1970-01-01, and the same as (year · 12 + month - 1) · 32 + day, whichever is at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from madang.rules.columns import runtime
from madang.rules.columns.frame import Frame
from madang.rules.columns.values import Day


def called(f: Frame, name: str) -> str:
    """The name of a calendar function, which the kernel then brings along."""
    function: Callable[..., Any] = getattr(runtime, name)
    f.k.used[name] = function
    return name


def ymd_of(f: Frame, day: Day) -> str:
    """Year, month and day of a date as one number."""
    if day.ymd is not None:
        return day.ymd
    if day.text.lstrip("-").isdigit():
        return str(runtime.year_month_day(int(day.text)))
    return f.w.once(("ymd", day.text), lambda: f.w.let(_packed(f, day), "y"))


def _packed(f: Frame, day: Day) -> str:
    if day.of is None:
        return f"{called(f, 'year_month_day')}({day.text})"
    name, basis, row = day.of
    return f"{f.k.array(f.book.packed(name, basis))}[{row}]"


def day_of_ymd(f: Frame, ymd: str, state: str | None, may: frozenset[int]) -> Day:
    """A date out of year, month and day; the days since 1970 cost nothing where nobody asks for them."""
    text = f.w.let(f"{called(f, 'day_of')}(({ymd} >> 5) // 12, ({ymd} >> 5) % 12 + 1, {ymd} & 31)")
    return Day(text, state, may, ymd)


def months_on(f: Frame, day: Day, months: str, state: str | None, may: frozenset[int]) -> Day:
    """The same day some months on, or that month's last day."""
    return day_of_ymd(f, f.w.let(f"{called(f, 'months_added')}({ymd_of(f, day)}, {months})", "y"), state, may)


def comparable(f: Frame, one: Day, other: Day) -> tuple[str, str]:
    """Two numbers that stand in the same order as the dates."""
    days = (one, other)
    at_hand = [day.ymd is not None or day.of is not None or day.text.lstrip("-").isdigit() for day in days]
    if all(at_hand) and any(day.ymd is not None for day in days):
        return ymd_of(f, one), ymd_of(f, other)
    return one.text, other.text
