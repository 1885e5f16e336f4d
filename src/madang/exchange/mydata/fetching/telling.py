"""One agency's record about one person, as facts: what is carried and nothing else, by the periods it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from madang.exchange.mydata.fetching.gathering import Said
from madang.facts.service import NewFact
from madang.rules.service import FactDefinition

REGION = "residence.region"
"""Told with the homes (structure.py)."""
MOST_WON, LONGEST = 10**13, 1_000
_month = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_year = re.compile(r"[0-9]{4}")


class Unreadable(ValueError):
    """A value that its contract allows and the vocabulary does not. field: whose."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Told(NamedTuple):
    """What one source says, ready to be compared with what is known.

    rank: 0 for the vocabulary's best source. since: the day of the event that made the source say something else.
    """

    fact: NewFact
    time: str
    rank: int
    since: dt.date | None = None


def told(
    person: str, home: str, agency: str, said: Said, sources: Iterable[tuple[FactDefinition, int, str]],
    fields: Collection[str], since: dt.date | None = None,
) -> Iterator[Told]:  # fmt: skip
    """The facts of a person, and of the home they live in ("": not known), that the fields say. Raises Unreadable.

    sources: (fact, place among its sources, field) of this agency.
    """
    record = said.record or {}
    for fact, rank, name in sources:
        if name not in fields or name not in record or fact.name == REGION:
            continue
        value = record[name]
        subject = person if fact.entity == "person" else home
        if not subject or (value is None and fact.type != "date"):
            continue
        for said_value, first, last in periods(value, fact, name):
            new = NewFact(subject, fact.name, said_value, agency, first, last, said.as_of, evidence=said.exchange)
            yield Told(new, fact.time, rank, since)


def periods(value: Any, fact: FactDefinition, name: str) -> Iterator[tuple[Any, dt.date | None, dt.date | None]]:
    """(value, first day, day after the last): one for what holds always, else one a run of months or years alike."""
    if not isinstance(value, dict):
        yield read(value, fact, name), None, None
        return
    runs: list[tuple[Any, dt.date, dt.date]] = []
    for key in sorted(value):
        first, last = _period(key, fact.time, name)
        won = read(value[key], fact, name)
        if won is None:
            continue
        if runs and runs[-1][2] == first and runs[-1][0] == won:
            runs[-1] = (won, runs[-1][1], last)
        else:
            runs.append((won, first, last))
    yield from runs


@lru_cache(maxsize=4_096)
def _period(key: str, time: str, name: str) -> tuple[dt.date, dt.date]:
    month, year = _month.fullmatch(key), _year.fullmatch(key)
    if time == "month" and month is not None:
        first = dt.date(int(month[1]), int(month[2]), 1)
        return first, (first + dt.timedelta(days=32)).replace(day=1)
    if time == "year" and year is not None and int(key) < dt.MAXYEAR:
        return dt.date(int(key), 1, 1), dt.date(int(key) + 1, 1, 1)
    raise Unreadable(name)


def read(value: Any, fact: FactDefinition, name: str) -> Any:
    """The value as the vocabulary types it. Raises Unreadable."""
    try:
        found = _typed(value, fact)
    except (ValueError, TypeError, ArithmeticError):
        raise Unreadable(name) from None
    return found


def _typed(value: Any, fact: FactDefinition) -> Any:
    if value is None:
        return None
    if fact.type == "boolean":
        return _of(value, bool)
    if fact.type == "date":
        return dt.date.fromisoformat(_of(value, str))
    if fact.type in ("money", "number"):
        if isinstance(value, bool):
            raise TypeError(value)
        number = Decimal(value) if isinstance(value, int) else Decimal(str(_of(value, float)))
        low = Decimal(0) if fact.low is None and fact.type == "money" else fact.low
        whole = fact.type != "money" or isinstance(value, int) or number == number.to_integral_value()
        if not whole or abs(number) > MOST_WON or (low is not None and number < low):
            raise ValueError(value)
        if fact.high is not None and number > fact.high:
            raise ValueError(value)
        return number
    text = _of(value, str)
    if len(text) > LONGEST or "\0" in text or (fact.choices and text not in {one.value for one in fact.choices}):
        raise ValueError(value)
    return text


def _of(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value
