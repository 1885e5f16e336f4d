"""What the six agencies hold, in memory: read from their slices before a run, changed as events change it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from madang.simulation.service import agencies, slice_path

Record = dict[str, Any]
Changes = Mapping[str, Mapping[str, Record | None]]
"""Agency → register number → merge patch, as the control of an agency takes it."""


class Registers:
    """The records by agency and register number. Patches never change a record in place. as_of: their day."""

    def __init__(self, records: dict[str, dict[str, Record]], as_of: str = "") -> None:
        self.records, self.as_of = records, as_of

    @classmethod
    def read(cls, province: Path) -> Registers:
        """From the slices of a province. FileNotFoundError."""
        found: dict[str, dict[str, Record]] = {}
        as_of = ""
        for agency in agencies:
            path = slice_path(province, agency)
            if not path.exists():
                raise FileNotFoundError(path)
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as slice_:
                rows = slice_.execute("select number, body from records order by number")
                found[agency] = {number: json.loads(body) for number, body in rows}
                as_of = str(slice_.execute("select value from about where name = 'as_of'").fetchone()[0])
        return cls(found, as_of)

    def search(self, agency: str, numbers: list[str]) -> dict[str, Record]:
        """As :data:`madang.simulation.agencies.life.Search` asks."""
        held = self.records[agency]
        return {number: held[number] for number in numbers if number in held}

    def apply(self, changes: Changes) -> None:
        """Merge patches (RFC 7396, but null stays a value); None takes a record away."""
        for agency, patches in changes.items():
            held = self.records[agency]
            for number, patch in patches.items():
                if patch is None:
                    held.pop(number, None)
                else:
                    held[number] = merged(held.get(number, {}), patch)


def merged(target: Any, patch: Any) -> Any:
    """The patch laid over the target; members that it does not name stay."""
    if not isinstance(patch, dict) or not isinstance(target, dict):
        return patch
    return {**target, **{name: merged(target.get(name), value) for name, value in patch.items()}}


def numbers_changed(changes: Changes) -> set[str]:
    """Whose record is another one."""
    return {number for patches in changes.values() for number in patches}


def inverse(reached: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Number → residents whose reach it is in."""
    found: dict[str, set[str]] = {}
    for resident, numbers in reached.items():
        for number in numbers:
            found.setdefault(number, set()).add(resident)
    return found
