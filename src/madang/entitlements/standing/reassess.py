"""Works residents out anew, keeps their rows, and tells what differs. Shared by every act that moves standings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from madang.entitlements.alerts import DEFINITION, FACTS, Fault, raise_alerts
from madang.entitlements.models import Resident, StandingAnswer, StandingChange
from madang.entitlements.standing.differences import shown
from madang.entitlements.standing.evaluator import Evaluator, Stand
from madang.entitlements.standing.rows import change_of, row_of, rows_by_resident, stand_of, told_by, write
from madang.facts.service import KeptFacts, KnownFamily, families_as_known
from madang.rules.service import Family, Label, ProblemsFound, Rulebook, look_again, services_on

Rows = dict[str, dict[str, StandingAnswer]]


@dataclass(slots=True)
class Moved:
    """What came of it. evaluated: outcomes worked out; differences: those of which something shown is another one;
    told: the changes that residents are told of."""

    residents: int = 0
    evaluated: int = 0
    differences: int = 0
    told: list[StandingChange] = field(default_factory=list)

    def __iadd__(self, other: Moved) -> Moved:
        self.residents += other.residents
        self.evaluated += other.evaluated
        self.differences += other.differences
        self.told += other.told
        return self


def reassess(
    rulebook: Rulebook,
    evaluator: Evaluator,
    wanted: Mapping[str, Sequence[str]],
    residents: Mapping[str, Resident],
    on: dt.date,
    moment: dt.datetime,
    *,
    before: Rows | None = None,
    kept: KeptFacts | None = None,
) -> Moved:
    """Each resident's wanted services on a day, as known at a moment; rows that differ and changes are written.

    residents: their rows, or new ones. before: the rows of their answers, where they are at hand. kept: what was read
    of people before. Inside the caller's transaction. A fixed number of queries.
    """
    before = rows_by_resident(residents.values()) if before is None else before
    faults, rows, moved = list[Fault](), list[StandingAnswer](), Moved()
    families = (
        families_as_known(rulebook, wanted, on, moment) if kept is None else kept.families_as_known(wanted, on, moment)
    )
    known = dict(families)
    for id, stands in _stands(rulebook, evaluator, wanted, known, on):
        resident = residents[id]
        for service, after in stands.items():
            held = before[id].get(service)
            if held is not None and shown(stand_of(held)) != shown(after):
                moved.differences += 1
                told = change_of(resident, service, stand_of(held), after, on, moment)
                moved.told += [told] if told is not None else []
            row = row_of(id, service, after, _look_again(rulebook, service, known[id], on))
            if held is None or told_by(held) != told_by(row):
                rows.append(row)
            if after.fault is not None:
                faults.append(_fault(id, service, after.closure, after.fault))
        moved.evaluated += len(stands)
        moved.residents += 1
        _refresh(resident, known[id], on, moment)
    _write(residents, rows, moved.told)
    raise_alerts(faults)
    return moved


def _stands(
    rulebook: Rulebook,
    evaluator: Evaluator,
    wanted: Mapping[str, Sequence[str]],
    known: Mapping[str, KnownFamily | ProblemsFound],
    on: dt.date,
) -> Iterator[tuple[str, dict[str, Stand]]]:
    """A family that cannot be is unknown in everything, and the others go on."""
    sound: dict[str, Family] = {id: one.family for id, one in known.items() if isinstance(one, KnownFamily)}
    yield from zip(sound, evaluator.stands((family, wanted[id]) for id, family in sound.items()), strict=True)
    for id, one in known.items():
        if isinstance(one, ProblemsFound):
            wrong = Label(one.text("ko"), one.text("en"))
            stand = Stand("unknown", None, None, "", (), "", frozenset(), wrong)
            yield id, {service.id: stand for service in services_on(rulebook, on, wanted[id])}


def _fault(resident: str, service: str, closure: str, message: Label) -> Fault:
    """Without a closure no definition was reached: the facts are wrong, whatever the service."""
    return Fault(service, DEFINITION, message, resident) if closure else Fault("", FACTS, message, resident)


def _look_again(rulebook: Rulebook, service: str, known: KnownFamily | ProblemsFound, on: dt.date) -> dt.date:
    if isinstance(known, ProblemsFound):
        return on + dt.timedelta(days=1)
    day = look_again(rulebook, service, known.family)
    return day if known.until is None else min(day, known.until)


def _refresh(resident: Resident, known: KnownFamily | ProblemsFound, on: dt.date, moment: dt.datetime) -> None:
    """Of facts that cannot be true the last known circle stays, so that mending any of them is noticed."""
    resident.on, resident.known_at = on, moment
    found = set(known.subjects) if isinstance(known, KnownFamily) else set()
    resident.subjects = sorted(found or {*resident.subjects, resident.pk})


def _write(residents: Mapping[str, Resident], rows: list[StandingAnswer], told: list[StandingChange]) -> None:
    Resident.objects.bulk_create(
        residents.values(), batch_size=2_000, update_conflicts=True, unique_fields=["id"],
        update_fields=["subjects", "on", "known_at"],
    )  # fmt: skip
    write(rows)
    StandingChange.objects.bulk_create(told, batch_size=2_000)
