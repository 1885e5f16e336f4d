"""Kleene's tables with FEEL's null, and laziness."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product
from typing import Any

import pytest

from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.uncertain import Uncertain, undecided

A, B = frozenset((("x", "a"),)), frozenset((("y", "b"),))
OPEN = undecided(A)
COMPLETIONS: dict[str, tuple[bool | None, ...]] = {
    "T": (True,),
    "F": (False,),
    "N": (None,),
    "?": (True, False),
    "any": (True, False, None),
    "never false": (True, None),
    "never true": (False, None),
}


def feel_and(a: bool | None, b: bool | None) -> bool | None:
    """DMN 1.5, table 50, written out."""
    return False if a is False or b is False else (None if a is None or b is None else True)


def values(said: Any) -> set[bool | None]:
    if isinstance(said, Uncertain):
        assert said.options is not None
        return set(said.options) | ({None} if said.null else set())
    return {said}


def operand(kind: str, missing: Any) -> Any:
    """Known, or open among its completions for want of a fact of its own."""
    can = COMPLETIONS[kind]
    return can[0] if len(can) == 1 else Uncertain(missing, options=frozenset(can) - {None}, null=None in can)


@pytest.mark.parametrize("kinds", [*product(COMPLETIONS, repeat=2), *product(COMPLETIONS, repeat=3)], ids="-".join)
def test_what_comes_out_is_exactly_what_its_completions_give(kinds: tuple[str, ...]) -> None:
    """Open operands stand for different facts."""
    operands = [operand(kind, frozenset(((kind, str(place)),))) for place, kind in enumerate(kinds)]
    wanted = {reduce(feel_and, told) for told in product(*(COMPLETIONS[kind] for kind in kinds))}
    assert values(conjunction(operands)) == wanted
    opposite = {None if found is None else not found for found in wanted}
    assert values(disjunction([negation(one) for one in operands])) == opposite


def test_what_may_also_be_null_stays_open() -> None:
    """Not known to be true, false or null is neither of them: it waits for its fact."""
    either = Uncertain(A, options=frozenset((True, False)), null=True)
    for joined in (conjunction, disjunction):
        said = joined((undecided(B), either))
        assert said == Uncertain(A | B, options=frozenset((True, False)), null=True)


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
