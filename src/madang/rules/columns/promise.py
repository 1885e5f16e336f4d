"""What the columns of a chunk surely hold: kernels written for a promise look for nothing that cannot be there.

Registers that hold every fact of everybody are the common case of a nation. A kernel that need not ask of each value
whether it is known has no branches for it, and no states to carry. The promise is read off the chunk itself and checked
anew for each chunk, so a kernel never meets what it was not written for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from madang.rules.columns.chunk import (
    NONE,
    Chunk,
    Column,
    Extremes,
    FactColumn,
    bounds,
    check_lists,
    checked_column,
    usual,
    within_bounds,
)
from madang.rules.columns.coding import MEMBERS, NULL, SENTINELS, UNKNOWN, text_code
from madang.rules.columns.values import NEVER
from madang.rules.model import FactDefinition

ANYTHING = frozenset((UNKNOWN, NULL))
ONLY_NULL = frozenset((NULL,))
MARRIED = ("person.marital_status", None)


@dataclass(frozen=True, slots=True)
class Promise:
    """states: the facts of which some cell may be unknown or null, and which of these; all others are always there.
    whole: whoever is married has a spouse in the chunk, and no list of persons is longer than a unit may be. modest: no
    number goes beyond what hardly any does."""

    states: tuple[tuple[FactColumn, frozenset[int]], ...]
    whole: bool
    modest: bool

    def may(self, column: FactColumn) -> frozenset[int]:
        """The states in which a cell of the column may be."""
        return dict(self.states).get(column, NEVER)

    def keeps(self, other: Promise) -> bool:
        """Whether a chunk of which `other` holds keeps this promise."""
        if (self.whole and not other.whole) or (self.modest and not other.modest):
            return False
        return all(states <= self.may(column) for column, states in other.states)

    def widened(self, other: Promise) -> Promise:
        """The promise that chunks of both keep."""
        held = dict(self.states)
        for column, states in other.states:
            held[column] = held.get(column, NEVER) | states
        return Promise(tuple(held.items()), self.whole and other.whole, self.modest and other.modest)


@dataclass(frozen=True, slots=True)
class Examiner:
    """Looks a chunk's columns through once, for those who run kernels over it."""

    limits: tuple[tuple[FactColumn, bool, tuple[int, int], int], ...]
    """(column, whether it is of persons, the least and the most that the engine takes, what hardly any is beyond)"""
    extremes: Extremes

    def examined(self, chunk: Chunk) -> tuple[Chunk, Promise]:
        """The chunk, what is beyond the bounds of its kind marked as unknown, and what it promises. ChunkRefused."""
        longest = check_lists(chunk, self.extremes)
        facts, held, modest = dict(chunk.facts), [], True
        columns = [checked_column(chunk, ref, personal) for ref, personal, _, _ in self.limits]
        if not all(map(len, columns)):
            return chunk, Promise((), whole=True, modest=True)  # nobody
        lows, highs = self.extremes(columns)
        for (ref, _, (least, most), often), column, low, high in zip(self.limits, columns, lows, highs, strict=True):
            if low >= max(least, -often) and high <= min(most, often):
                continue
            flag = most == 1
            if not flag:
                column = facts[ref] = within_bounds(column, least, most)
                modest &= high <= often and bool((column[column >= SENTINELS] >= -often).all())
            states = states_of_flags(column) if flag else states_of(column)
            if states:
                held.append((ref, states))
        return replace(chunk, facts=facts), Promise(tuple(held), longest <= MEMBERS and _spouses_named(chunk), modest)


def examiner(wanted: Iterable[FactColumn], definitions: Mapping[str, FactDefinition], extremes: Extremes) -> Examiner:
    """For the columns that are wanted."""
    limits = [
        (
            (name, basis),
            definitions[name].entity == "person",
            bounds(definitions[name], basis),
            usual(definitions[name], basis),
        )
        for name, basis in wanted
    ]
    return Examiner(tuple(limits), extremes)


def states_of(column: Column) -> frozenset[int]:
    """The states of the cells of a column; of UNKNOWN and worse all are taken to be there."""
    states = column[column < SENTINELS]
    if not len(states):
        return NEVER
    return ONLY_NULL if (states == NONE).all() else ANYTHING


def states_of_flags(column: Column) -> frozenset[int]:
    """The same of a yes-or-no."""
    most = int(column.max())
    return NEVER if most < NULL else ONLY_NULL if most == NULL else ANYTHING


def _spouses_named(chunk: Chunk) -> bool:
    for kind in ("spouses", "legal_spouses"):
        lists, married = chunk.related.get(kind), chunk.facts.get(MARRIED)
        if lists is None:
            continue
        if married is None:
            return False
        if ((lists.starts[1:] == lists.starts[:-1]) & (married == text_code("married"))).any():
            return False
    return True
