"""What a chunk promises is what its columns hold, and engines keep to promises that later chunks break."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.rules.columns.chunk import (
    NONE,
    NONE_FLAG,
    OPEN,
    OPEN_FLAG,
    Chunk,
    ChunkRefused,
    FactColumn,
    Lists,
    plain_extremes,
)
from madang.rules.columns.coding import DAY_BOUND, MEMBERS, MODEST_MONEY, MONEY_BOUND, NULL, UNKNOWN, text_code
from madang.rules.columns.engine import MOST_PROMISES, Columns
from madang.rules.columns.extremes import extremes_by
from madang.rules.columns.families import chunk_of_families
from madang.rules.columns.finishing import finish
from madang.rules.columns.promise import Promise, examiner
from madang.rules.columns.tests.agreeing import families_on
from madang.rules.service import Rulebook, services_on

DAY = dt.date(2026, 3, 20)
MONEY, BIRTH, FLAG, MARITAL = (
    ("assets.financial", None), ("person.birth_date", None), ("person.pregnant", None), ("person.marital_status", None),
)  # fmt: skip
STATES = {NONE: NULL, OPEN: UNKNOWN}


def chunk(rows: int = 3, spouses: Lists | None = None, **columns: list[int]) -> Chunk:
    """Persons who live alone."""
    held: dict[FactColumn, list[int]] = {
        MONEY: [0] * rows, BIRTH: [0] * rows, FLAG: [0] * rows, MARITAL: [text_code("never_married")] * rows,
    }  # fmt: skip
    held |= {{"money": MONEY, "birth": BIRTH, "flag": FLAG, "marital": MARITAL}[name]: c for name, c in columns.items()}
    home = np.arange(rows, dtype=np.int64)
    lists = {"coresidents": Lists(np.arange(rows + 1, dtype=np.int64), home)}
    lists |= {"spouses": spouses or Lists(np.zeros(rows + 1, dtype=np.int64), np.zeros(0, dtype=np.int64))}
    return Chunk(home, rows, lists, {ref: np.array(column, dtype=np.int64) for ref, column in held.items()})


def promised(rulebook: Rulebook, one: Chunk) -> Promise:
    return examiner([MONEY, BIRTH, FLAG, MARITAL], rulebook.pack.facts, plain_extremes).examined(one)[1]


@given(cells=st.lists(st.sampled_from([0, 7, NONE, OPEN]), min_size=3, max_size=3))
def test_states_of_numbers_and_days(rulebook: Rulebook, cells: list[int]) -> None:
    there = {STATES[cell] for cell in cells if cell in STATES}
    promise = promised(rulebook, chunk(money=cells, birth=cells))
    for ref in (MONEY, BIRTH):
        assert promise.may(ref) >= there
        assert bool(promise.may(ref)) == bool(there)
        assert UNKNOWN in there or UNKNOWN not in promise.may(ref)


@given(cells=st.lists(st.sampled_from([0, 1, NONE_FLAG, OPEN_FLAG]), min_size=3, max_size=3))
def test_states_of_flags(rulebook: Rulebook, cells: list[int]) -> None:
    there = {cell for cell in cells if cell > 1}
    promise = promised(rulebook, chunk(flag=cells))
    assert promise.may(FLAG) >= there
    assert bool(promise.may(FLAG)) == bool(there)


def test_what_is_beyond_bounds_is_unknown(rulebook: Rulebook) -> None:
    promise = promised(rulebook, chunk(money=[0, MONEY_BOUND + 1, 0], birth=[0, DAY_BOUND + 1, 0], flag=[0, 9, 0]))
    assert {ref for ref, _ in promise.states} == {MONEY, BIRTH, FLAG}
    assert all(UNKNOWN in states for _, states in promise.states)
    assert UNKNOWN in promised(rulebook, chunk(money=[-1, 0, 0])).may(MONEY)


def test_great_numbers_are_not_modest(rulebook: Rulebook) -> None:
    assert promised(rulebook, chunk(money=[NONE, OPEN, MODEST_MONEY])).modest
    assert not promised(rulebook, chunk(money=[NONE, 0, MODEST_MONEY + 1])).modest
    assert promised(rulebook, chunk(birth=[DAY_BOUND, NONE, -DAY_BOUND])).modest


def test_whoever_is_married_has_a_spouse_named(rulebook: Rulebook) -> None:
    married = text_code("married")
    assert promised(rulebook, chunk()).whole
    assert not promised(rulebook, chunk(marital=[married, text_code("divorced"), text_code("divorced")])).whole
    couple = Lists(np.array([0, 1, 2, 2]), np.array([1, 0]))
    assert promised(rulebook, chunk(spouses=couple, marital=[married, married, text_code("divorced")])).whole


def test_a_list_longer_than_a_unit_is_not_whole(rulebook: Rulebook) -> None:
    rows = MEMBERS + 1
    one = chunk(rows)
    crowd = replace(one, home=np.zeros(rows, dtype=np.int64), homes=1, related={
        **one.related, "coresidents": Lists(np.array([0, rows]), np.arange(rows))
    })  # fmt: skip
    assert not promised(rulebook, crowd).whole


def test_promises_kept_and_widened() -> None:
    null, both = frozenset((NULL,)), frozenset((NULL, UNKNOWN))
    strict, loose = Promise((), True, True), Promise(((MONEY, null), (FLAG, both)), False, False)
    assert strict.keeps(strict)
    assert loose.keeps(strict)
    assert not strict.keeps(loose)
    assert not Promise(((MONEY, null),), True, True).keeps(Promise(((MONEY, both),), True, True))
    assert strict.widened(loose) == loose
    assert not strict.keeps(replace(strict, modest=False))
    assert replace(strict, modest=False).keeps(strict)
    assert Promise(((MONEY, null),), True, True).widened(Promise(((MONEY, both),), True, True)).may(MONEY) == both


def test_wrong_arrays_are_refused(rulebook: Rulebook) -> None:
    good = chunk()
    look = examiner([MONEY, BIRTH, FLAG, MARITAL], rulebook.pack.facts, plain_extremes)
    wrong = [
        replace(good, home=np.array([0, 1, 3])),
        replace(good, related={**good.related, "spouses": Lists(np.array([0, 1, 0, 0]), np.array([0]))}),
        replace(good, related={**good.related, "spouses": Lists(np.array([0, 1, 1, 1]), np.array([3]))}),
        replace(good, related={**good.related, "spouses": Lists(np.array([0, 1, 1]), np.array([0]))}),
        replace(good, facts={**good.facts, MONEY: np.zeros(2, dtype=np.int64)}),
        replace(good, facts={**good.facts, MONEY: np.zeros(3, dtype=np.int32)}),
        replace(good, facts={**good.facts, MONEY: np.zeros(6, dtype=np.int64)[::2]}),
        replace(good, facts={ref: column for ref, column in good.facts.items() if ref != MONEY}),
    ]
    for one in wrong:
        with pytest.raises(ChunkRefused):
            look.examined(one)


@given(st.lists(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1), min_size=1))
def test_extremes(columns: list[list[int]]) -> None:
    held = [np.array(numbers, dtype=np.int64) for numbers in columns]
    assert EXTREMES(held) == plain_extremes(held) == (list(map(min, columns)), list(map(max, columns)))


EXTREMES = extremes_by(None)


def test_chunks_that_promise_less_and_less(rulebook: Rulebook) -> None:
    """The same engine takes them all, and says of each what a fresh engine says."""
    services = services_on(rulebook, DAY, ["first_meeting"])
    engine = Columns(rulebook, DAY, services)
    for number in range(MOST_PROMISES + 3):
        families = families_on(rulebook, DAY, range(10 * number, 10 * number + 10), hide=0.1 * number)
        one = chunk_of_families(rulebook, families, engine.wanted, engine.kinds)
        fresh = Columns(rulebook, DAY, services)
        for said, expected in zip(engine.run(one), fresh.run(one), strict=True):
            finish(rulebook, DAY, one, [said])
            finish(rulebook, DAY, one, [expected])
            rows = one.asked
            assert (said.status[rows] == expected.status[rows]).all()
            assert (said.amount[rows] == expected.amount[rows]).all()
