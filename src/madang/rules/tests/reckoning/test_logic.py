"""Kleene's tables with FEEL's null, and laziness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.uncertain import Uncertain, undecided

A, B = frozenset((("x", "a"),)), frozenset((("y", "b"),))
OPEN = undecided(A)
COMPLETIONS: dict[str, tuple[bool | None, ...]] = {"T": (True,), "F": (False,), "N": (None,), "?": (True, False)}
OPERANDS: dict[str, Any] = {"T": True, "F": False, "N": None, "?": OPEN}


def feel_and(a: bool | None, b: bool | None) -> bool | None:
    """DMN 1.5, table 50, written out."""
    return False if a is False or b is False else (None if a is None or b is None else True)


def values(said: Any) -> set[bool | None]:
    if isinstance(said, Uncertain):
        assert said.options is not None
        return set(said.options) | ({None} if said.null else set())
    return {said}


@pytest.mark.parametrize(("left", "right"), list(product("TFN?", repeat=2)))
def test_every_pair_covers_exactly_what_its_completions_give(left: str, right: str) -> None:
    """Two open operands stand for different facts."""
    b = undecided(B) if right == "?" else OPERANDS[right]
    pairs = list(product(COMPLETIONS[left], COMPLETIONS[right]))
    assert values(conjunction((OPERANDS[left], b))) == {feel_and(x, y) for x, y in pairs}
    negated = [(None if x is None else not x, None if y is None else not y) for x, y in pairs]
    wanted = {feel_and(x, y) for x, y in negated}
    assert values(disjunction((OPERANDS[left], b))) == {None if found is None else not found for found in wanted}


def test_an_open_result_waits_for_all_its_operands() -> None:
    for joined in (conjunction, disjunction):
        said = joined((OPEN, undecided(B)))
        assert isinstance(said, Uncertain)
        assert said.missing == A | B


def test_what_decides_stands_wherever_it_is_and_ends_the_reading() -> None:
    def operands(decisive: bool) -> Iterator[Any]:
        yield OPEN
        yield decisive
        raise AssertionError("read on after it was decided")

    assert conjunction(operands(False)) is False
    assert disjunction(operands(True)) is True


def test_of_nothing() -> None:
    assert conjunction(()) is True
    assert disjunction(()) is False


def test_negation() -> None:
    assert [negation(value) for value in (True, False, None)] == [False, True, None]
    assert negation(OPEN) == OPEN
    assert negation(Uncertain(A, options=frozenset((True,)), null=True)) == Uncertain(
        A, options=frozenset((False,)), null=True
    )
