"""Facts as known → a family as the rules read it, with the facts it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from madang.facts.folding import LAST, Segment
from madang.facts.kin import Kin
from madang.facts.known import by_subject
from madang.facts.models import Fact
from madang.facts.periods import said_on
from madang.facts.vocabulary import BORN, RESIDENCE
from madang.rules.service import Family, Rulebook, family_from_values

FORM = "1"
"""Raised whenever the same facts would become another family."""


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """A family, and the ids of the facts it rests on: used, in parts as they were read; facts, all of them ascending.

    subjects: its persons and homes, and who would belong to it were the birth earlier: a change about anybody else is
    none of this family's. until: the first later day on which something else is known to hold; None: never.
    """

    family: Family
    used: tuple[tuple[int, ...], ...] = field(compare=False)
    subjects: tuple[str, ...]
    until: dt.date | None = None

    @property
    def facts(self) -> tuple[int, ...]:
        """Put in order when somebody asks: most who work a family out never do."""
        return tuple(sorted(set(chain.from_iterable(self.used))))


def family_of(
    rulebook: Rulebook,
    segments: list[Segment],
    applicant: str,
    on: dt.date,
    names: Collection[str] | None = None,
) -> KnownFamily:
    """The family of a person on a day, of what is in the segments and nothing else.

    names: only facts of these names, besides relations, homes and birth dates; None takes all. Raises ProblemsFound
    where what is known cannot be true of any family.
    """
    return _Assembly(rulebook, segments, applicant, on, names).family()


class _Assembly:
    def __init__(
        self,
        rulebook: Rulebook,
        segments: list[Segment],
        applicant: str,
        on: dt.date,
        names: Collection[str] | None,
    ) -> None:
        self.rulebook, self.on, self.applicant, self.names = rulebook, on, applicant, names
        self.segments, self.kin = segments, Kin(segments, on)
        self.of = by_subject([segment for segment in segments if not segment.fact.object])
        self.used: set[int] = set()

    def family(self) -> KnownFamily:
        persons = self.kin.reach(self.applicant)
        inside = set(persons)
        homes = sorted({self.kin.home_of[one] for one in persons if one in self.kin.home_of})
        data: dict[str, Any] = {"date": self.on, "applicant": self.applicant}
        data["persons"] = [self._person(one) for one in persons]
        data["relations"] = [self._relation(fact) for fact in self._links(inside)]
        data["residences"] = [self._home(home, persons) for home in homes]
        data["given"] = self._facts(self.applicant, given=True)
        family = family_from_values(self._told_later(data), self.rulebook, self.on)
        return KnownFamily(family, (tuple(self.used),), (*persons, *homes, *self._expected(inside)), self._until())

    def _until(self) -> dt.date | None:
        """The next first or last day of anything in reach, or birth of somebody."""
        ends = {end for segment in self.segments for end in (segment.first, segment.last)}
        births = {
            dt.date.fromisoformat(segment.fact.value)
            for segment in self.segments
            if segment.fact.name == BORN and isinstance(segment.fact.value, str)
        }
        return min((day for day in (ends | births) - {LAST} if day > self.on), default=None)

    def _expected(self, inside: set[str]) -> list[str]:
        """Who is not born yet: should the date of birth be corrected, they and theirs belong to the family."""
        if not self.kin.unborn:
            return []
        return [one for one in Kin(self.segments, self.on, expected=True).reach(self.applicant) if one not in inside]

    def _links(self, inside: set[str]) -> list[Fact]:
        """Relations within the family, in one order; the facts of its homes are used too."""
        links = [fact for fact in self.kin.links if fact.subject in inside]
        related = [fact for fact in links if fact.name != RESIDENCE and fact.object in inside]
        self.used.update(fact.pk for fact in related)
        self.used.update(fact.pk for fact in links if fact.name == RESIDENCE)
        return sorted(related, key=lambda fact: (fact.subject, fact.name, fact.object))

    def _relation(self, fact: Fact) -> dict[str, str]:
        return {"from": fact.subject, "to": fact.object, "kind": fact.name.removeprefix("relation.")}

    def _person(self, person: str) -> dict[str, Any]:
        return {"id": person, "facts": self._facts(person)}

    def _home(self, home: str, persons: list[str]) -> dict[str, Any]:
        inside = [person for person in persons if self.kin.home_of.get(person) == home]
        return {"id": home, "persons": inside, "facts": self._facts(home)}

    def _facts(self, subject: str, *, given: bool = False) -> dict[str, Any]:
        """What is said of a person or home; given: the values worked out for a unit, told from outside."""
        by_name: dict[str, list[Segment]] = {}
        for segment in self.of.get(subject, ()):
            if self._wanted(segment.fact.name) and self._for_unit(segment.fact.name) == given:
                by_name.setdefault(segment.fact.name, []).append(segment)
        found = {}
        for name, segments in by_name.items():
            definition = self.rulebook.pack.facts.get(name)
            said = said_on(segments, "instant" if definition is None else definition.time, self.on)
            if said is not None:
                found[name] = said[0]
                self.used.update(fact.pk for fact in said[1])
        return found

    def _wanted(self, name: str) -> bool:
        known = name in self.rulebook.pack.facts or name in self.rulebook.derived
        return known and (self.names is None or name in self.names or name == BORN)

    def _for_unit(self, name: str) -> bool:
        derived = self.rulebook.derived.get(name)
        return derived is not None and derived[0].entity != "person"

    def _told_later(self, data: dict[str, Any]) -> dict[str, Any]:
        """Evidence may be of a later day than the one asked about: the file then speaks of that later day."""
        rows = [data["given"], *(row["facts"] for row in (*data["persons"], *data["residences"]))]
        days = [said["as_of"] for row in rows for said in row.values() if "as_of" in said]
        return data | {"date": max([self.on, *days])}
