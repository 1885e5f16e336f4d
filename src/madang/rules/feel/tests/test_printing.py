"""The canonical text of a tree reads back to the same tree."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules import ir
from madang.rules.feel.parsing import parse
from madang.rules.feel.printing import text
from madang.rules.feel.tests.test_parsing import TREES
from madang.rules.feel.values import DaysDuration, MonthsDuration, Time

KNOWN = frozenset({"profit and loss", "a-b", "first name"})
names = st.sampled_from(["a", "b", "people", "단위 가구", *KNOWN])
constants = st.one_of(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.text(max_size=5),
    st.booleans(),
    st.none(),
    st.dates(),
    st.just(MonthsDuration(-14)),
    st.just(DaysDuration(90_000_000_000)),
    st.just(Time(9, 30, 0, 0, 32400)),
).map(ir.Constant)
types = st.sampled_from(["number", "list<string>", "date and time", "function<number> -> string"])


def operations(inner: st.SearchStrategy[ir.Node]) -> st.SearchStrategy[ir.Node]:
    binary = st.sampled_from(["add", "subtract", "multiply", "divide", "power", "eq", "ne", "lt", "le", "gt", "ge"])
    return st.one_of(
        st.builds(lambda op, left, right: ir.Operation(op, (left, right)), binary, inner, inner),
        st.builds(
            lambda op, args: ir.Operation(op, tuple(args)),
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        st.builds(lambda arg: ir.Operation("negate", (arg,)), inner),
        st.builds(lambda *args: ir.Operation("between", args), inner, inner, inner),
        st.builds(ir.InstanceOf, inner, types),
    )


def grown(inner: st.SearchStrategy[ir.Node]) -> st.SearchStrategy[ir.Node]:
    few = st.lists(inner, max_size=3).map(tuple)
    unary = st.builds(ir.UnaryTest, st.sampled_from(["lt", "le", "gt", "ge", "ne"]), inner)
    several = st.lists(st.one_of(inner, unary), min_size=2, max_size=3).map(tuple)
    tests = st.one_of(inner.map(lambda one: (one,)), several)
    iterator = st.one_of(st.builds(ir.Iterator, names, inner), st.builds(ir.Iterator, names, inner, inner))
    iterators = st.lists(iterator, min_size=1, max_size=2).map(tuple)
    keys = st.one_of(names, st.text(max_size=3))
    named = st.lists(st.tuples(st.sampled_from(["from", "start position"]), inner), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        operations(inner),
        st.builds(ir.Path, inner, names),
        st.builds(ir.Filter, inner, inner),
        st.builds(ir.If, inner, inner, inner),
        st.builds(ir.In, inner, tests),
        st.builds(ir.For, iterators, inner),
        st.builds(ir.Quantified, st.sampled_from(["some", "every"]), iterators, inner),
        st.builds(ir.ListOf, few),
        st.builds(ir.ContextOf, st.lists(st.tuples(keys, inner), max_size=3).map(tuple)),
        st.builds(ir.RangeOf, inner, inner, st.booleans(), st.booleans()),
        st.builds(lambda high, closed: ir.RangeOf(None, high, False, closed), inner, st.booleans()),
        st.builds(lambda low, closed: ir.RangeOf(low, None, closed, False), inner, st.booleans()),
        st.builds(ir.Call, inner, few),
        st.builds(lambda function, args: ir.Call(function, (), args), inner, named),
        st.builds(ir.Lambda, st.lists(st.tuples(names, st.one_of(st.none(), types)), max_size=2).map(tuple), inner),
    )


trees = st.recursive(st.one_of(constants, names.map(ir.Name)), grown, max_leaves=12)


@given(trees)
@settings(max_examples=300, deadline=None)
def test_round_trip(tree: ir.Node) -> None:
    written = text(tree)
    assert parse(written, KNOWN) == tree
    assert text(parse(written, KNOWN)) == written


@pytest.mark.parametrize("source", [source for source, _ in TREES])
def test_round_trip_of_written_text(source: str) -> None:
    assert parse(text(parse(source))) == parse(source)


BOUND: list[tuple[ir.Node, str]] = [
    (ir.Fact(ir.Variable("p"), "employment.earned_income"), "p.employment.earned_income"),
    (
        ir.Fact(ir.Variable("p"), "employment.earned_income", ("average", 3)),
        "monthly average(p.employment.earned_income, 3)",
    ),
    (ir.Fact(ir.Variable("p"), "tax.income", ("year", -1)), "in year(p.tax.income, -1)"),
    (
        ir.Operation("ge", (ir.Derived(ir.Variable("p"), "person.age"), ir.Parameter("pension_age"))),
        "p.person.age >= parameter.pension_age",
    ),
    (ir.Related(ir.Variable("applicant"), "spouses"), "applicant.spouses"),
    (ir.Derived(None, "line"), "line"),
    (ir.Constant(dt.date(2026, 1, 1)), '@"2026-01-01"'),
    (ir.Constant(Decimal("1E+3")), "1E+3"),
]


@pytest.mark.parametrize(("node", "written"), BOUND)
def test_bound_nodes_as_an_author_writes_them(node: ir.Node, written: str) -> None:
    assert text(node) == written
