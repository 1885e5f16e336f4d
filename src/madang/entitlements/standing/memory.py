"""A population in memory and where it stands: takes changes of facts, yields differences. No database.

For what a process holds at once: a region, a test, a trial. The database's own way is `acts/follow_changes.py`; both
share the evaluator, the reach of a change and the kinds of differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from madang.entitlements.standing.differences import kind_of, shown
from madang.entitlements.standing.evaluator import Evaluator, Stand
from madang.entitlements.standing.reach import Reach
from madang.rules.service import FactKey, FactValue, Family, Person


class FactChange(NamedTuple):
    """A person's fact is another one now. id: the sender's; the same one again is a repetition."""

    id: str
    person: str
    name: str
    value: FactValue


class Difference(NamedTuple):
    """A resident stands otherwise with a service. kind: see :func:`kind_of`; None where only details differ."""

    resident: str
    service: str
    before: Stand
    after: Stand
    kind: str | None


NAMES = 256
"""Bits for the facts of one person; more than a vocabulary has names."""


class Board:
    """Families by applicant, their stands, and who is reached through whom. Not for sharing between threads."""

    def __init__(
        self, evaluator: Evaluator, reach: Reach, families: Mapping[str, Family], services: Sequence[str]
    ) -> None:
        self.evaluator, self.reach, self.services = evaluator, reach, list(services)
        self.families = dict(families)
        self.persons: dict[str, Person] = {}
        self.reached_by: dict[str, list[str]] = {}
        for resident, family in self.families.items():
            for id, person in family.persons.items():
                self.persons[id] = person
                self.reached_by.setdefault(id, []).append(resident)
        self._seen: set[str] = set()
        self._names: dict[str, int] = {}
        self._reads: dict[str, dict[str, int]] = {resident: {} for resident in self.families}
        self.stands: dict[str, dict[str, Stand]] = {resident: {} for resident in self.families}
        for resident, stands in self._evaluated(dict.fromkeys(self.families, self.services)):
            self._keep(resident, stands)

    def apply(self, changes: Iterable[FactChange]) -> list[Difference]:
        """The differences once all of the changes are known; each family is worked out at most once.

        What was sent before, and what is known already, costs a look-up. A batch gives the same standing as its
        changes one by one.
        """
        touched = self._touched(changes)
        found: list[Difference] = []
        for resident, stands in self._evaluated({id: self._reached(id, facts) for id, facts in touched.items()}):
            held = self.stands[resident]
            for service, after in stands.items():
                before = held[service]
                if shown(before) != shown(after):
                    found.append(Difference(resident, service, before, after, kind_of(before, after)))
            self._keep(resident, stands)
        return found

    def _touched(self, changes: Iterable[FactChange]) -> dict[str, list[FactKey]]:
        """Residents, in order, with the facts that are other ones now than before all of the changes."""
        original: dict[FactKey, FactValue | None] = {}
        for change in changes:
            if change.id in self._seen:
                continue
            self._seen.add(change.id)
            person = self.persons[change.person]
            held = person.facts.get(change.name)
            if held != change.value:
                original.setdefault((change.name, change.person), held)
                self.persons[change.person] = Person(person.id, {**person.facts, change.name: change.value})
        touched: dict[str, list[FactKey]] = {}
        for key, before in original.items():
            now = self.persons[key[1]].facts.get(key[0])
            if before is None or now is None or (before.value, before.proven) != (now.value, now.proven):
                for resident in self.reached_by[key[1]]:
                    touched.setdefault(resident, []).append(key)
        return touched

    def _reached(self, resident: str, changed: list[FactKey]) -> list[str]:
        """The services that the changed facts can reach."""
        if any(self.reach.decides_for_itself(name) for name, _ in changed):
            return list(self.stands[resident])
        bits = self._bits(resident, changed)
        return [service for service, reads in self._reads[resident].items() if reads & bits]

    def _evaluated(self, asked: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, dict[str, Stand]]]:
        wanted = {resident: services for resident, services in asked.items() if services}
        families = ((self._family(resident), services) for resident, services in wanted.items())
        return zip(wanted, self.evaluator.stands(families), strict=True)

    def _keep(self, resident: str, stands: Mapping[str, Stand]) -> None:
        """What was read is kept as bits: a population has many millions of such pairs."""
        for service, stand in stands.items():
            self._reads[resident][service] = self._bits(resident, stand.reads)
            self.stands[resident][service] = stand._replace(reads=NOTHING)

    def _bits(self, resident: str, facts: Iterable[FactKey]) -> int:
        names: dict[str, int] = {}
        known = self._names
        for name, entity in facts:
            bit = known.get(name)
            if bit is None:
                bit = known[name] = 1 << len(known)
            names[entity] = names.get(entity, 0) | bit
        found = 0
        for place, id in enumerate(self.families[resident].persons, start=1):
            found |= names.pop(id, 0) << place * NAMES
        for bits in names.values():  # whoever is no person of the family is a home: all homes share one place
            found |= bits
        return found

    def _family(self, resident: str) -> Family:
        """The family with everybody's facts of now."""
        family, persons = self.families[resident], self.persons
        return replace(family, persons={id: persons[id] for id in family.persons})


NOTHING: frozenset[FactKey] = frozenset()
