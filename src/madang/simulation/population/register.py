"""What the resident register says beside facts: made-up addresses, since when a household and its members are there.

Worked out from numbers of homes and persons, so that it takes nothing from the streams of random numbers: the same
population has the same register, and no column is kept for it.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import yaml

from madang.simulation.population.calendar_days import reference
from madang.simulation.population.marginals import folder
from madang.simulation.population.names import mark

grown_up = 19
longest_days = 15 * 365
"""A household that did not move within the series is at most so old."""


@cache
def roads() -> tuple[str, ...]:
    """The pack's made-up road names."""
    loaded: dict[str, Any] = yaml.safe_load((folder / "addresses.yaml").read_text(encoding="utf-8"))
    return tuple(loaded["roads"])


def scattered(number: int) -> int:
    """A number spread over 64 bits (the finaliser of SplitMix64), always the same for the same one."""
    mixed = (number + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return mixed ^ (mixed >> 31)


def address(region: str, home: int) -> str:
    """The made-up address of a home: «경상남도 창원시 성산구 가람로 12, 103동 502호(모의)»."""
    spread = scattered(home)
    road = roads()[spread % len(roads())]
    written = f"{region} {road} {1 + (spread >> 8) % 300}"
    if (spread >> 20) % 3:
        written += f", {101 + (spread >> 24) % 12}동 {1 + (spread >> 32) % 20}{1 + (spread >> 40) % 4:02d}호"
    return written + mark


def formed_on(home: int, head_born: dt.date, moved: dt.date | None) -> tuple[dt.date, str]:
    """Since when a household is there, and how it came to be: by moving in, or as a household of its own.

    Where the population knows no move: a day in the last years, not before the head is grown up, nor after today.
    """
    if moved is not None:
        return moved, "moved_in"
    day = reference - dt.timedelta(days=365 + scattered(home ^ 0x5EED) % longest_days)
    of_age = dt.date(head_born.year + grown_up, head_born.month, min(head_born.day, 28))
    return min(max(day, of_age), reference), "new_household"


def entered_on(person: int, born: dt.date, formed: dt.date) -> tuple[dt.date, str]:
    """Since when a person is in a household, and how: with it, or by being born into it (reported within a month,
    가족관계등록법 §44)."""
    if born <= formed:
        return formed, "moved_in"
    return min(born + dt.timedelta(days=1 + scattered(person) % 30), max(reference, born)), "birth"


def status(citizen: bool, registered: bool, whereabouts_unknown: bool) -> str:
    """Standing in the register (주민등록법 §6, §20⑥): registered, residence_unknown, foreigner or not_registered."""
    if not citizen:
        return "foreigner"
    if not registered:
        return "not_registered"
    return "residence_unknown" if whereabouts_unknown else "registered"
