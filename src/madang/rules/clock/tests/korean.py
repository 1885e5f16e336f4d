"""Korea's clock, and a due date in short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from madang.rules.clock.service import SEOUL, Clock, Due, Extension, ExtensionRule, Pause, due, load_clock
from madang.rules.service import KOREA


@cache
def korea() -> Clock:
    return load_clock(KOREA)


def at(text: str) -> dt.datetime:
    """«2026-11-02 10:00» in Seoul; without a time, nine in the morning."""
    return dt.datetime.fromisoformat(text if " " in text else f"{text} 09:00").replace(tzinfo=SEOUL)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def supplement(*spans: tuple[str, str | None]) -> list[Pause]:
    return [korea().pause("supplement", day(first), None if last is None else day(last)) for first, last in spans]


def ends(
    kind: str,
    length: tuple[int, str],
    start: str,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    rule: ExtensionRule | None = None,
) -> Due:
    period = korea().period(kind, *length, law="시험", extension=rule)
    return due(at(start), period, korea().calendar, pauses, extensions)
