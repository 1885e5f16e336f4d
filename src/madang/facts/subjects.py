"""What is known of one person or home on a day, read once and kept: its facts as the rules read them, and its links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from madang.facts.folding import LAST, Segment, fold, key_of
from madang.facts.models import Fact
from madang.facts.periods import said_on
from madang.facts.vocabulary import BORN
from madang.rules.service import FactValue, Person, ProblemsFound, Rulebook, family_from_values

REGION = "residence.region"


@dataclass(frozen=True, slots=True)
class Name:
    """What rests on one name: the facts used, and the later days on which one of them begins or ends."""

    used: tuple[int, ...] = ()
    ends: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or a home. facts, region, given: as a family has them; links: relations, homes and birth, in order.

    count, last: how many facts the log had, and the id of the last, when it was read: the log only grows, and whoever
    writes about somebody waits for the others, so the same two are the same facts. used, ends: of :class:`Name`, all
    together; used_given: facts that only count where the subject is the applicant. sound: False where something is said
    that no family can have; then the whole family has to be read, to say what is wrong.
    """

    id: str
    count: int
    last: int
    person: Person
    home: bool = False
    region: str | None = None
    given: Mapping[str, FactValue] = field(default_factory=dict)
    links: tuple[Segment, ...] = ()
    names: Mapping[str, Name] = field(default_factory=dict)
    used: tuple[int, ...] = ()
    used_given: tuple[int, ...] = ()
    ends: tuple[dt.date, ...] = ()
    sound: bool = True


class Reading:
    """Reads what the log says of persons and homes, under one rulebook on one day."""

    def __init__(self, rulebook: Rulebook, on: dt.date) -> None:
        self.rulebook, self.on = rulebook, on

    def subject(self, id: str, rows: list[Fact], *, home: bool) -> Subject:
        """Of everything recorded about it."""
        bare = Subject(id, len(rows), max((row.pk for row in rows), default=0), Person(id), home)
        segments = fold(rows)
        return self._with(replace(bare, links=tuple(filter(_is_link, segments))), segments)

    def again(self, before: Subject, count: int, last: int, rows: list[Fact], names: Iterable[str]) -> Subject | None:
        """Of whom more was recorded under some names, of which these are all rows; None: to be read as a whole."""
        gone = set(names)
        if not before.sound:
            return None
        segments = fold(rows)
        facts = {name: held for name, held in before.person.facts.items() if name not in gone}
        bare = replace(
            before,
            count=count,
            last=last,
            person=before.person if len(facts) == len(before.person.facts) else Person(before.id, facts),
            region=None if REGION in gone else before.region,
            given={name: held for name, held in before.given.items() if name not in gone},
            names={name: held for name, held in before.names.items() if name not in gone},
            links=self._links_again(before.links, gone, segments),
        )
        return self._with(bare, segments)

    @staticmethod
    def _links_again(before: tuple[Segment, ...], gone: set[str], segments: list[Segment]) -> tuple[Segment, ...]:
        """In the order in which reading the whole gives them: by key and day."""
        new = [one for one in segments if _is_link(one)]
        kept = [one for one in before if one.fact.name not in gone]
        if not new and len(kept) == len(before):
            return before
        return tuple(sorted([*kept, *new], key=lambda one: (key_of(one.fact), one.first)))

    def _with(self, bare: Subject, segments: list[Segment]) -> Subject:
        """The subject with what the segments say besides."""
        by_name: dict[str, list[Segment]] = {}
        for one in segments:
            by_name.setdefault(one.fact.name, []).append(one)
        said: dict[str, dict[str, Any]] = {}
        given: dict[str, dict[str, Any]] = {}
        names = {**bare.names}
        for name, of_name in by_name.items():
            used: tuple[int, ...] = ()
            if not of_name[0].fact.object and self._known(name):
                definition = self.rulebook.pack.facts.get(name)
                found = said_on(of_name, "instant" if definition is None else definition.time, self.on)
                if found is not None:
                    (given if self.for_unit(name) else said)[name] = found[0]
                    used = tuple(fact.pk for fact in found[1])
            names[name] = Name(used, tuple(sorted(self._ends(of_name))))
        bare = replace(bare, names=names, ends=tuple(sorted({day for one in names.values() for day in one.ends})))
        try:
            facts, region, told = self._read(bare.id, said, given, home=bare.home)
        except ProblemsFound:
            return replace(bare, sound=False)
        return replace(
            bare,
            person=Person(bare.id, {**bare.person.facts, **facts}) if facts else bare.person,
            region=bare.region if region is None else region,
            given={**bare.given, **told},
            used=self._used(names, given=False),
            used_given=self._used(names, given=True),
        )

    def _read(
        self, id: str, said: dict[str, Any], given: dict[str, Any], *, home: bool
    ) -> tuple[Mapping[str, FactValue], str | None, Mapping[str, FactValue]]:
        """(facts, region of a home, given) as the reader of families reads them, of somebody alone."""
        told_on = max([self.on, *(one["as_of"] for one in (*said.values(), *given.values()) if "as_of" in one)])
        alone: dict[str, Any] = {"date": told_on, "applicant": id, "persons": [{"id": id, "facts": {}}]}
        if home:
            whoever = f"{id[:60]}/who"[-64:]
            alone |= {"applicant": whoever, "persons": [{"id": whoever}]}
            alone["residences"] = [{"id": id, "persons": [whoever], "facts": said}]
        else:
            alone["persons"] = [{"id": id, "facts": said}]
            alone["given"] = given
        family = family_from_values(alone, self.rulebook, self.on)
        if home:
            return family.residences[0].facts, family.residences[0].region, {}
        return family.persons[id].facts, None, family.given

    def _used(self, names: Mapping[str, Name], *, given: bool) -> tuple[int, ...]:
        return tuple(sorted({id for name, one in names.items() if self.for_unit(name) == given for id in one.used}))

    def _ends(self, segments: list[Segment]) -> Iterable[dt.date]:
        """Later days on which something else holds, or somebody is born."""
        found = {end for one in segments for end in (one.first, one.last)}
        born = (one.fact.value for one in segments if one.fact.name == BORN)
        found |= {dt.date.fromisoformat(value) for value in born if isinstance(value, str)}
        return {day for day in found if self.on < day < LAST}

    def _known(self, name: str) -> bool:
        return name in self.rulebook.pack.facts or name in self.rulebook.derived

    def for_unit(self, name: str) -> bool:
        """Whether a name is of a value worked out for a unit, which counts where it is told of the applicant."""
        derived = self.rulebook.derived.get(name)
        return derived is not None and derived[0].entity != "person"


def _is_link(segment: Segment) -> bool:
    """Whether it says who belongs to whom, who lives where, or from when on somebody counts."""
    return bool(segment.fact.object) or segment.fact.name == BORN
