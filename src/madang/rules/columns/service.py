"""The second door of the rules: the column engine, for whoever has millions of persons. Needs numba (extra `nation`).

A :class:`Columns` is a rulebook on a day, compiled. It says which columns it wants, takes chunks (docs/engines.md) and
gives statuses, amounts and clauses; what it leaves, :func:`finish` has the interpreter finish on the same chunk.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.columns.chunk import (
    NONE,
    NONE_FLAG,
    OPEN,
    OPEN_FLAG,
    Chunk,
    ChunkRefused,
    Column,
    FactColumn,
    Lists,
    cell,
)
from madang.rules.columns.coding import day_code, text_code
from madang.rules.columns.engine import Columns
from madang.rules.columns.families import chunk_of_families
from madang.rules.columns.faults import FailingDefinition, Faults, failing_in
from madang.rules.columns.finishing import UNBOUNDED, finish
from madang.rules.columns.interpreted import Interpreted
from madang.rules.columns.problems import CannotCompile, FastEngineMissing
from madang.rules.columns.relations import related_lists
from madang.rules.columns.results import STATUSES, ServiceColumns
from madang.rules.columns.services import NOTHING, refusals
from madang.rules.columns.statuses import ELIGIBLE, FAULT, INELIGIBLE, LEFT
from madang.rules.columns.tally import ServiceTally, Tally

__all__ = [
    "ELIGIBLE",
    "FAULT",
    "INELIGIBLE",
    "LEFT",
    "NONE",
    "NONE_FLAG",
    "NOTHING",
    "OPEN",
    "OPEN_FLAG",
    "STATUSES",
    "UNBOUNDED",
    "CannotCompile",
    "Chunk",
    "ChunkRefused",
    "Column",
    "Columns",
    "FactColumn",
    "FailingDefinition",
    "FastEngineMissing",
    "Faults",
    "Interpreted",
    "Lists",
    "ServiceColumns",
    "ServiceTally",
    "Tally",
    "cell",
    "chunk_of_families",
    "day_code",
    "facts_of_region",
    "failing_in",
    "finish",
    "refusals",
    "related_lists",
    "text_code",
]


def facts_of_region(rulebook: Rulebook, region: str, date: dt.date) -> dict[str, Any]:
    """The facts `region.*` of a home in a region, by name or code, on a day: what its classes give, and the codes of
    the 시·군·구 and 시·도 it lies in (a 시·도 lies in no 시·군·구). ProblemsFound for no such region."""
    found = rulebook.regions.find(region, date)
    return {**rulebook.regions.facts(found, date), **rulebook.regions.whereabouts(found, date)}
