"""Atoms that ask the same of one value: a few say what each would say; and groups fold as they should."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.rules import ir
from madang.rules.conditions.programmes import Atom
from madang.rules.reckoning.running import Run, Scope, World
from madang.rules.reckoning.uncertain import INFINITY, Uncertain
from madang.rules.reckoning.world import Reckoning
from madang.rules.table.alike import texts_and_thresholds
from madang.rules.table.atoms import AtomValues, Plan, atom_values, plan_of
from madang.rules.table.jagged import jagged

X = ir.Variable("applicant")
NUMBERS = (-3, 0, 1, 2, 5, 7, 7.5, 20, 65, 1000)
TEXTS = ("a", "b", "c", "d")


def compared(op: str, value: Any) -> Atom:
    return Atom(ir.Operation(op, (X, ir.Constant(value))))


def among(*texts: str) -> Atom:
    return Atom(ir.In(X, tuple(ir.Constant(text) for text in texts)))


ATOMS = (
    *(compared(op, Decimal(str(number))) for number in NUMBERS for op in ("le", "ge", "lt", "gt", "eq")),
    *(compared(op, text) for text in TEXTS for op in ("eq", "ne")),
    among("a", "b"), among("b"), among("c", "a"), among("d"), among("a", "b", "c", "d"),
)  # fmt: skip

FACTS = frozenset((("some.fact", "a"), ("another.fact", "a")))
decimals = st.sampled_from([Decimal(str(number)) for number in (*NUMBERS, 3, 66, INFINITY, -INFINITY)])
days = st.dates(dt.date(1990, 1, 1), dt.date(2020, 1, 1))
texts = st.sampled_from((*TEXTS, "elsewhere"))
booleans = st.booleans()
known = st.one_of(decimals, texts, days, booleans, st.none(), st.just([Decimal(1)]))
several = st.frozensets(st.one_of(decimals, texts, days, booleans), max_size=4)


def between(one: Any, other: Any, null: bool) -> Uncertain:
    return Uncertain(FACTS, min(one, other), max(one, other), null=null)


open_ = st.one_of(
    st.builds(between, decimals, decimals, booleans),
    st.builds(between, days, days, booleans),
    st.builds(lambda some, null: Uncertain(FACTS, options=some, null=null), several, booleans),
    st.builds(lambda null: Uncertain(FACTS, null=null), booleans),
    st.builds(lambda some: Uncertain(FACTS, min(some), max(some), some), st.frozensets(decimals, min_size=1)),
)


def said(values: AtomValues) -> list[tuple[int, Any, bool]]:
    """(truth, open facts, left to the interpreter) of each atom."""
    odd = set(values.odd)
    pairs = zip(values.truth.tolist(), values.state.tolist(), strict=True)
    return [(truth, values.missing[state], number in odd) for number, (truth, state) in enumerate(pairs)]


@given(st.one_of(known, open_))
def test_a_few_speak_for_all(value: object) -> None:
    plan = plan_of(ATOMS)
    world = cast(Reckoning, SimpleNamespace(date=dt.date(2026, 1, 1), applicant=value))
    each = Plan(plan.runs, tuple(range(len(ATOMS))), (), ())
    assert said(atom_values(plan, world)) == said(atom_values(each, world))


def test_what_is_alike() -> None:
    texts, thresholds = texts_and_thresholds(ATOMS)
    assert sorted(len(group.atoms) for group in texts) == [4, 4, 5]
    assert [len(group.atoms) for group in thresholds] == [len(NUMBERS)] * 4
    assert plan_of(ATOMS).alone == tuple(range(4, 5 * len(NUMBERS), 5))


def test_few_are_worked_out() -> None:
    """Of ten numbers about two times the logarithm; of the texts one that is it and one that is not."""
    atoms = tuple(compared("le", Decimal(number)) for number in range(200))
    plan, ran = plan_of(atoms), Counter[Run]()

    def counted(run: Run) -> Run:
        def count(world: World, scope: Scope) -> Any:
            ran[run] += 1
            return run(world, scope)

        return count

    runs = tuple(map(counted, plan.runs))
    counting = Plan(runs, plan.alone, plan.texts, plan.thresholds)
    world = cast(Reckoning, SimpleNamespace(date=None, applicant=Uncertain(FACTS, Decimal(30), Decimal(90))))
    assert atom_values(counting, world).truth.tolist() == [0] * 30 + [1] * 60 + [2] * 110
    assert len(ran) < 25


@pytest.mark.parametrize("seed", range(20))
def test_groups_fold_as_reduceat_does(seed: int) -> None:
    chance = np.random.default_rng(seed)
    start = np.concatenate(([0], np.cumsum(chance.integers(1, 7, chance.integers(1, 50))))).astype(np.int32)
    groups, values = jagged(start), chance.integers(0, 2**62, (3, start[-1])).astype(np.uint64)
    for operation in (np.bitwise_or, np.minimum, np.add):
        np.testing.assert_array_equal(groups.fold(operation, values), operation.reduceat(values, start[:-1], axis=1))
        np.testing.assert_array_equal(groups.fold(operation, values[0]), operation.reduceat(values[0], start[:-1]))
    others = chance.permutation(len(values[0]))
    np.testing.assert_array_equal(
        groups.fold(np.maximum, values, others[groups.member]),
        np.maximum.reduceat(values[:, others], start[:-1], axis=1),
    )
