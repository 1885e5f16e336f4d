"""Canonical JSON: one meaning, one text, one digest; another figure, another digest."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from madang.rules import ir
from madang.rules.canonical import canonical, digest
from madang.rules.loading.service import Pack, load_pack
from madang.rules.model import Place
from madang.rules.tests.family.conftest import small_pack

figures = st.decimals(-(10**6), 10**6, allow_nan=False, places=3)
names = st.text("abc_.", min_size=1, max_size=4)
places = st.tuples(st.integers(1, 99), st.integers(1, 99))


def nodes(inner: st.SearchStrategy[ir.Node]) -> st.SearchStrategy[ir.Node]:
    return (
        st.builds(
            lambda op, args: ir.Operation(op, tuple(args)),
            st.sampled_from(["add", "and", "lt"]),
            st.lists(inner, min_size=2, max_size=3),
        )
        | st.builds(ir.If, inner, inner, inner)
        | st.builds(ir.Fact, inner, names, st.none() | st.just(("average", 3)))
        | st.builds(lambda entries: ir.ContextOf(tuple(entries)), st.lists(st.tuples(names, inner), max_size=2))
    )


leaves: st.SearchStrategy[ir.Node] = (
    st.builds(ir.Constant, figures | st.booleans() | st.none() | names | st.dates())
    | st.builds(ir.Variable, names)
    | st.builds(ir.Parameter, names)
)
expressions = st.recursive(leaves, nodes, max_leaves=8)


def moved(node: Any, at: tuple[int, int]) -> Any:
    """The same expression, written somewhere else, its decimals with another number of zeros."""
    if isinstance(node, ir.Constant) and isinstance(node.value, Decimal):
        return ir.Constant(node.value + Decimal("0.000000"), at=at)
    if isinstance(node, ir.Node):
        parts = {name: moved(getattr(node, name), at) for name in node.__slots__ if name != "at"}
        return replace(node, **parts, at=at)
    return tuple(moved(part, at) for part in node) if isinstance(node, tuple) else node


@given(expressions, places)
def test_equal_meaning_gives_an_equal_digest(node: ir.Node, at: tuple[int, int]) -> None:
    again = moved(node, at)
    assert again == node
    assert canonical(again) == canonical(node)


def kinds(node: ir.Node) -> list[str]:
    return re.findall("True|False|Decimal", repr(node))


@given(expressions, expressions)
@example(ir.Constant(Decimal("0.000")), ir.Constant(False))
def test_another_meaning_gives_another_digest(one: ir.Node, other: ir.Node) -> None:
    # FEEL's true is not 1, though Python's is (nor false 0): the types must agree too.
    same = one == other and kinds(one) == kinds(other)
    assert (digest(one) == digest(other)) is same or (one == other and not same)


@given(st.dictionaries(names, figures, min_size=1, max_size=5), st.data())
def test_a_changed_figure_changes_the_digest(table: dict[str, Decimal], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(table)))
    shuffled = dict(data.draw(st.permutations(list(table.items()))))
    assert digest(shuffled) == digest(table)
    assert digest({**table, name: table[name] + Decimal("0.001")}) != digest(table)
    assert digest({key: value for key, value in table.items() if key != name}) != digest(table)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("1.5"), "1.5"),
        (Decimal(1), True),
        ({"$decimal": "1"}, Decimal(1)),
        ([], {}),
        (None, "null"),
        (dt.date(2026, 1, 1), "2026-01-01"),
        (ir.Variable("x"), ir.Parameter("x")),
        ({"$": "Variable", "name": "x"}, ir.Variable("x")),
        ([Decimal(1), Decimal(2)], [Decimal(2), Decimal(1)]),
        (dt.time(1), dt.timedelta(hours=1)),
    ],
)
def test_what_must_not_be_confused(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.500"), '{"$decimal":"15E-1"}'),
        (Decimal(100), '{"$decimal":"1E2"}'),
        (Decimal("-0"), '{"$decimal":"0"}'),
        (7, '{"$decimal":"7"}'),
        (0.05, '{"$decimal":"5E-2"}'),
        ({"나": 1, "a": "é\n"}, '{"a":"é\\n","나":{"$decimal":"1"}}'),
        ({"\U0001f600": None, "\uffff": None}, '{"\U0001f600":null,"\uffff":null}'),
        (dt.timedelta(seconds=90), '{"$seconds":"9E1"}'),
        (ir.Variable("x", at=(3, 4)), '{"$":"Variable","name":"x"}'),
        (frozenset({"b", "a"}), '{"$set":["a","b"]}'),
    ],
)
def test_the_text(value: Any, text: str) -> None:
    assert canonical(value) == text
    assert json.loads(text) is not None


def test_what_has_no_canonical_form() -> None:
    for value in (object(), {1.5: 2}, {object(): 1}):
        with pytest.raises(TypeError):
            canonical(value)
    for number in (Decimal("NaN"), float("inf"), {1: "a", "1": "b"}):
        with pytest.raises(ValueError, match=r"finite|one text"):
            canonical(number)


def test_places_take_no_part_but_figures_do(pack: Pack) -> None:
    again = load_pack(small_pack)
    parameter = again.parameters["line_single"]
    moved_away = replace(parameter, place=Place("elsewhere.yaml", 99))
    assert digest(moved_away) == digest(pack.parameters["line_single"])
    values = (replace(parameter.values[0], value=parameter.values[0].value + 1), *parameter.values[1:])
    assert digest(replace(parameter, values=values)) != digest(parameter)
    assert digest(again.facts) == digest(pack.facts)
    assert digest(pack.services["pension"]).startswith("sha256:")
