"""One slip in an expression: a sign, a word, a number, a rounding, a negation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.feel.printing import text

SIGNS = {"le": "lt", "lt": "le", "ge": "gt", "gt": "ge", "eq": "ne", "ne": "eq"}
WORDS = {"and": "or", "or": "and"}
PLAIN = {"add": "subtract", "subtract": "add", "multiply": "divide"}
ROUNDING = {"won down": "won up", "won up": "won down", "won half up": "won down", "floor": "ceiling",
            "ceiling": "floor", "round up": "round down", "round down": "round up"}  # fmt: skip
BOUNDS = {"at least": "at most", "at most": "at least"}


WIDE = frozenset({"sign of arithmetic", "branches exchanged"})
"""Kinds that are tried only when asked for: seldom a slip of the pen, and the first family sees most of them."""


def spoiled(node: ir.Node) -> Iterator[tuple[str, str, str]]:
    """(name, kind, text of the whole) for each slip that can be made; the name says where, in reading order."""
    for number, (kind, whole) in enumerate(_everywhere(node)):
        yield f"{kind.replace(' ', '-')}-{number}", kind, text(whole)


def _everywhere(node: ir.Node) -> Iterator[tuple[str, ir.Node]]:
    yield from _here(node)
    for name in node.__dataclass_fields__:
        if name != "at":
            for kind, held in _inside(getattr(node, name)):
                yield kind, replace(node, **{name: held})


def _inside(held: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(held, ir.Node):
        yield from _everywhere(held)
    elif isinstance(held, tuple):
        for at, one in enumerate(held):
            for kind, other in _inside(one):
                yield kind, (*held[:at], other, *held[at + 1 :])


def _here(node: ir.Node) -> Iterator[tuple[str, ir.Node]]:
    if isinstance(node, ir.Operation):
        if node.op in SIGNS:
            yield "comparison turned", replace(node, op=SIGNS[node.op])
        if node.op in WORDS:
            yield "and for or", replace(node, op=WORDS[node.op])
        if node.op in PLAIN:
            yield "sign of arithmetic", replace(node, op=PLAIN[node.op])
    elif isinstance(node, ir.Constant) and isinstance(node.value, Decimal) and node.value == node.value.to_integral():
        if node.value < 2:
            return  # nobody writes 1 for 0, and a won more or less is what figures are shifted by
        yield "number by one", replace(node, value=node.value + 1)
    elif isinstance(node, ir.If):
        yield "branches exchanged", replace(node, yes=node.no, no=node.yes)
    elif isinstance(node, ir.Call) and isinstance(node.function, ir.Name):
        name = node.function.name
        if name in ROUNDING:
            yield "rounding changed", replace(node, function=ir.Name(ROUNDING[name]))
        if name in BOUNDS:
            yield "bound turned", replace(node, function=ir.Name(BOUNDS[name]))
        if name == "not" and len(node.args) == 1:
            yield "negation lost", node.args[0]
