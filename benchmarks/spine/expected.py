"""The alerts that a plan has to give, worked out from the agencies' records alone by the plain interpreter.

Each resident whom an event touches is worked out anew after it; what is told is restated here from the promise in
docs (one alert for eligible, lost, another amount, one open question), not taken from the room that tells.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.spine.families import Families, Shown
from benchmarks.spine.planned import CHANGES, Planned
from benchmarks.spine.registers import Registers, numbers_changed


class Alert(NamedTuple):
    """What one resident has to be told of one service; event: place in the plan, -1 where it is not known."""

    resident: str
    service: str
    kind: str
    before: Shown
    after: Shown
    event: int = -1


def kind_of(before: Shown, after: Shown) -> str | None:
    """eligible, lost, amount, question, or None where nothing is to be told."""
    if after[0] == "eligible" and before[0] != "eligible":
        return "eligible"
    if before[0] == "eligible" and after[0] != "eligible":
        return "lost"
    if after[0] == before[0] == "eligible":
        return "amount" if before[1:3] != after[1:3] else None
    one_now = after[0] == "unknown" and after[3] == 1
    return "question" if one_now and not (before[0] == "unknown" and before[3] == 1) else None


def between(resident: str, before: dict[str, Shown], after: dict[str, Shown], event: int = -1) -> list[Alert]:
    """What is to be told of two standings of a resident."""
    found = []
    for service, now in after.items():
        then = before.get(service)
        if then is not None and then != now and (kind := kind_of(then, now)) is not None:
            found.append(Alert(resident, service, kind, then, now, event))
    return found


def alerts_of(plan: Sequence[Planned], families: Families, mine: Iterable[str]) -> list[Alert]:
    """The alerts of some residents, in the order of the plan."""
    residents, standing = set(mine), dict[str, dict[str, Shown]]()
    found: list[Alert] = []
    for place, one in enumerate(plan):
        if one.sort != CHANGES:
            continue
        touched = [resident for resident in one.affected if resident in residents]
        for resident in touched:
            if resident not in standing:
                standing[resident] = families.outcomes(resident)
        families.change(one.changes, numbers_changed(one.changes))
        for resident in touched:
            after = families.outcomes(resident)
            found += between(resident, standing[resident], after, place)
            standing[resident] = after
    return found


def expected(plan: Sequence[Planned], province: Path, on: dt.date, as_of: dt.date, processes: int = 2) -> list[Alert]:
    """All of them; each process works out a share of the residents, from the records as they were before the run."""
    everybody = sorted({resident for one in plan for resident in one.affected})
    shares = [everybody[start::processes] for start in range(processes)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        parts = pool.starmap(_share, [(plan, province, on, as_of, share) for share in shares])
    return sorted((alert for part in parts for alert in part), key=lambda alert: (alert.event, alert))


def _share(plan: Sequence[Planned], province: Path, on: dt.date, as_of: dt.date, share: Sequence[str]) -> list[Alert]:
    from madang.rules.service import load_rulebook

    return alerts_of(plan, Families(Registers.read(province), load_rulebook(), on, as_of), share)
