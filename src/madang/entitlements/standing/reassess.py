"""Works residents out anew, keeps their rows, and tells what differs. Shared by every act that moves standings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from madang.entitlements.alerts import DEFINITION, FACTS, Fault, raise_alerts
from madang.entitlements.models import Resident, StandingChange
from madang.entitlements.standing.differences import shown
from madang.entitlements.standing.evaluator import Evaluator, Stand
from madang.entitlements.standing.local import ELSEWHERE, local_without_row
from madang.entitlements.standing.remembered import Remembered
from madang.entitlements.standing.rows import Row, Rows, change_of, row_of, stand_of, write
from madang.entitlements.standing.telling import tell
from madang.facts.service import KnownFamily
from madang.rules.service import Family, Label, ProblemsFound, Rulebook, look_again, services_on


@dataclass(slots=True)
class Moved:
    """What came of it. evaluated: outcomes worked out; differences: those of which something shown is another one;
    told: the changes that residents are told of; more: whether changes of facts may be left waiting."""

    residents: int = 0
    evaluated: int = 0
    differences: int = 0
    told: list[StandingChange] = field(default_factory=list)
    more: bool = False

    def __iadd__(self, other: Moved) -> Moved:
        self.residents += other.residents
        self.evaluated += other.evaluated
        self.differences += other.differences
        self.told += other.told
        return self


def reassess(
    rulebook: Rulebook,
    wanted: Mapping[str, Sequence[str]],
    residents: Mapping[str, Resident],
    on: dt.date,
    moment: dt.datetime,
    remembered: Remembered,
) -> Moved:
    """Each resident's wanted services on a day, as known at a moment; rows that differ and changes are written.

    Services of the place where a resident lives that have no row yet come on top: whoever was known before is told of
    them. residents: their locked rows, or new ones. Inside the caller's transaction. A fixed number of queries.
    """
    before = remembered.rows.of(residents)
    faults, rows, moved = list[Fault](), list[tuple[str, str, Row]](), Moved()
    same = set[str]()
    known = dict(remembered.facts.families_as_known(wanted, on, moment))
    local = {id: local_without_row(rulebook, one, before[id]) for id, one in known.items()}
    wanted = {id: [*dict.fromkeys((*services, *local[id]))] for id, services in wanted.items()}
    for id, stands in _stands(rulebook, remembered.evaluator, wanted, known, on):
        resident, written, days = residents[id], Rows(), _look_again(rulebook, stands, known[id], on)
        for service, after in stands.items():
            held = before[id].get(service)
            stood = stand_of(held) if held is not None else ELSEWHERE if service in local[id] and before[id] else None
            if stood is not None and shown(stood) != shown(after):
                moved.differences += 1
                told = change_of(resident, service, stood, after, on, moment)
                moved.told += [told] if told is not None else []
            row = row_of(after, days[service])
            if held != row:
                written[service] = row
                rows.append((id, service, row))
            if after.fault is not None:
                faults.append(_fault(id, service, after.closure, after.fault))
        moved.evaluated += len(stands)
        moved.residents += 1
        if _refresh(resident, known[id], on, moment):
            same.add(id)
        remembered.rows.keep(resident, before[id], written)
    _write(residents, same, rows, moved.told)
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


def _look_again(
    rulebook: Rulebook, services: Iterable[str], known: KnownFamily | ProblemsFound, on: dt.date
) -> dict[str, dt.date]:
    if isinstance(known, ProblemsFound):
        return dict.fromkeys(services, on + dt.timedelta(days=1))
    days = look_again(rulebook, services, known.family)
    return days if known.until is None else {service: min(day, known.until) for service, day in days.items()}


def _refresh(resident: Resident, known: KnownFamily | ProblemsFound, on: dt.date, moment: dt.datetime) -> bool:
    """Whether those around are who they were in the row that is there.

    Of facts that cannot be true the last known circle stays, so that mending any of them is noticed.
    """
    resident.on, resident.known_at = on, moment
    found = set(known.subjects) if isinstance(known, KnownFamily) else set()
    subjects = sorted(found or {*resident.subjects, resident.pk})
    same = subjects == resident.subjects and not resident._state.adding
    resident.subjects = subjects
    return same


def _write(
    residents: Mapping[str, Resident], same: set[str], rows: list[tuple[str, str, Row]], told: list[StandingChange]
) -> None:
    for one in (residents[id] for id in sorted(same)[:1]):  # all have the same day and moment
        Resident.objects.filter(pk__in=same).update(on=one.on, known_at=one.known_at)
    Resident.objects.bulk_create(
        [one for id, one in residents.items() if id not in same], batch_size=2_000, update_conflicts=True,
        unique_fields=["id"], update_fields=["subjects", "on", "known_at"],
    )  # fmt: skip
    write(rows)
    StandingChange.objects.bulk_create(told, batch_size=2_000)
    tell(told)
