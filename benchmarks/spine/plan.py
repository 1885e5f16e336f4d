"""Which events happen when: drawn from a seed, made by the simulation's own rules of life, written down before the run.

A tenth of all events are exact copies of earlier ones. Half of the rest change nothing: an agency reports what all
records say already. The others are births, lost jobs and moves. Families that an event touches are left alone for a
while, so that each alert is the outcome of one event and the set of all alerts does not hang on who was quicker.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.spine.families import FIRST_BABY, Families, is_born
from benchmarks.spine.planned import CHANGES, COPY, NO_CHANGE, Planned
from benchmarks.spine.registers import Record, inverse, numbers_changed
from madang.simulation.agencies import life

COPIES, NOTHING = 0.10, 0.5
"""Share of all events that are copies; share of the others that change nothing."""
APART = 20.0
"""Seconds between two changes that touch one resident."""
WEIGHTS = {"birth": 0.05, "job_loss": 0.35, "move": 0.60}
TRIES = 200


class Planner:
    """Draws events and keeps the registers up with them. numbers: residents whose standing is kept."""

    def __init__(self, families: Families, numbers: Sequence[str], seed: int) -> None:
        self.families, self.registers, self.day = families, families.registers, families.on
        self.random = random.Random(seed)
        self.numbers = list(numbers)
        self.reach = {number: self.families.reach(number) for number in numbers}
        self.reached_by = inverse(self.reach)
        self.busy: dict[str, float] = {}
        moi = self.registers.records["moi"]
        self.next_baby = 1 + max((int(one[1:]) for one in moi if is_born(one)), default=FIRST_BABY - 1)
        self.regions = sorted({str(record["region"]) for record in moi.values()})
        self.earlier = self.day.replace(day=1) - dt.timedelta(days=12)
        self.mothers = [one for one in self.numbers if self._could_be_mother(one)]
        self.workers = [one for one in self.numbers if self._works(one)]
        self.baby_like = max(self.numbers, key=lambda one: (moi[one]["birth_date"], one))

    def plan(self, rate: float, seconds: float) -> Iterator[Planned]:
        """`rate` events a second at fixed times."""
        told: list[Planned] = []
        for place in range(round(rate * seconds)):
            at, draw = place / rate, self.random.random()
            one = None
            if draw < COPIES and told:
                before = self.random.choice(told[-2_000:])
                one = Planned(at, COPY, before.kind, before.number, before.agency, before.event)
            elif draw >= COPIES + (1 - COPIES) * NOTHING:
                one = self._changing(at)
            one = one or self._nothing(at)
            if one.sort != COPY:
                told.append(one)
            yield one

    def _changing(self, at: float) -> Planned | None:
        """A change in a family that has been left alone; None where none was found."""
        for _ in range(TRIES):
            kind = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            number = self._whom(kind)
            if number is None:
                continue
            if any(self.busy.get(one, -APART) > at - APART for one in self.reached_by.get(number, ())):
                continue
            changes = self._made(kind, number)
            touched = {one for n in numbers_changed(changes.records) for one in self.reached_by.get(n, ())}
            if any(self.busy.get(one, -APART) > at - APART for one in touched):
                continue
            return self._done(at, kind, number, changes, touched)
        return None

    def _whom(self, kind: str) -> str | None:
        pool = {"birth": self.mothers, "job_loss": self.workers, "move": self.numbers}[kind]
        if not pool:
            return None
        one = self.random.choice(pool)
        return one if kind != "job_loss" or self._works(one) else None

    def _made(self, kind: str, number: str) -> _Made:
        search, registers = self.registers.search, self.registers
        if kind == "birth":
            made = life.birth(search, number, f"S{self.next_baby:07d}", self.baby_like, self.day)
        elif kind == "job_loss":
            made = life.job_loss(search, number, self.earlier)
        else:
            now = registers.records["moi"][number]["region"]
            made = life.move(search, number, self.random.choice([one for one in self.regions if one != now]), self.day)
        first = life.knows_first[kind]
        event = made[first].event
        assert event is not None
        return _Made({agency: dict(change.records) for agency, change in made.items()}, first, self._named(event))

    def _done(self, at: float, kind: str, number: str, made: _Made, touched: set[str]) -> Planned:
        self.registers.apply(made.records)
        if kind == "birth":
            self.next_baby += 1
            for one in touched:
                self.reach[one] = self.families.reach(one)
                for reached in self.reach[one]:
                    self.reached_by.setdefault(reached, set()).add(one)
        self.busy |= dict.fromkeys(touched, at)
        return Planned(at, CHANGES, kind, number, made.agency, made.event, made.records, tuple(sorted(touched)))

    def _nothing(self, at: float) -> Planned:
        """An agency tells again what every register holds already."""
        kind, number = self.random.choice(("job_loss", "move")), self.random.choice(self.numbers)
        region = self.registers.records["moi"][number]["region"]
        more = {"region": region, "before": region} if kind == "move" else {}
        event = self._named(life.cloud_event(kind, number, self.day, **more))
        return Planned(at, NO_CHANGE, kind, number, life.knows_first[kind], event)

    def _named(self, event: dict[str, Any]) -> dict[str, Any]:
        """Ids are drawn too: the same seed is the same plan."""
        return event | {"id": f"load-{self.random.getrandbits(96):024x}"}

    def _could_be_mother(self, number: str) -> bool:
        record = self.registers.records["moi"][number]
        years = self.day.year - int(str(record["birth_date"])[:4])
        return record.get("sex") == "female" and 20 <= years <= 44

    def _works(self, number: str) -> bool:
        """Whether wages of this month are known."""
        wages = self.registers.records["nts"].get(number, {}).get("monthly_earned_income")
        if isinstance(wages, dict):
            return bool(wages.get(f"{self.day.year:04d}-{self.day.month:02d}"))
        return bool(wages)


@dataclass(frozen=True, slots=True)
class _Made:
    records: dict[str, dict[str, Record | None]]
    agency: str
    event: dict[str, Any]
