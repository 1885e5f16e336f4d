"""Why a period cannot be counted."""

from __future__ import annotations

from madang.rules.particles import settled
from madang.rules.refusal import Refused


class ClockRefused(Refused):
    """Nothing was counted."""

    code = "clock"

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(settled(ko), en)


class NoHolidays(ClockRefused):
    """The calendar has no holidays of that year, so no day of it can be counted."""

    code = "no_holidays"

    def __init__(self, year: int, known: tuple[int, ...]) -> None:
        years = f"{known[0]}–{known[-1]}" if known else "-"
        super().__init__(
            f"{year}년의 공휴일 자료가 없어 기간을 셀 수 없습니다 (있는 해: {years}).",
            f"there are no public holidays for {year}, so the period cannot be counted (years known: {years})",
        )
        self.year = year


class NaiveTime(ClockRefused):
    """A moment without a time zone."""

    code = "naive_time"


class BadPeriod(ClockRefused):
    """A length or unit that the kind of period does not know."""

    code = "bad_period"


class BadPause(ClockRefused):
    """A suspension that ends before it begins, begins before the period, overlaps another or has no ground."""

    code = "bad_suspension"


class BadExtension(ClockRefused):
    """An extension that the law does not allow: too long, too often, too late, without its reason or consent."""

    code = "bad_extension"
