"""What the agencies know about a resident's family, for whoever asks about themself without signing in."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync

from madang.exchange.hub.service import Port, usual_seconds
from madang.exchange.mydata.assembly import Assembly
from madang.exchange.mydata.mapping import held, known_facts, mapping
from madang.exchange.mydata.reach import Reach
from madang.exchange.mydata.records import Records
from madang.rules.service import FactDefinition


class UnknownResident(LookupError):
    """Neither register knows anybody of that number."""


@dataclass(frozen=True, slots=True)
class NotHad:
    """An agency that did not help. why: down, slow, wrong or stale; label {ko, en}: its name for people;
    facts: those that are unknown because of it (another source may still have given some person's)."""

    agency: str
    label: Mapping[str, str]
    why: str
    reason: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """family: the file's form, each fact {value, source, as_of}; None when no register answered at all.
    subjects: the family's ids → register numbers (never part of the family). not_had: who failed, and why."""

    family: dict[str, Any] | None
    subjects: Mapping[str, str]
    not_had: tuple[NotHad, ...]


async def collect(resident: str, on: dt.date, *, facts: Iterable[FactDefinition] | None = None,
                  timeout: float = usual_seconds) -> Collected:  # fmt: skip
    """Everything the six agencies know about a resident and the people the rules can reach, on a day.

    resident: a register number. facts: which to take (all that agencies hold). timeout: seconds for each exchange.
    Raises UnknownResident; an agency's failure is no error but an entry of `not_had`.
    """
    wanted = known_facts() if facts is None else held(facts)
    async with Port() as port:
        records = Records(port, on, timeout)
        reach = Reach(records, resident)
        every = tuple(mapping().operations)
        others = [agency for agency in every if agency not in (reach.register, reach.kin)]
        numbers, _ = await asyncio.gather(reach.walk(), records.ask(others, [resident]))
        await records.ask(every, numbers)
    assembly = Assembly(records, wanted, numbers)
    not_had = _not_had(records, wanted)
    if resident not in assembly.names:
        if {reach.register, reach.kin} <= set(records.lacks):
            return Collected(None, {}, not_had)
        raise UnknownResident(resident)
    return Collected(assembly.family(), {name: number for number, name in assembly.names.items()}, not_had)


def collect_and_wait(resident: str, on: dt.date, *, facts: Iterable[FactDefinition] | None = None,
                     timeout: float = usual_seconds) -> Collected:  # fmt: skip
    """:func:`collect` for synchronous callers."""
    return async_to_sync(collect)(resident, on, facts=facts, timeout=timeout)


def _not_had(records: Records, facts: Iterable[FactDefinition]) -> tuple[NotHad, ...]:
    found = []
    for agency, lack in sorted(records.lacks.items()):
        lost = tuple(
            fact.name
            for fact in facts
            if any(source.agency == agency for source in fact.sources)
            and all(source.field is None or source.agency in records.lacks for source in fact.sources)
        )
        found.append(NotHad(agency, mapping().labels[agency], lack.why, lack.reason, lost))
    return tuple(found)
