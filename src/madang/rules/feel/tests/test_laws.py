"""Laws of the operators, checked over generated values and against full truth tables."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.feel.builtins import BUILTINS
from madang.rules.feel.operators import apply
from madang.rules.feel.temporal import date_of, day_number
from madang.rules.feel.values import MonthsDuration

TRUTH = (True, False, None)
won = st.integers(-(10**15), 10**15).map(Decimal)
exact = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4)
anything: st.SearchStrategy[Any] = st.one_of(
    exact,
    st.text(max_size=3),
    st.booleans(),
    st.none(),
    st.dates(),
    st.integers(-99, 99).map(MonthsDuration),
    st.lists(exact, max_size=2),
)


def call(name: str, *args: Any) -> Any:
    return BUILTINS[name].function(*args)


@pytest.mark.parametrize(("left", "right"), list(itertools.product(TRUTH, TRUTH)))
def test_kleene_tables(left: bool | None, right: bool | None) -> None:
    """Kleene's order false < null < true: and is the lesser, or the greater, not turns it round."""
    order = {False: 0, None: 1, True: 2}
    values = (False, None, True)
    assert apply("and", [left, right]) is values[min(order[left], order[right])]
    assert apply("or", [left, right]) is values[max(order[left], order[right])]
    assert call("not", left) is values[2 - order[left]]


@given(anything, anything)
def test_no_operator_raises(left: Any, right: Any) -> None:
    for op in ("add", "subtract", "multiply", "divide", "power", "eq", "ne", "lt", "le", "gt", "ge", "and", "or"):
        apply(op, [left, right])


@given(anything, anything)
def test_equality_and_order_agree(left: Any, right: Any) -> None:
    assert apply("eq", [left, right]) is apply("eq", [right, left])
    assert apply("lt", [left, right]) is apply("gt", [right, left])
    assert apply("le", [left, right]) is apply("ge", [right, left])
    assert apply("ne", [left, right]) is call("not", apply("eq", [left, right]))
    below, same, above = (apply(op, [left, right]) for op in ("lt", "eq", "gt"))
    if below is not None:
        assert [below, same, above].count(True) == 1


@given(exact, exact)
def test_arithmetic_is_exact(left: Decimal, right: Decimal) -> None:
    pairs = {
        "add": Fraction(left) + Fraction(right),
        "subtract": Fraction(left) - Fraction(right),
        "multiply": Fraction(left) * Fraction(right),
    }
    for op, wanted in pairs.items():
        assert Fraction(apply(op, [left, right])) == wanted
    assert apply("add", [left, right]) == apply("add", [right, left])
    assert apply("multiply", [left, right]) == apply("multiply", [right, left])


@given(won, st.sampled_from([1, 10, 100, 1000, 10_000]).map(Decimal))
def test_rounding_of_won(amount: Decimal, step: Decimal) -> None:
    down, up, half = (call(name, amount, step) for name in ("won down", "won up", "won half up"))
    assert abs(down) <= abs(amount) <= abs(up) < abs(down) + 2 * step
    assert down % step == up % step == half % step == 0
    assert abs(half - amount) * 2 <= step
    if abs(half - amount) * 2 == step:
        assert half == up
    assert (down == up) is (amount % step == 0)


@given(st.lists(exact, min_size=1, max_size=8))
def test_lists_of_numbers(items: list[Decimal]) -> None:
    assert call("sum", items) == call("sum", *items) == sum(map(Fraction, items), Fraction(0))
    assert call("min", items) == min(items)
    assert call("max", items) == max(items)
    assert call("count", items) == len(items)
    assert call("reverse", call("reverse", items)) == items
    assert call("concatenate", items, items) == items + items
    assert set(call("distinct values", items)) == set(items)


@given(st.integers(-(10**8), 10**8))
def test_day_numbers_are_inverse(number: int) -> None:
    date = date_of(number)
    assert date is not None
    assert day_number(date) == number


@given(st.dates(), st.integers(-600, 600))
@settings(max_examples=200)
def test_months(date: Any, months: int) -> None:
    later = call("add months", date, Decimal(months))
    if later is None:
        assert not 1 <= date.year + (date.month - 1 + months) // 12 <= 9999
        return
    assert (later.year * 12 + later.month) - (date.year * 12 + date.month) == months
    assert later.day == date.day or (later.day < date.day and call("end of month", later) == later)
    if later.day == date.day:
        assert call("completed months", date, later) == months


@given(st.dates(min_value=dt.date(1900, 1, 1)), st.integers(0, 40_000))
def test_completed_years_are_birthdays(birth: Any, days: int) -> None:
    """민법 §158: an age is full on the birthday itself; one born on 29 February comes of age on 1 March."""
    later: Any = date_of(day_number(birth) + days)
    years = later.year - birth.year - ((later.month, later.day) < (birth.month, birth.day))
    assert call("completed years", birth, later) == years


@given(st.lists(anything, max_size=4), st.sampled_from(sorted(BUILTINS)))
@settings(max_examples=400)
def test_no_builtin_raises(args: list[Any], name: str) -> None:
    BUILTINS[name].function(*args)
