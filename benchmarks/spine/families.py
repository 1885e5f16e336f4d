"""A resident's family and outcomes straight from the agencies' records: no hub, no facts, no standing, no memory.

The way of the guided check (`mydata.collecting`), and the plain interpreter on what it puts together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from benchmarks.spine.registers import Changes, Record, Registers
from madang.exchange.mydata.assembly import Assembly
from madang.exchange.mydata.mapping import known_facts, mapping
from madang.exchange.mydata.reach import Reach
from madang.rules.grounds.service import grounds
from madang.rules.service import FactDefinition, FactValue, Family, Person, Rulebook, check, family_from_values

Shown = tuple[str, int | None, int | None, int]
"""status, low, high (won), how many facts are open: what a resident is told of an outcome."""


@dataclass(slots=True)
class Held:
    """The registers as `Reach` and `Assembly` read records; nobody has to be asked."""

    registers: Registers
    on: dt.date
    as_of: dict[str, dt.date]
    lacks: dict[str, object] = field(default_factory=dict)

    def of(self, agency: str, number: str) -> Record | None:
        """The record, where the agency has one."""
        return self.registers.records[agency].get(number)

    async def ask(self, agencies: Iterable[str], numbers: Iterable[str]) -> None:
        """Everything is here."""


class Families:
    """Families of a day, by the registers as they are just now."""

    def __init__(self, registers: Registers, rulebook: Rulebook, on: dt.date, as_of: dt.date) -> None:
        self.registers, self.rulebook, self.on = registers, rulebook, on
        self._held = Held(registers, on, dict.fromkeys(mapping().operations, as_of))
        self._read: dict[str, Mapping[str, FactValue]] = {}
        self.newborn = {number for number in registers.records["court"] if is_born(number)}

    def reach(self, number: str) -> list[str]:
        """Register numbers of whom the rules can reach, the resident first."""
        walk = Reach(self._held, number).walk()  # type: ignore[arg-type]
        try:
            walk.send(None)
        except StopIteration as ended:
            found: list[str] = ended.value
            return found
        raise RuntimeError("a walk over records in memory waits for nothing")

    def family(self, number: str) -> Family:
        """ProblemsFound where the records cannot be true of any family."""
        assembly = Assembly(self._held, known_facts(), self.reach(number))  # type: ignore[arg-type]
        names = assembly.names
        data = {
            "date": self.on,
            "applicant": names[number],
            "persons": [{"id": id, "birth_date": self._born(one)} for one, id in names.items()],
            "relations": assembly._relations(),
            "residences": assembly._residences(),
        }
        family = family_from_values(data, self.rulebook, self.on)
        return replace(family, persons={id: Person(id, self._facts(one)) for one, id in names.items()})

    def _born(self, number: str) -> str:
        moi, court = self.registers.records["moi"].get(number), self.registers.records["court"].get(number)
        return str((moi or court or {})["birth_date"])

    def _facts(self, number: str) -> Mapping[str, FactValue]:
        """What all agencies say of one person, read once until a record of theirs changes: most of a family's work."""
        if number not in self._read:
            facts = facts_of_newborns() if number in self.newborn else known_facts()
            alone = Assembly(self._held, facts, [number])  # type: ignore[arg-type]
            data = {"date": self.on, "applicant": "p1", "persons": [alone._person(number)]}
            self._read[number] = family_from_values(data, self.rulebook, self.on).persons["p1"].facts
        return self._read[number]

    def change(self, changes: Changes, numbers: Iterable[str]) -> None:
        """An event's part in the registers."""
        known = self.registers.records["court"].keys()
        self.newborn |= {number for number in numbers if number not in known}
        self.registers.apply(changes)
        for number in numbers:
            self._read.pop(number, None)

    def outcomes(self, number: str) -> dict[str, Shown]:
        """Service → what is shown of the outcome, by the plain interpreter."""
        found: dict[str, Shown] = {}
        for one in check(self.rulebook, self.family(number), explain=False):
            low, high = (None, None) if one.amount is None else (one.amount.low, one.amount.high)
            found[one.service] = one.status, low, high, len({name for name, _ in one.missing})
        return found


FIRST_BABY = 9_000_001
"""Register numbers from there on are of children that a run gave birth to."""


def is_born(number: str) -> bool:
    """Whether a run gave birth to the person, this one or an earlier one in the same house."""
    return int(number[1:]) >= FIRST_BABY


NEWBORN = ("event.birth", "benefit_alerts"), frozenset({"child", "household"})
"""Purposes and roles in which a newborn is looked at."""


@cache
def facts_of_newborns() -> tuple[FactDefinition, ...]:
    """Facts of which some source is carried by no consent, or by the applicant's, who is a member (맞춤형 급여 안내).

    What asks for each person's own is not had: nobody has given one for a newborn (금융정보).
    """
    purposes, roles = NEWBORN
    return tuple(
        fact
        for fact in known_facts()
        if any(
            line.through or not line.asks
            for source in fact.sources
            if source.field
            for purpose in purposes
            for line in grounds().lines_for(purpose, source.agency, source.field, roles)
        )
    )
