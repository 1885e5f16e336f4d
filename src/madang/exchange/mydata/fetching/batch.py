"""Many applicants fetched for at once: whose number is asked of whom, round by round, as the registers name others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache

from madang.exchange.mydata.circle import Circle
from madang.exchange.mydata.feeds.pending import quarantined_now
from madang.exchange.mydata.fetching.carriage import Carriage
from madang.exchange.mydata.fetching.gathering import Failed, Gathered
from madang.exchange.mydata.fetching.given import Given, given_by
from madang.exchange.mydata.fetching.structure import add_to, numbers_in
from madang.exchange.mydata.fetching.wanted import Wanted
from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.purposes import ALERTS, reads_for, rulebook
from madang.exchange.mydata.whole import on_everybody
from madang.exchange.mydata.wiring import Persons, persons
from madang.facts.service import families_as_known, now
from madang.rules.grounds.service import grounds
from madang.rules.service import Family, ProblemsFound

MOST_ROUNDS = 4
"""Home, kin of the home, their spouses: then nobody new has a role."""


class Batch:
    """After :meth:`gather`: circles, numbers, and what the agencies said; nothing is recorded yet."""

    def __init__(
        self,
        wanted: Sequence[Wanted],
        on: dt.date,
        *,
        timeout: float,
        numbers: Mapping[str, str] | None = None,
        within: bool = False,
        people: Persons | None = None,
    ) -> None:
        """people: whoever was asked about some of them already.

        within: it is all in the caller's transaction, where everybody's rows are there, and fails with it.
        """
        self.wanted, self.on = wanted, on
        self.gathered = Gathered(on, timeout)
        self.circles = [self._circle(one) for one in wanted]
        self.numbers = dict(numbers or {})
        self.ids = {number: person for person, number in self.numbers.items()}
        self.reads = [reads_for(one.purposes) for one in wanted]
        self.nameless: set[str] = set()
        """Numbers that became known before any register said a name."""
        self._carriages: dict[int, Carriage] = {}
        self._targets: dict[int, list[str]] = {}
        self._by_giver: dict[str, list[Given]] = {}
        self.registers = (mapping().register["agency"], mapping().kin["agency"])
        self._persons: Persons = people or persons()
        self._within = within

    def gather(self) -> None:
        """Asks everybody who may be asked. No transaction is open while one waits for an answer, but the caller's."""
        with self.everybody():
            self._start()
        asked: set[tuple[str, str]] = set()
        for _ in range(MOST_ROUNDS):
            new = self._to_ask(self.registers) - asked
            if not new:
                break
            asked |= new
            self._ask(new)
            with self.everybody():
                self._meet(number for _, number in new)
        self._name()
        others = [agency for agency in mapping().operations if agency not in self.registers]
        self._ask(self._to_ask(others))

    def everybody(self) -> AbstractContextManager[None]:
        """Where everybody's rows are there."""
        return nullcontext() if self._within else on_everybody()

    def _start(self) -> None:
        """Families as they are known, numbers of those in them, feeds that are held back."""
        self.gathered.failed |= {
            agency: Failed(agency, "quarantined", "held back") for agency in sorted(quarantined_now())
        }
        walking = {one.applicant: place for place, one in enumerate(self.wanted) if one.walk and one.remembered}
        if walking:
            for applicant, known in families_as_known(rulebook(), list(walking), self.on, now()):
                if not isinstance(known, ProblemsFound):
                    for place, one in enumerate(self.wanted):
                        if one.applicant == applicant and one.walk and one.remembered:
                            self.circles[place] = self._circle(one, known.family)
        self._number({person for place in range(len(self.wanted)) for person in self.targets(place)})
        self._look_at_consents()

    @staticmethod
    def _circle(wanted: Wanted, family: Family | None = None) -> Circle:
        circle = Circle(wanted.applicant) if family is None else Circle.of_family(family)
        for parent, child in wanted.kin:
            circle.child(parent, child)
            circle.lives_with([parent, child])
        return circle

    def targets(self, place: int) -> list[str]:
        """Whom it is about: those named, or those in a role that some ground of the purposes has."""
        if place not in self._targets:
            self._targets[place] = self._reached(place)
        return self._targets[place]

    def _reached(self, place: int) -> list[str]:
        one = self.wanted[place]
        if one.persons is not None:
            return list(one.persons)
        reached = roles_reached(one.purposes)
        return [person for person, roles in self.circles[place].roles().items() if roles & reached]

    def carriage(self, place: int, at: dt.datetime) -> Carriage:
        """What may be fetched for one applicant, by the consents read last."""
        if place not in self._carriages:
            one, roles = self.wanted[place], self.circles[place].roles()
            givers = {one.applicant, *self.targets(place)}
            mine = [row for giver in givers for row in self._by_giver.get(giver, ())
                    if row.applicant == one.applicant or row.purpose == ALERTS]  # fmt: skip
            self._carriages[place] = Carriage(one.purposes, roles, mine, at, one.applicant)
        return self._carriages[place]

    def _look_at_consents(self, *, lock: bool = False) -> None:
        """All that anybody here said about these purposes. One query; locked against being withdrawn meanwhile."""
        self._carriages.clear()
        self._targets.clear()
        givers = {person for place in range(len(self.wanted)) for person in self.targets(place)}
        givers |= {one.applicant for one in self.wanted}
        purposes = {purpose for one in self.wanted for purpose in one.purposes}
        self._by_giver = given_by(sorted(givers), sorted(purposes), lock=lock)

    def refresh_consents(self) -> None:
        """As they are now; none of them can be withdrawn before the caller's transaction ends."""
        self._look_at_consents(lock=True)

    def _to_ask(self, agencies: Collection[str]) -> set[tuple[str, str]]:
        """(agency, number) of whatever some ground carries and no answer is there for."""
        at, found = dt.datetime.now(dt.UTC), set[tuple[str, str]]()
        for place, one in enumerate(self.wanted):
            carriage, fields = self.carriage(place, at), self.reads[place].by_agency
            for agency in agencies:
                if agency in self.gathered.failed or (one.agencies is not None and agency not in one.agencies):
                    continue
                for person in self.targets(place):
                    number = self.numbers.get(person)
                    if number and carriage.carries(person, agency, fields.get(agency, ())):
                        found.add((agency, number))
        return found

    def _ask(self, pairs: Iterable[tuple[str, str]]) -> None:
        by_agency: dict[str, list[str]] = defaultdict(list)
        for agency, number in sorted(pairs):
            by_agency[agency].append(number)
        if by_agency:
            self.gathered.ask(by_agency)

    def _meet(self, asked: Iterable[str]) -> None:
        """Who the registers named becomes known, and stands in the circle."""
        said = [(agency, number, one.record) for number in set(asked) for agency in self.registers
                if (one := self.gathered.of(agency, number)) is not None and one.record]  # fmt: skip
        named = {other for agency, _, record in said for other in numbers_in(agency, record)} - self.ids.keys()
        self.ids |= self._persons.ids_of(sorted(named)) if named else {}
        new = sorted(named - self.ids.keys())
        if new:
            self.ids |= self._persons.enrol(dict.fromkeys(new, ""), self.registers[1])
            self.nameless |= set(new)
        self.numbers |= {person: number for number, person in self.ids.items()}
        for place, wanted in enumerate(self.wanted):
            if wanted.walk:
                inside = set(self.circles[place].roles())
                for agency, number, record in said:
                    if self.ids.get(number) in inside:
                        add_to(self.circles[place], agency, self.ids[number], record, self.ids)
        self._look_at_consents()

    def _name(self) -> None:
        """Whoever became known by number alone gets the name that the register writes."""
        said = {number: self.gathered.of(self.registers[0], number) for number in self.nameless}
        names = {number: str(one.record["name"]) for number, one in said.items()
                 if one is not None and one.record and one.record.get("name")}  # fmt: skip
        if names:
            with self.everybody():
                self._persons.enrol(names, self.registers[0])
            self.nameless -= names.keys()

    def _number(self, people: Collection[str]) -> None:
        missing = sorted(set(people) - self.numbers.keys())
        if missing:
            found = self._persons.numbers_of(missing)
            self.numbers |= found
            self.ids |= {number: person for person, number in found.items()}

    def people(self) -> list[str]:
        """Everybody in reach of anybody here."""
        return sorted({person for place in range(len(self.wanted)) for person in
                       (*self.targets(place), *self.circles[place].roles())})  # fmt: skip


@cache
def roles_reached(purposes: tuple[str, ...]) -> frozenset[str]:
    """Roles that some ground of the purposes has."""
    return frozenset(role for line in grounds().lines if line.purpose in purposes for role in line.roles)
