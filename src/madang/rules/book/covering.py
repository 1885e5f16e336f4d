"""Which worked cases show a condition held and failed, and the cases of one service.

A pack's cases are read when they are asked for and again when their file is another; a case that fails would fail the
tests, so what it expects is what it shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from madang.rules.binding.rulebook import in_force
from madang.rules.cases import Case, read_cases
from madang.rules.installed import KOREA
from madang.rules.model import ServiceDefinition

UNDATED = dt.date(2026, 1, 1)
"""The day of a case whose family names none (`run_case`)."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The cases in which a condition holds, fails, or is open."""

    true: tuple[Case, ...] = ()
    false: tuple[Case, ...] = ()
    open: tuple[Case, ...] = ()


def cases_of(service: str, folder: Path = KOREA) -> tuple[Case, ...]:
    """The worked cases of a service, () where there are none. ProblemsFound for one without provenance."""
    path = folder / "cases" / f"{service}.yaml"
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return _cases(path, found.st_mtime_ns, found.st_size)


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
