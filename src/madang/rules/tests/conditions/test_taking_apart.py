"""Taken apart and put together again in Kleene's logic, an expression has the interpreter's truth and missing facts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from madang.rules import ir
from madang.rules.conditions.forming import conjuncts
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.uncertain import Uncertain, undecided

NAMES = "abcde"
VALUES = st.fixed_dictionaries(
    {name: st.sampled_from((True, False, undecided(frozenset(((name, "x"),))))) for name in NAMES}
)


def _not(node: ir.Node) -> ir.Node:
    return ir.Call(ir.Name("not"), (node,))


def _several(op: str) -> Any:
    return lambda parts: ir.Operation(op, tuple(parts))


EXPRESSIONS: st.SearchStrategy[ir.Node] = st.recursive(
    st.sampled_from([ir.Variable(name) for name in NAMES]),
    lambda inner: st.one_of(
        inner.map(_not),
        st.lists(inner, min_size=2, max_size=3).map(_several("and")),
        st.lists(inner, min_size=2, max_size=3).map(_several("or")),
    ),
    max_leaves=12,
)


def _told(value: Any) -> Any:
    return value.missing if isinstance(value, Uncertain) else value


@given(EXPRESSIONS, VALUES)
def test_the_conjuncts_mean_what_the_expression_means(expression: ir.Node, values: dict[str, Any]) -> None:
    whole = compiled(expression)(None, values)  # type: ignore[arg-type]
    parts = [
        [(compiled(node)(None, values), negated) for node, negated in literals]  # type: ignore[arg-type]
        for literals in conjuncts(expression)
    ]
    again = conjunction(
        disjunction(negation(value) if negated else value for value, negated in literals) for literals in parts
    )
    assert _told(again) == _told(whole)
