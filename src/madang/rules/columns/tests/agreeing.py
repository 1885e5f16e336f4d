"""Compares the column engine with the interpreter on one definition, or on the clauses of a pack, family by family."""

from __future__ import annotations

import datetime as dt
import random
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import in_force
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import KINDS, Chunk, FactColumn, plain_extremes
from madang.rules.columns.coding import FAULT, LOST, NULL, UNKNOWN
from madang.rules.columns.compiling import Compiled, plain
from madang.rules.columns.families import chunk_of_families
from madang.rules.columns.kernel import Kernel
from madang.rules.columns.kinds import boolean
from madang.rules.columns.problems import CannotCompile
from madang.rules.columns.programme import Programme, TooMany
from madang.rules.columns.promise import Promise, examiner
from madang.rules.family.service import UNKNOWN as UNTOLD
from madang.rules.family.service import FactValue, Family
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.faults import FAULTS
from madang.rules.reckoning.interpreter import compiled as interpreted
from madang.rules.reckoning.uncertain import Uncertain
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook
from madang.rules.tests.families import random_family

Compile = Callable[[Kernel, Path | None], Compiled]


@dataclass(slots=True)
class Agreement:
    """results: true, false, open (or null) by the interpreter. left: rows the engine does not say; idle: of these, rows
    of which everything was known to the interpreter. differences: what should not be."""

    results: Counter[str] = field(default_factory=Counter)
    left: int = 0
    idle: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def triples(self) -> int:
        """How many were compared."""
        return sum(self.results.values())


def families_on(rulebook: Rulebook, date: dt.date, seeds: Sequence[int], hide: float) -> list[Family]:
    """Random families of one day, of which up to a share `hide` of the facts is not told."""
    return [_hidden(random_family(rulebook, seed), date, random.Random(seed), hide) for seed in seeds]


def _hidden(family: Family, date: dt.date, chance: random.Random, hide: float) -> Family:
    share, salt = chance.choice((0.0, 0.0, hide / 3, hide)), chance.getrandbits(32)
    persons = {}
    for id, person in family.persons.items():
        birth = person.facts["person.birth_date"].value
        facts = {**person.facts, "person.birth_date": FactValue(min(birth, date))}  # type: ignore[type-var]
        persons[id] = replace(person, facts={n: _told(v, f"{salt}/{id}/{n}", share) for n, v in facts.items()})
    homes = tuple(
        replace(home, facts={n: _told(v, f"{salt}/{home.id}/{n}", share) for n, v in home.facts.items()},
                region=None if chance.random() < share else home.region)
        for home in family.residences
    )  # fmt: skip
    return replace(family, date=date, persons=persons, residences=homes)


def _told(held: FactValue, key: str, share: float) -> FactValue:
    """Each fact is hidden or not by itself, so that a new one changes nothing of the others."""
    return FactValue(UNTOLD) if zlib.crc32(key.encode()) < share * 2**32 else held


def promise_of(rulebook: Rulebook, families: Sequence[Family]) -> Promise:
    """What families promise of their facts as of the day."""
    wanted: list[FactColumn] = [(name, None) for name, fact in rulebook.pack.facts.items() if fact.root is None]
    chunk = chunk_of_families(rulebook, families, wanted, KINDS)
    return examiner(wanted, rulebook.pack.facts, plain_extremes).examined(chunk)[1]


class Comparison:
    """Families on a day as a chunk, and as the interpreter reads them."""

    def __init__(self, rulebook: Rulebook, date: dt.date, families: Sequence[Family]) -> None:
        self.rulebook, self.date, self.families = rulebook, date, families
        self.reckonings = [Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, one)) for one in families]
        self.promised: Promise | None = None
        """What the last kernels were written for."""
        self._columns: dict[FactColumn, Any] = {}
        self._chunk = chunk_of_families(rulebook, families, [], KINDS)

    def chunk(self, wanted: Sequence[FactColumn]) -> Chunk:
        """The families as a chunk with the facts that are wanted."""
        missing = [one for one in wanted if one not in self._columns]
        if missing:
            self._columns |= chunk_of_families(self.rulebook, self.families, missing, []).facts
        return replace(self._chunk, facts={one: self._columns[one] for one in wanted})

    def definitions(
        self,
        nodes: Sequence[tuple[str, ir.Node]],
        found: Agreement,
        compile_: Compile = plain,
        *,
        promised: bool = False,
    ) -> list[ir.Node]:
        """Compares conditions over (unit, expression); those that the engine could run. promised: by kernels that were
        written for what these very families promise."""
        programme, names, kept = self._programme(nodes, found, compile_, None)
        chunk, promise = self.examined(programme)
        if promised:
            self.promised = promise
            programme, names, kept = self._programme(nodes, Agreement(), compile_, promise)
        try:
            arrays = programme.work_out(chunk)
        except TooMany:
            return []
        for name, (unit, node) in zip(names, kept, strict=True):
            self._compare(unit, node, arrays["truth", name, 0][self._chunk.asked], found)
        return [node for _, node in kept]

    def examined(self, programme: Programme) -> tuple[Chunk, Promise]:
        """The families as the programme reads them, and what they promise."""
        look = examiner(programme.wanted, self.rulebook.pack.facts, plain_extremes)
        return look.examined(self.chunk(programme.wanted))

    def _programme(
        self, nodes: Sequence[tuple[str, ir.Node]], found: Agreement, compile_: Compile, promise: Promise | None
    ) -> tuple[Programme, list[str], list[tuple[str, ir.Node]]]:
        """(the kernels, their names, the definitions they are of)"""
        book, names, kept = Book(self.rulebook, self.date, promise), [], []
        for number, (unit, node) in enumerate(nodes):
            try:
                book.column(f"definition {number}", lambda f, n=node: boolean(f, f.value(n)), book.scope(unit))  # type: ignore[misc]
            except CannotCompile as refused:
                found.refused[refused.label.en] += 1
                continue
            names.append(f"definition {number}")
            kept.append((unit, node))
        return Programme(book, names, None, compile_), names, kept

    def _compare(self, unit: str, node: ir.Node, codes: Any, found: Agreement) -> None:
        run = interpreted(node)
        for reckoning, code in zip(self.reckonings, codes.tolist(), strict=True):
            try:
                value = run(reckoning, reckoning.scope_of(unit))
            except FAULTS as fault:
                value = fault
            found.results["true" if value is True else "false" if value is False else "open"] += 1
            if code in (UNKNOWN, LOST):
                found.left += 1
                found.idle += not isinstance(value, Uncertain)
            elif not _same(code, value):
                found.differences.append(f"{self.date} {reckoning.facts.family.applicant} {code} {value!r} {node!r}")

    def clauses(self) -> list[tuple[str, ir.Node]]:
        """Every clause of the pack in force on the day."""
        return [
            (service.unit, self.rulebook.bound[clause.when].node)
            for service in self.rulebook.pack.services.values()
            for clause in service.clauses
            if in_force(clause, self.date)
        ]


def _same(code: int, value: Any) -> bool:
    if isinstance(value, FAULTS):
        return code == FAULT
    if isinstance(value, bool):
        return code == int(value)
    return code == NULL and not isinstance(value, (Uncertain, Decimal)) and value is None
