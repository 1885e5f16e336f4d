"""Whose service it is: the agency's name as a region of the day, the whole country, or not clear."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from madang.rules.service import Label, ProblemsFound, Regions

NATIONAL = frozenset({"중앙행정기관"})
"""소관기관유형 of agencies for the whole country; a public corporation (공공기관) may be a city's."""
_offices = re.compile(r"(?:교육청|시청|군청|구청|도청)$")


@dataclass(frozen=True, slots=True)
class Place:
    """state nation: for everybody. region: for who lives in `code` (`level` sido, sigungu or gu). unclear: `why` says.

    candidates: codes of the regions that an ambiguous name could mean. A service whose place is unclear is listed, but
    never offered to anybody as likely.
    """

    state: Literal["nation", "region", "unclear"]
    code: str = ""
    level: str = ""
    candidates: tuple[str, ...] = ()
    why: Label | None = None


NATION = Place("nation")


def place_of(agency: str, kind: str, regions: Regions, on: dt.date) -> Place:
    """The place of an agency (소관기관명, 소관기관유형) on a day. Never raises."""
    if kind in NATIONAL:
        return NATION
    return _region(regions, agency, on)


@lru_cache(maxsize=4_096)
def _region(regions: Regions, agency: str, on: dt.date) -> Place:
    refused: ProblemsFound | None = None
    for name in dict.fromkeys((agency, _bare(agency))):
        try:
            found = regions.find(name, on)
        except ProblemsFound as problems:
            refused = refused or problems
        else:
            return Place("region", found.code, found.level)
    assert refused is not None
    problem = refused.problems[0]
    codes = _candidates(regions, agency, on) if problem.code == "ambiguous_region" else ()
    return Place("unclear", candidates=codes, why=problem.message)


def _bare(agency: str) -> str:
    """경상남도교육청 → 경상남도, 창원시청 → 창원시."""
    return _offices.sub(lambda found: "" if found[0].endswith("교육청") else found[0][0], agency)


def _candidates(regions: Regions, agency: str, on: dt.date) -> tuple[str, ...]:
    ending = agency.split(" ")[-1]
    return tuple(row.code for row in regions.rows if row.valid_on(on) and row.name.split(" ")[-1] == ending)
