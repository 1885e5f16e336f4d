"""What is definite while facts are hidden is what every completion gives; a range holds every completion."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules import ir
from madang.rules.reckoning.functions import listed
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.uncertain import PersonRef, Uncertain, bounds, may_be_null, possible, undecided

P = PersonRef("a")
NUMBERS = {"x": (0, 1, 2, 3), "y": (0, 5, 10)}
BOOLEANS = ("b", "d")
CHOICE = ("red", "green", "blue")
NAMES = [*NUMBERS, *BOOLEANS, "c"]
VALUES: dict[str, tuple[Any, ...]] = {
    **{name: tuple(Decimal(value) for value in values) for name, values in NUMBERS.items()},
    **dict.fromkeys(BOOLEANS, (True, False)),
    "c": CHOICE,
}


class SmallWorld:
    """Facts of one person; a hidden fact is open within its bounds."""

    def __init__(self, known: Mapping[str, Any], maybe: frozenset[str]) -> None:
        self.known, self.maybe = known, maybe

    def fact(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        if name in self.known:
            return self.known[name]
        key = frozenset(((name, person.id),))
        if name in NUMBERS:
            return Uncertain(key, VALUES[name][0], VALUES[name][-1])
        return Uncertain(key, options=frozenset(VALUES[name]))

    def derived(self, name: str, person: PersonRef | None, scope: Mapping[str, Any]) -> Any:
        raise KeyError(name)

    def parameter(self, name: str) -> Any:
        return [Decimal(value) for value in (10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110)]

    def unit(self, name: str) -> Any:
        return [P]

    def related(self, person: PersonRef, kind: str) -> Any:
        """a surely, m (who is there exactly when fact b is true)."""
        inside = self.fact(P, "b", None)
        pairs: list[tuple[Any, Any]] = [(PersonRef("a"), True)]
        if inside is True:
            pairs.append((PersonRef("m"), True))
        elif isinstance(inside, Uncertain):
            pairs.append((PersonRef("m"), undecided(inside.missing)))
        return listed(pairs)


def fact(name: str) -> ir.Node:
    return ir.Fact(ir.Variable("applicant"), name)


def op(name: str, *args: ir.Node) -> ir.Node:
    return ir.Operation(name, args)


def call(name: str, *args: ir.Node) -> ir.Node:
    return ir.Call(ir.Name(name), args)


constants = st.integers(-3, 12).map(lambda n: ir.Constant(Decimal(n)))
UNIT = ir.Related(ir.Variable("applicant"), "coresidents")


def numbers(depth: int) -> st.SearchStrategy[ir.Node]:
    leaf = st.one_of(constants, st.sampled_from([fact("x"), fact("y"), call("count", UNIT)]))
    if depth == 0:
        return leaf
    inner, truth = numbers(depth - 1), booleans(depth - 1)
    return st.one_of(
        leaf,
        st.builds(op, st.sampled_from(["add", "subtract", "multiply"]), inner, inner),
        st.builds(lambda a: op("divide", a, ir.Constant(Decimal(4))), inner),
        st.builds(lambda a: op("negate", a), inner),
        st.builds(ir.If, truth, inner, inner),
        st.builds(call, st.sampled_from(["at least", "at most", "min", "max"]), inner, inner),
        st.builds(lambda a: call("won down", a, ir.Constant(Decimal(10))), inner),
        st.builds(lambda a: call("abs", a), inner),
        st.builds(lambda a: call("floor", op("divide", a, ir.Constant(Decimal(3)))), inner),
        st.builds(lambda a: call("sum", ir.For((ir.Iterator("p", UNIT),), a)), inner),
        st.builds(lambda a: ir.Filter(ir.Parameter("table"), call("at least", ir.Constant(Decimal(1)), a)), inner),
    )


def booleans(depth: int) -> st.SearchStrategy[ir.Node]:
    leaf = st.one_of(
        st.sampled_from([fact("b"), fact("d")]),
        st.sampled_from(CHOICE).map(lambda value: op("eq", fact("c"), ir.Constant(value))),
        st.lists(st.sampled_from(CHOICE), min_size=1, max_size=2).map(
            lambda values: ir.In(fact("c"), tuple(ir.Constant(value) for value in values))
        ),
    )
    if depth == 0:
        return leaf
    inner, number = booleans(depth - 1), numbers(depth - 1)
    return st.one_of(
        leaf,
        st.builds(op, st.sampled_from(["and", "or"]), inner, inner),
        st.builds(lambda a: call("not", a), inner),
        st.builds(op, st.sampled_from(["lt", "le", "gt", "ge", "eq", "ne"]), number, number),
        st.builds(lambda a, b, c: op("between", a, b, c), number, number, number),
        st.builds(ir.If, inner, inner, inner),
        st.builds(
            lambda kind, body: ir.Quantified(kind, (ir.Iterator("p", UNIT),), body),
            st.sampled_from(["some", "every"]),
            inner,
        ),
    )


def value_of(node: ir.Node, known: Mapping[str, Any]) -> Any:
    return compiled(node)(SmallWorld(known, frozenset()), {"applicant": P})


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(numbers(3), booleans(3)),
    st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in NAMES}),
    st.sets(st.sampled_from(NAMES), max_size=3),
)
def test_what_is_said_holds_under_every_completion(node: ir.Node, facts: dict[str, Any], hidden: set[str]) -> None:
    shown = {name: value for name, value in facts.items() if name not in hidden}
    said = value_of(node, shown)
    for combination in product(*(VALUES[name] for name in sorted(hidden))):
        truth = value_of(node, {**shown, **dict(zip(sorted(hidden), combination, strict=True))})
        assert covers(said, truth), (said, truth, combination)


@settings(max_examples=150, deadline=None)
@given(booleans(3), st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in NAMES}))
def test_nothing_is_open_when_everything_is_known(node: ir.Node, facts: dict[str, Any]) -> None:
    assert not isinstance(value_of(node, facts), Uncertain)


@settings(max_examples=150, deadline=None)
@given(
    booleans(3),
    st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in NAMES}),
    st.sets(st.sampled_from(NAMES), min_size=1, max_size=4),
)
def test_what_is_missing_is_hidden(node: ir.Node, facts: dict[str, Any], hidden: set[str]) -> None:
    said = value_of(node, {name: value for name, value in facts.items() if name not in hidden})
    if isinstance(said, Uncertain):
        assert {name for name, _ in said.missing} <= hidden
        assert said.missing


def covers(said: Any, truth: Any) -> bool:
    if not isinstance(said, Uncertain):
        return type(said) is type(truth) and bool(said == truth)
    if truth is None:
        return may_be_null(said)
    options = possible(said)
    if options is not None and truth in options:
        return True
    pair = bounds(said)
    if pair is not None and isinstance(truth, Decimal):
        return bool(pair[0] <= truth <= pair[1])
    return options is None and pair is None
