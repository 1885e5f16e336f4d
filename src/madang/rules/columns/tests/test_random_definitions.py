"""The engine and the interpreter say the same of definitions, families and unknowns drawn at random.

Kernels run as plain Python here, so that breadth costs little; a few are compiled too. 100,000 triples:
`python -m benchmarks.agreement`.
"""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.columns.compiling import compiled
from madang.rules.columns.tests.agreeing import Agreement, Comparison, families_on, promise_of
from madang.rules.columns.tests.random_definitions import UNITS, Author
from madang.rules.service import Rulebook

DAYS = (dt.date(2024, 2, 29), dt.date(2025, 12, 31), dt.date(2026, 3, 20))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_definitions_and_clauses(rulebook: Rulebook, day: dt.date) -> None:
    found = Agreement()
    comparison = Comparison(rulebook, day, families_on(rulebook, day, range(40), hide=0.4))
    author = Author(rulebook, day.toordinal())
    comparison.definitions(comparison.clauses(), found)
    for unit in UNITS:
        comparison.definitions([(unit, author.definition()) for _ in range(40)], found)
    assert found.differences == []
    assert found.triples > 7_000
    assert min(found.results.values()) > 0.1 * found.triples
    assert found.left < 0.35 * found.triples
    assert sum(found.refused.values()) < 10


def test_what_is_known_is_said(rulebook: Rulebook) -> None:
    """With every fact told the clauses of the pack leave nothing but what is not exact, or married to nobody named."""
    found = Agreement()
    comparison = Comparison(rulebook, DAYS[-1], families_on(rulebook, DAYS[-1], range(60), hide=0.0))
    comparison.definitions(comparison.clauses(), found)
    assert found.differences == []
    assert found.left <= 0.01 * found.triples


def test_compiled_kernels_say_what_plain_ones_say(rulebook: Rulebook) -> None:
    found = Agreement()
    comparison = Comparison(rulebook, DAYS[-1], families_on(rulebook, DAYS[-1], range(40), hide=0.3))
    author = Author(rulebook, 5)
    comparison.definitions([("self_and_spouse", author.definition()) for _ in range(3)], found, compiled)
    assert found.differences == []
    assert found.triples == 3 * 40


def test_kernels_written_for_a_promise(rulebook: Rulebook) -> None:
    """Small groups of families promise much, each something else."""
    found, author = Agreement(), Author(rulebook, 11)
    families = families_on(rulebook, DAYS[-1], range(100, 160), hide=0.2)
    whole = 0
    for start in range(0, len(families), 4):
        comparison = Comparison(rulebook, DAYS[-1], families[start : start + 4])
        definitions = [(unit, author.definition()) for unit in UNITS for _ in range(4)]
        comparison.definitions([*comparison.clauses(), *definitions], found, promised=True)
        whole += comparison.promised is not None and comparison.promised.whole
    assert found.differences == []
    assert found.triples > 2_000
    assert min(found.results.values()) > 0.1 * found.triples
    assert whole > 5


def test_where_everything_is_told(rulebook: Rulebook) -> None:
    """Many families side by side of whom all is known: units are taken over from row to row, nothing is looked for."""
    found, author = Agreement(), Author(rulebook, 12)
    families = families_on(rulebook, DAYS[-1], range(200, 300), hide=0.0)
    families = [family for family in families if promise_of(rulebook, [family]).whole]
    comparison = Comparison(rulebook, DAYS[-1], families)
    definitions = [(unit, author.definition()) for unit in UNITS for _ in range(6)]
    comparison.definitions([*comparison.clauses(), *definitions], found, promised=True)
    assert comparison.promised is not None
    assert comparison.promised.whole
    assert found.differences == []
    assert found.left == 0
    assert found.triples > 3_000
