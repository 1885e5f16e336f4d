"""The name a region has on a day: a home stays where it is when its region is renamed, merged or split."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache

from madang.simulation.population.marginals import folder

codes = folder.parent / "regions" / "codes.csv"


@dataclass(frozen=True, slots=True)
class Term:
    """A region under one code and name, the days it was so, and the codes that followed."""

    code: str
    name: str
    start: dt.date
    end: dt.date
    successors: tuple[str, ...]

    def holds(self, on: dt.date) -> bool:
        """Whether the region was called so on the day."""
        return self.start <= on <= self.end


def name_on(code: str, on: dt.date, home: int) -> str:
    """The name, on a day, of the region that has or had this code.

    home: its number within its block.

    Of a split region's parts each home gets one, always the same. A region that was not there yet goes by the name
    of one that became it. The last name known where none holds. KeyError: no region ever had the code.
    """
    seen = set[str]()
    while code not in seen:
        seen.add(code)
        held = next((term for term in _terms()[code] if term.holds(on)), None)
        if held is not None:
            return held.name
        further = _before(code) if on < _terms()[code][0].start else _terms()[code][-1].successors
        if not further:
            break
        code = further[home % len(further)]
    return _terms()[code][-1].name


def codes_on(code: str, on: dt.date) -> tuple[str, ...]:
    """The codes, on a day, of what the region is: several where it was split, in the order `name_on` deals homes out.

    ValueError: a part of it was split again.
    """
    if any(term.holds(on) for term in _terms()[code]):
        return (code,)
    further = _before(code) if on < _terms()[code][0].start else _terms()[code][-1].successors
    parts = [codes_on(one, on) for one in further]
    if any(len(part) > 1 for part in parts):
        raise ValueError(f"{code}: split twice by {on}")
    return tuple(one for part in parts for one in part) or (code,)


@cache
def _terms() -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    with codes.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else dt.date.min
            end = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else dt.date.max
            term = Term(row["code"], row["name"], start, end, tuple(row["successor"].split()))
            found.setdefault(term.code, []).append(term)
    return {code: sorted(terms, key=lambda term: term.start) for code, terms in found.items()}


@cache
def _before(code: str) -> tuple[str, ...]:
    """Codes of the regions that became this one."""
    return tuple(one for one, terms in _terms().items() if any(code in term.successors for term in terms))
