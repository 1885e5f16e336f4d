"""Ranges: both ends of every operator, comparisons that are settled before the value is, joins."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from madang.rules.feel.operators import apply
from madang.rules.reckoning.functions import call_uncertain
from madang.rules.reckoning.ranges import operate
from madang.rules.reckoning.uncertain import INFINITY, PerhapsList, PersonRef, Uncertain, bounds, join, undecided

A, B, C = (frozenset(((name, "a"),)) for name in "xyz")


def between(low: int, high: int, missing: frozenset[tuple[str, str]] = A) -> Uncertain:
    return Uncertain(missing, Decimal(low), Decimal(high))


@pytest.mark.parametrize("op", ["add", "subtract", "multiply"])
@pytest.mark.parametrize("first", [(2, 5), (-3, 4), (-6, -1), (0, 7)])
@pytest.mark.parametrize("second", [(1, 3), (-2, 2), (-5, -4)])
def test_a_result_reaches_from_the_least_to_the_greatest(
    op: str, first: tuple[int, int], second: tuple[int, int]
) -> None:
    corners = [apply(op, [Decimal(x), Decimal(y)]) for x, y in product(first, second)]
    said = operate(op, (between(*first), between(*second, B)))
    assert bounds(said) == (min(corners), max(corners))
    assert said.missing == A | B


def test_division_by_what_may_be_nothing_can_be_anything() -> None:
    assert bounds(operate("divide", (between(1, 2), between(-1, 1, B)))) == (-INFINITY, INFINITY)
    assert bounds(operate("divide", (between(10, 20), Decimal(4)))) == (Decimal("2.5"), Decimal(5))


@pytest.mark.parametrize(
    ("op", "line", "settled"),
    [
        ("le", 20, True), ("le", 19, None), ("le", 10, None), ("le", 9, False),
        ("lt", 21, True), ("lt", 20, None), ("lt", 11, None), ("lt", 10, False),
        ("ge", 10, True), ("ge", 11, None), ("ge", 20, None), ("ge", 21, False),
        ("gt", 9, True), ("gt", 10, None), ("gt", 19, None), ("gt", 20, False),
        ("eq", 9, False), ("eq", 10, None), ("ne", 21, True), ("ne", 20, None),
    ],
)  # fmt: skip
def test_from_10_to_20_beside_a_line(op: str, line: int, settled: bool | None) -> None:
    said = operate(op, (between(10, 20), Decimal(line)))
    assert said == (undecided(A) if settled is None else settled)


def test_a_join_covers_every_possibility_and_waits_for_all() -> None:
    said = join((between(1, 5, B), Decimal(9), between(-2, 0, C)), A)
    assert said == Uncertain(A | B | C, Decimal(-2), Decimal(9))


def test_a_join_keeps_that_there_may_be_none() -> None:
    said = join((Decimal(3), None), A)
    assert isinstance(said, Uncertain)
    assert said.null
    assert operate("ge", (said, Decimal(1))).null
    assert join((None, None), A) is None


def test_a_join_of_one_value_is_that_value() -> None:
    assert join((Decimal(3), Decimal(3)), A) == Decimal(3)
    assert isinstance(join((Decimal(1), True), A), Uncertain)


P, Q = PersonRef("p"), PersonRef("q")
PERHAPS = PerhapsList(((P, True), (Q, undecided(A))))
MONEY = PerhapsList(((Decimal(5), True), (Decimal(7), undecided(A)), (Decimal(-2), undecided(B))))


@pytest.mark.parametrize(
    ("name", "low", "high", "missing"),
    [
        ("count", 1, 3, A | B),
        ("sum", 3, 12, A | B),
        ("max", 5, 7, A | B),
        ("min", -2, 5, A | B),
    ],
)
def test_of_a_list_with_items_that_are_perhaps_there(
    name: str, low: int, high: int, missing: frozenset[tuple[str, str]]
) -> None:
    said = call_uncertain(name, lambda *_: None, [MONEY])
    assert bounds(said) == (Decimal(low), Decimal(high))
    assert said.missing == missing


def test_who_is_perhaps_there_is_perhaps_contained() -> None:
    def contains(person: Any) -> Any:
        return call_uncertain("list contains", lambda *_: None, [PERHAPS, person])

    assert contains(P) is True
    assert contains(Q) == undecided(A)
    assert contains(PersonRef("r")) is False
