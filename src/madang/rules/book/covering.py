"""Which worked cases show a condition held and failed, and the cases of one service.

The national pack's cases are read when they are asked for and again when their file is another, those of a regional
pack as they were when it was taken in. A case that fails would fail the tests, or the check of a pack that is added, so
what it expects is what it shows.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from madang.rules.binding.rulebook import in_force
from madang.rules.cases import Case, read_cases
from madang.rules.installed import KOREA
from madang.rules.model import ServiceDefinition
from madang.rules.problems import ProblemsFound
from madang.rules.regional.records import RegionalPack
from madang.rules.regional.worked import worked_cases

log = logging.getLogger(__name__)

UNDATED = dt.date(2026, 1, 1)
"""The day of a case whose family names none (`run_case`)."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The cases in which a condition holds, fails, or is open."""

    true: tuple[Case, ...] = ()
    false: tuple[Case, ...] = ()
    open: tuple[Case, ...] = ()


def cases_of(service: str, regional: Iterable[RegionalPack] = ()) -> tuple[Case, ...]:
    """The worked cases of a service, () where there are none. ProblemsFound for a national one without provenance.

    regional: the packs of the rulebook, of which one may hold the service; where its cases cannot be read it has none.
    """
    pack = next((one for one in regional if service in one.pack.services), None)
    if pack is not None:
        return _beside(service, pack)
    path = KOREA / "cases" / f"{service}.yaml"
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return _cases(path, found.st_mtime_ns, found.st_size)


def _beside(service: str, pack: RegionalPack) -> tuple[Case, ...]:
    try:
        return tuple(case for case in worked_cases(pack) if case.service == service)
    except ProblemsFound as found:
        log.warning(
            "손으로 푼 사례를 읽지 못했습니다 / worked cases are left out: %s", found.problems[0].text("en")[:300]
        )
        return ()


@lru_cache(maxsize=256)
def _cases(path: Path, _changed: int, _size: int) -> tuple[Case, ...]:
    return tuple(read_cases(path))


def day_of(case: Case) -> dt.date:
    """The reference date of a case."""
    day = case.family.get("date", UNDATED)
    return day if isinstance(day, dt.date) else dt.date.fromisoformat(str(day))


def covering(service: ServiceDefinition, cases: Iterable[Case]) -> dict[str, Covered]:
    """Condition → the cases that show it. Where all is granted, every condition that must hold does."""
    found: dict[str, dict[bool | None, list[Case]]] = {clause.id: {} for clause in service.clauses}
    for case in cases:
        for id, holds in _shown(service, case).items():
            if id in found:
                found[id].setdefault(holds, []).append(case)
    return {id: Covered(*(tuple(held.get(holds, ())) for holds in (True, False, None))) for id, held in found.items()}


def _shown(service: ServiceDefinition, case: Case) -> dict[str, bool | None]:
    shown: dict[str, bool | None] = {}
    if case.expect.get("status") == "eligible":
        day = day_of(case)
        shown = {one.id: True for one in service.clauses if one.stage == "before" and in_force(one, day)}
    return shown | dict(case.expect.get("clauses", {}))
