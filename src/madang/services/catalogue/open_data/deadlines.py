"""When one may apply, as agencies write it (신청기한): parsed where it can be, kept as text where it cannot.

Only a text that is wholly understood becomes days; nothing is guessed out of a longer sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from madang.services.catalogue.open_data.texts import plain

Kind = Literal["none", "always", "window", "yearly", "budget", "text"]
MOST_READ = 400
"""Longer texts hold more than a deadline and are kept as they are."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """none: nothing is said. always: at any time. window: from and until (inclusive; None is open).

    yearly: the months of every year it is open in. budget: until the money is spent. text: only the words themselves.
    text: the words, always kept.
    """

    kind: Kind
    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    months: tuple[int, ...] = ()


ALWAYS = re.compile(
    r"(?:연중)?(?:상시|수시)(?:신청|접수|지원|모집|가능)*|연중(?:신청|접수|무휴|가능)*|제한없음|기한없음|별도기한없음|신청기한없음"
)
BUDGET = re.compile(r"(?:예산|사업비|자금|재원)(?:이|의)?(?:모두)?소진(?:시)?(?:까지)?(?:신청|접수|가능|마감)*")
_day = r"(?:(\d{4})(?:[.\-/]|년))?(\d{1,2})(?:[.\-/]|월)(\d{1,2})(?:\.|일)?"
_weekday = r"(?:\([월화수목금토일]\))?"
WINDOW = re.compile(rf"{_day}{_weekday}(?:부터)?[~∼～\-–](?:{_day}{_weekday}(?:까지)?)?")
FROM = re.compile(rf"{_day}{_weekday}(?:부터|이후)")
UNTIL = re.compile(rf"[~∼～]?{_day}{_weekday}(까지|한|이내|마감)?")
_every_year, _part = r"(?:매년|해마다)", r"(?:중|초|말)?"
YEARLY = re.compile(rf"{_every_year}(\d{{1,2}})월?{_part}(?:[~∼～\-–](\d{{1,2}})월{_part})?중?(?:신청|접수)?")
YEARLY_LIST = re.compile(rf"{_every_year}(\d{{1,2}}월?(?:[,·/]\d{{1,2}}월?)+)")


def deadline(text: str | None) -> Deadline:
    """What a text says. Never raises: a day that does not exist, or an end before its start, is kept as text."""
    said = plain(text or "")
    squeezed = re.sub(r"\s+", "", said).strip("○-*·▶◇□ㅇ").removeprefix("신청기한:").removeprefix("신청기간:")
    if not squeezed:
        return Deadline("none", said)
    if len(squeezed) > MOST_READ:
        return Deadline("text", said)
    if ALWAYS.fullmatch(squeezed):
        return Deadline("always", said)
    if BUDGET.fullmatch(squeezed):
        return Deadline("budget", said)
    return _window(said, squeezed) or _yearly(said, squeezed) or Deadline("text", said)


def _window(said: str, squeezed: str) -> Deadline | None:
    try:
        if found := WINDOW.fullmatch(squeezed):
            start = _date(found[1], found[2], found[3], None)
            end = None if found[5] is None else _date(found[4], found[5], found[6], start.year)
            return Deadline("window", said, start, end) if end is None or start <= end else None
        if found := FROM.fullmatch(squeezed):
            return Deadline("window", said, start=_date(found[1], found[2], found[3], None))
        # A bare day says neither «from» nor «until»: it wants a word or a mark that does.
        if (found := UNTIL.fullmatch(squeezed)) and (found[4] or squeezed[0] in "~∼～"):
            return Deadline("window", said, end=_date(found[1], found[2], found[3], None))
    except ValueError:
        return None
    return None


def _date(year: str | None, month: str, day: str, otherwise: int | None) -> dt.date:
    """ValueError: no such day, or no year is said and none follows from the start."""
    if year is None and otherwise is None:
        raise ValueError("no year")
    return dt.date(int(year) if year is not None else otherwise or 0, int(month), int(day))


def _yearly(said: str, squeezed: str) -> Deadline | None:
    if found := YEARLY_LIST.fullmatch(squeezed):
        months = [int(number) for number in re.findall(r"\d+", found[1])]
    elif (found := YEARLY.fullmatch(squeezed)) and "월" in squeezed:
        first, last = int(found[1]), int(found[2] or found[1])
        # 매년 11월 ~ 2월 goes over the turn of the year.
        months = [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
        if not (1 <= first <= 12 and 1 <= last <= 12):
            return None
    else:
        return None
    return Deadline("yearly", said, months=tuple(dict.fromkeys(months))) if set(months) <= set(range(1, 13)) else None
