"""Answers that keep their contract and still cannot be: they hold back the whole feed until somebody has looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

SLACK_DAYS = 1
"""An agency's clock may be a day ahead."""
MOST_CHANGED, FROM_CHANGED = 0.1, 10
"""Dates of birth that differ from what the same agency said before: more than a tenth of at least ten persons."""


class Implausible(Exception):
    """reason: what cannot be, without content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(body: Any, asked: Collection[str], on: dt.date) -> tuple[dt.date, dict[str, Mapping[str, Any]]]:
    """(as of, record by number) of one answer. Raises Implausible."""
    try:
        as_of = dt.date.fromisoformat(body["as_of"])
        pairs = [(one["number"], one["record"]) for one in body["records"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Implausible(f"no answer to what was asked ({type(error).__name__})") from None
    # The simulated province stands still on a day of its own, so the later of that day and today's is the bound.
    if (as_of - max(on, dt.datetime.now(dt.UTC).date())).days > SLACK_DAYS:
        raise Implausible("as of a day that has not come")
    if any(number not in asked for number, _ in pairs):
        raise Implausible("records of persons nobody asked about")
    if len({number for number, _ in pairs}) < len(pairs):
        raise Implausible("two records of one person")
    if not all(isinstance(record, Mapping) for _, record in pairs):
        raise Implausible("a record that is none")
    return as_of, dict(pairs)


def births_moved(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether an agency now says other dates of birth of so many that it rather is the feed that is wrong."""
    both = before.keys() & after.keys()
    changed = sum(before[one] != after[one] for one in both)
    return len(both) >= FROM_CHANGED and changed > MOST_CHANGED * len(both)
