"""Six residents to show the house with: found in the population by what they live through, not written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.simulation.population.calendar_days import none, today
from madang.simulation.population.families import CHILD, HEAD
from madang.simulation.population.marginals import sexes
from madang.simulation.population.reading import Population, person_id

Flags = NDArray[Any]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`kind` for code, `resident` an id of the population, one line in Korean and English."""

    kind: str
    resident: str
    ko: str
    en: str


class _View:
    """Vectors over the whole population that the searches share."""

    def __init__(self, population: Population) -> None:
        columns = population.persons
        self.columns = {name: np.asarray(values) for name, values in columns.items()}
        self.age = (today - np.asarray(columns["birth"])) / 365.2425
        self.home = np.asarray(columns["home"])
        self.size = np.bincount(self.home, minlength=len(population.homes["region"]))[self.home]
        self.spouse = np.asarray(columns["spouse"])
        self.together = (self.spouse >= 0) & (self.home[self.spouse] == self.home)
        self.rent = np.asarray(population.homes["housing.tenure"])[self.home] == 1
        self.quiet = (np.asarray(columns["person.whereabouts"]) == 0) & (np.asarray(columns["stay.abroad_days"]) == 0)
        self.citizen = np.asarray(columns["person.nationality"]) == 0

    def homes_with(self, members: Flags) -> Flags:
        """For each person whether somebody of the home is among the members."""
        found: Flags = np.bincount(self.home[members], minlength=int(self.home.max()) + 1)[self.home] > 0
        return found

    def child_at_home(self, youngest: float, oldest: float) -> Flags:
        """For each person whether a child of that age lives in the home as a child."""
        found: Flags = self.homes_with((self.columns["role"] == CHILD) & (self.age >= youngest) & (self.age < oldest))
        return found


def _old_couple(view: _View) -> Flags:
    modest = view.columns["assets.property"] + view.columns["assets.home"] < 150_000_000
    alone = view.together & (view.size == 2) & view.citizen
    no_occupational = view.columns["occupational_pension.kind"] == 0
    found: Flags = (view.age >= 69) & (view.age[view.spouse] >= 66) & alone & modest & no_occupational
    return found


def _newborn(view: _View) -> Flags:
    found: Flags = (
        view.together & (view.age < 45) & view.child_at_home(0.05, 0.9) & view.citizen & view.citizen[view.spouse]
    )
    return found


def _single_parent(view: _View) -> Flags:
    reason = view.columns["lone_reason"]
    poor = view.columns["fortune"] < 0.9
    found: Flags = np.isin(reason, (1, 2, 3)) & poor & view.rent & view.citizen & view.child_at_home(2, 15)
    return found


def _laid_off(view: _View) -> Flags:
    lost = view.columns["job_end"]
    modest = view.columns["assets.financial"] < 8_000_000
    found: Flags = (lost != none) & (lost > today - 120) & view.rent & modest & (view.age < 62) & view.citizen
    return found


def _migrant(view: _View) -> Flags:
    permit = view.columns["permit"]
    found: Flags = (permit == 1) & view.together & view.citizen[view.spouse] & view.child_at_home(0, 9)
    return found


def _mother(view: _View) -> Flags:
    lost = view.columns["job_end"]
    woman = view.columns["sex"] == sexes.index("female")
    couple = view.together & view.citizen & view.citizen[view.spouse]
    found: Flags = (
        woman & couple & (view.age >= 22) & (view.age < 43) & ~view.child_at_home(0, 3) & (lost != none)
        & (lost > today - 365)
    )  # fmt: skip
    return found


def _near(view: _View, own: float, other: float) -> NDArray[Any]:
    """How far the two of a couple are from two ages, in years."""
    far: NDArray[Any] = np.abs(view.age - own - 0.5) + np.abs(view.age[view.spouse] - other - 0.5)
    return far


_prefers: dict[str, Callable[[_View], NDArray[Any]]] = {
    "old_couple": lambda view: _near(view, 70, 68),
    "single_parent": lambda view: (view.columns["sex"] == sexes.index("female")).astype(float),
}
"""Of those who fit: the less, the better."""

_kinds: tuple[tuple[str, Callable[[_View], Flags], str, str], ...] = (
    ("mother", _mother, "곧 아이를 낳는, 일자리를 잃은 어머니", "A mother about to give birth who lost her job"),
    ("old_couple", _old_couple, "둘이 사는 노부부", "An old couple living by themselves"),
    ("newborn", _newborn, "갓난아이가 태어난 젊은 가족", "A young family with a newborn"),
    ("single_parent", _single_parent, "아이를 혼자 키우며 월세에 사는 부모", "A single parent who rents"),
    ("laid_off", _laid_off, "얼마 전 일자리를 잃고 월세에 사는 사람", "A tenant who lost a job a short while ago"),
    ("migrant_family", _migrant, "결혼이민자와 어린아이가 있는 가족", "A marriage migrant's family with a young child"),
)


def youngest(population: Population) -> str:
    """The id of the youngest resident."""
    return person_id(int(np.argmax(np.asarray(population.persons["birth"]))))


def demo_people(population: Population) -> list[DemoPerson]:
    """Six residents, the same ones for the same population; a kind nobody fits is left out (tiny populations)."""
    view = _View(population)
    head_first = np.asarray(population.persons["role"]) != HEAD
    found = []
    for kind, search, ko, en in _kinds:
        fitting = np.flatnonzero(search(view) & view.quiet)
        if len(fitting):
            liked = _prefers[kind](view)[fitting] if kind in _prefers else np.zeros(len(fitting))
            best = fitting[np.lexsort((head_first[fitting], liked))[0]]
            found.append(DemoPerson(kind, person_id(int(best)), ko, en))
    return found
