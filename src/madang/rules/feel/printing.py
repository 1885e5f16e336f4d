"""The canonical text of an expression: reading it again gives the same tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from madang.rules import ir
from madang.rules.feel.naming import KEYWORDS, WORD
from madang.rules.feel.temporal_text import text_of

_SIGNS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "power": "**",
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
}
_OPEN, _OR, _AND, _COMPARISON, _ADDITIVE, _MULTIPLICATIVE, _POWER, _UNARY, _POSTFIX = range(9)
_LEVELS = {
    "or": _OR,
    "and": _AND,
    "add": _ADDITIVE,
    "subtract": _ADDITIVE,
    "multiply": _MULTIPLICATIVE,
    "divide": _MULTIPLICATIVE,
    "power": _POWER,
    "negate": _UNARY,
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text(node: ir.Node) -> str:
    """FEEL text of a node; bound nodes as an author would have written them."""
    return _WRITERS[type(node)](node)


def _within(node: ir.Node, level: int) -> str:
    """The text of an operand, in brackets when it binds less tightly than `level`."""
    return text(node) if _level(node) >= level else f"({text(node)})"


def _level(node: ir.Node) -> int:
    if isinstance(node, ir.Operation):
        return _LEVELS.get(node.op, _COMPARISON)
    if isinstance(node, (ir.In, ir.InstanceOf)):
        return _COMPARISON
    if isinstance(node, (ir.If, ir.For, ir.Quantified, ir.Lambda)):
        return _OPEN
    if isinstance(node, ir.Constant) and isinstance(node.value, Decimal) and node.value.is_signed():
        return _UNARY
    return _POSTFIX


def _operation(node: ir.Operation) -> str:
    level = _LEVELS.get(node.op, _COMPARISON)
    if node.op in ("and", "or"):
        return f" {node.op} ".join(_within(arg, level + 1) for arg in node.args)
    if node.op == "negate":
        return f"-{_within(node.args[0], _UNARY)}"
    if node.op == "between":
        value, low, high = node.args
        return f"{_within(value, level)} between {_within(low, _ADDITIVE)} and {_within(high, _ADDITIVE)}"
    left, right = node.args
    return f"{_within(left, level)} {_SIGNS[node.op]} {_within(right, level + 1)}"


def quoted(value: str) -> str:
    """A string literal."""
    return '"' + re.sub(r'[\\"\n\r\t]', lambda match: _ESCAPES[match[0]], value) + '"'


def _constant(node: ir.Constant) -> str:
    value = node.value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quoted(value)
    return str(value) if isinstance(value, (Decimal, int)) else f'@"{text_of(value)}"'


def _in(node: ir.In) -> str:
    value = _within(node.value, _COMPARISON)
    if len(node.tests) > 1:
        return f"{value} in ({', '.join(_test(test) for test in node.tests)})"
    test = node.tests[0]
    return f"{value} in {_test(test) if isinstance(test, ir.UnaryTest) else _within(test, _ADDITIVE)}"


def _test(test: ir.Node) -> str:
    if isinstance(test, ir.UnaryTest):
        return f"{_SIGNS[test.op]} {_within(test.operand, _ADDITIVE)}"
    return text(test)


def _range(node: ir.RangeOf) -> str:
    if node.low is None and node.high is not None:
        return f"({'<=' if node.high_closed else '<'} {_within(node.high, _ADDITIVE)})"
    if node.high is None and node.low is not None:
        return f"({'>=' if node.low_closed else '>'} {_within(node.low, _ADDITIVE)})"
    assert node.low is not None
    assert node.high is not None
    ends = f"{_within(node.low, _ADDITIVE)}..{_within(node.high, _ADDITIVE)}"
    return f"{'[' if node.low_closed else '('}{ends}{']' if node.high_closed else ')'}"


def _iterators(iterators: tuple[ir.Iterator, ...]) -> str:
    return ", ".join(_iterator(iterator) for iterator in iterators)


def _iterator(node: ir.Iterator) -> str:
    if node.to is None:
        return f"{node.name} in {text(node.source)}"
    return f"{node.name} in {_within(node.source, _ADDITIVE)}..{_within(node.to, _ADDITIVE)}"


def _call(node: ir.Call) -> str:
    args = [text(arg) for arg in node.args] or [f"{name}: {text(arg)}" for name, arg in node.named]
    return f"{_within(node.function, _POSTFIX)}({', '.join(args)})"


def _context(node: ir.ContextOf) -> str:
    return "{" + ", ".join(f"{_key(key)}: {text(entry)}" for key, entry in node.entries) + "}"


def _key(key: str) -> str:
    words = key.split(" ")
    plain = all(WORD.fullmatch(word) and word not in KEYWORDS for word in words)
    return key if plain else quoted(key)


def _lambda(node: ir.Lambda) -> str:
    parameters = ", ".join(name if type_ is None else f"{name}: {type_}" for name, type_ in node.parameters)
    return f"function({parameters}) {'external ' if node.external else ''}{text(node.body)}"


def _fact(node: ir.Fact) -> str:
    fact = f"{_within(node.subject, _POSTFIX)}.{node.name}"
    if node.basis is None:
        return fact
    return f"{'monthly average' if node.basis[0] == 'average' else 'in year'}({fact}, {node.basis[1]})"


def _derived(node: ir.Derived) -> str:
    return node.name if node.subject is None else f"{_within(node.subject, _POSTFIX)}.{node.name}"


_WRITERS: dict[type[ir.Node], Callable[[Any], str]] = {
    ir.Constant: _constant,
    ir.Name: lambda node: str(node.name),
    ir.Path: lambda node: f"{_within(node.subject, _POSTFIX)}.{node.name}",
    ir.Operation: _operation,
    ir.In: _in,
    ir.UnaryTest: lambda node: f"({_test(node)})",
    ir.AnyTest: lambda node: "-",
    ir.NotTest: lambda node: f"not({', '.join(text(test) for test in node.tests)})",
    ir.If: lambda node: f"if {text(node.condition)} then {text(node.yes)} else {text(node.no)}",
    ir.Iterator: _iterator,
    ir.For: lambda node: f"for {_iterators(node.iterators)} return {text(node.body)}",
    ir.Quantified: lambda node: f"{node.quantifier} {_iterators(node.iterators)} satisfies {text(node.body)}",
    ir.Filter: lambda node: f"{_within(node.source, _POSTFIX)}[{text(node.condition)}]",
    ir.ListOf: lambda node: f"[{', '.join(text(item) for item in node.items)}]",
    ir.ContextOf: _context,
    ir.RangeOf: _range,
    ir.Call: _call,
    ir.InstanceOf: lambda node: f"{_within(node.value, _COMPARISON)} instance of {node.type}",
    ir.Lambda: _lambda,
    ir.Variable: lambda node: str(node.name),
    ir.Fact: _fact,
    ir.Derived: _derived,
    ir.Parameter: lambda node: f"parameter.{node.name}",
    ir.Related: lambda node: f"{_within(node.subject, _POSTFIX)}.{node.kind}",
}
