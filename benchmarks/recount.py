"""Services counted once more from rows that are not packed: no planes, no index, no words of 64 residents.

Every block is made again. A condition is worked out for all its rows by Kleene's logic on whole columns; what is no
`and`, `or` or `not` is worked out by the interpreter's code, once for each combination of values that it reads.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.made_up_catalogue import ON
from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.bitmaps.one_row import OneRow
from madang.rules.bitmaps.reading import columns_of
from madang.rules.reckoning.interpreter import compiled
from madang.rules.service import Packed
from madang.simulation.service import CodedPopulation

Truths = NDArray[np.int8]
FALSE, TRUE, NULL, UNSEEN = 0, 1, 2, 3
REGION = "residence.region"


def recounted_everywhere(
    rulebook: Rulebook, packed: Packed, source: CodedPopulation, services: Sequence[str], workers: int
) -> dict[str, int]:
    """How many residents each service is for, over every block."""
    recount = Recount(rulebook, packed, source, services)
    every = range(len(source.parts()))
    with multiprocessing.get_context("fork").Pool(workers, _begin, (recount,)) as pool:
        found = pool.map(_counted, every, chunksize=8)
    return dict(zip(services, np.sum(found, axis=0).tolist(), strict=True))


_recount: list[Recount] = []


def _begin(recount: Recount) -> None:
    _recount.append(recount)


def _counted(number: int) -> list[int]:
    return _recount[0].block(number)


class Recount:
    """The services, and what was worked out so far of each combination of values."""

    def __init__(self, rulebook: Rulebook, packed: Packed, source: CodedPopulation, services: Sequence[str]) -> None:
        self.rulebook, self.source, self.on = rulebook, source, ON
        self.columns = [*packed.plan.columns, REGION]
        self.conditions = [
            [
                rulebook.bound[clause.when].node
                for clause in rulebook.pack.services[service].clauses
                if in_force(clause, ON)
            ]
            for service in services
        ]
        self.runs: dict[ir.Node, Any] = {}
        self.reads: dict[ir.Node, list[str]] = {}
        self.known: dict[ir.Node, Truths] = {}

    def block(self, number: int) -> list[int]:
        """The residents of one block that each service is for."""
        codes = self.source.codes(self.source.parts()[number], self.columns)
        held: dict[ir.Node, Truths] = {}
        found = []
        for clauses in self.conditions:
            all_ = np.ones(len(codes[REGION]), dtype=bool)
            for node in clauses:
                all_ &= self._truth(node, codes, held) == TRUE
            found.append(int(all_.sum()))
        return found

    def _truth(self, node: ir.Node, codes: Mapping[str, Any], held: dict[ir.Node, Truths]) -> Truths:
        if node not in held:
            held[node] = self._worked_out(node, codes, held)
        return held[node]

    def _worked_out(self, node: ir.Node, codes: Mapping[str, Any], held: dict[ir.Node, Truths]) -> Truths:
        if isinstance(node, ir.Operation) and node.op in ("and", "or"):
            parts = np.stack([self._truth(part, codes, held) for part in node.args])
            decisive, other = (FALSE, TRUE) if node.op == "and" else (TRUE, FALSE)
            rest = np.where((parts == NULL).any(axis=0), NULL, other)
            return np.where((parts == decisive).any(axis=0), decisive, rest).astype(np.int8)
        if isinstance(node, ir.Call) and isinstance(node.function, ir.Name) and node.function.name == "not":
            inner = self._truth(node.args[0], codes, held)
            return np.where(inner == NULL, NULL, 1 - inner).astype(np.int8)
        return self._by_combination(node, codes)

    def _by_combination(self, node: ir.Node, codes: Mapping[str, Any]) -> Truths:
        """By a table of every combination there can be, filled as they are met."""
        if node not in self.reads:
            self.reads[node], self.runs[node] = sorted(columns_of(node, self.rulebook)), compiled(node)
            sizes = [len(self.source.domains[name]) for name in self.reads[node]]
            self.known[node] = np.full(int(np.prod(sizes, dtype=np.int64)), UNSEEN, dtype=np.int8)
        names, known = self.reads[node], self.known[node]
        keys = np.zeros(len(codes[REGION]), dtype=np.int64)
        for name in names:
            keys = keys * len(self.source.domains[name]) + codes[name]
        for key in np.unique(keys[known[keys] == UNSEEN]).tolist():
            known[key] = self._of(node, names, key)
        return known[keys]

    def _of(self, node: ir.Node, names: Sequence[str], key: int) -> int:
        values: dict[str, Any] = {}
        for name in reversed(names):
            domain = self.source.domains[name]
            key, code = divmod(key, len(domain))
            values |= domain[code] if name == REGION else {name: domain[code]}
        world = OneRow(self.rulebook, self.on, values)
        value = self.runs[node](world, world.scope)
        return TRUE if value is True else FALSE if value is False else NULL
