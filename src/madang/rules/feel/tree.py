"""Grammar rules to nodes, from the leaves up (called by the parser at each reduction)."""

from __future__ import annotations

from typing import Any

from lark import Token, Transformer, v_args

from madang.rules import ir
from madang.rules.feel.lexing import FeelToken

_BINARY = {"PLUS": "add", "MINUS": "subtract", "STAR": "multiply", "SLASH": "divide", "POW": "power"}
Nodes = tuple[ir.Node, ...]
_QUESTION = ir.Name("?")


def _at(part: Any) -> tuple[int, int]:
    if isinstance(part, FeelToken):
        return part.line or 1, part.column or 1
    at: tuple[int, int] = part.at
    return at


def _nodes(parts: tuple[Any, ...]) -> Nodes:
    return tuple(part for part in parts if isinstance(part, ir.Node))


def _pairs(parts: tuple[Any, ...], kind: str) -> tuple[tuple[str, ir.Node], ...]:
    names = [part.worth for part in parts if isinstance(part, FeelToken) and part.type == kind]
    return tuple(zip(names, _nodes(parts), strict=True))


@v_args(inline=True)
class TreeBuilder(Transformer[Token, Any]):
    """One method for each rule of grammar.lark."""

    def expression_only(self, node: ir.Node) -> ir.Node:
        return node

    # leaves ---------------------------------------------------------------------------------------

    def constant(self, token: FeelToken) -> ir.Node:
        return ir.Constant(token.worth, at=_at(token))

    def name(self, token: FeelToken) -> ir.Node:
        return ir.Name(token.worth, at=_at(token))

    # operators ------------------------------------------------------------------------------------

    def either(self, *parts: Any) -> ir.Node:
        return ir.Operation("or", _nodes(parts), at=_at(parts[0]))

    def both(self, *parts: Any) -> ir.Node:
        return ir.Operation("and", _nodes(parts), at=_at(parts[0]))

    def compare(self, left: ir.Node, op: FeelToken, right: ir.Node) -> ir.Node:
        return ir.Operation(op.worth, (left, right), at=left.at)

    def binary(self, left: ir.Node, op: FeelToken, right: ir.Node) -> ir.Node:
        return ir.Operation(_BINARY[op.type], (left, right), at=left.at)

    def negate(self, minus: FeelToken, operand: ir.Node) -> ir.Node:
        return ir.Operation("negate", (operand,), at=_at(minus))

    def between(self, value: ir.Node, _b: FeelToken, low: ir.Node, _a: FeelToken, high: ir.Node) -> ir.Node:
        return ir.Operation("between", (value, low, high), at=value.at)

    def in_one(self, value: ir.Node, _in: FeelToken, test: ir.Node) -> ir.Node:
        return ir.In(value, (test,), at=value.at)

    def in_unary(self, value: ir.Node, _in: FeelToken, op: FeelToken, operand: ir.Node) -> ir.Node:
        return ir.In(value, (ir.UnaryTest(op.worth, operand, at=_at(op)),), at=value.at)

    def in_tests(self, value: ir.Node, _in: FeelToken, _l: FeelToken, tests: Nodes, _r: FeelToken) -> ir.Node:
        return ir.In(value, tests, at=value.at)

    def instance_of(self, value: ir.Node, _i: FeelToken, type_: FeelToken) -> ir.Node:
        return ir.InstanceOf(value, type_.worth, at=value.at)

    # after a primary ------------------------------------------------------------------------------

    def path(self, subject: ir.Node, _dot: FeelToken, name: FeelToken) -> ir.Node:
        return ir.Path(subject, name.worth, at=subject.at)

    def filter(self, source: ir.Node, _l: FeelToken, condition: ir.Node, _r: FeelToken) -> ir.Node:
        return ir.Filter(source, condition, at=source.at)

    def call(self, function: ir.Node, *parts: Any) -> ir.Node:
        return ir.Call(function, _nodes(parts), at=function.at)

    def call_named(self, function: ir.Node, *parts: Any) -> ir.Node:
        return ir.Call(function, (), _pairs(parts, "ARG"), at=function.at)

    # primaries ------------------------------------------------------------------------------------

    def group(self, _l: FeelToken, node: ir.Node, _r: FeelToken) -> ir.Node:
        return node

    def unary_range(self, left: FeelToken, op: FeelToken, operand: ir.Node, _r: FeelToken) -> ir.Node:
        if op.worth in ("lt", "le"):
            return ir.RangeOf(None, operand, False, op.worth == "le", at=_at(left))
        if op.worth in ("gt", "ge"):
            return ir.RangeOf(operand, None, op.worth == "ge", False, at=_at(left))
        return ir.UnaryTest(op.worth, operand, at=_at(left))

    def interval(self, left: FeelToken, low: ir.Node, _d: FeelToken, high: ir.Node, right: FeelToken) -> ir.Node:
        return ir.RangeOf(low, high, left.type == "LBRA", right.type == "RBRA", at=_at(left))

    def list_of(self, left: FeelToken, *parts: Any) -> ir.Node:
        return ir.ListOf(_nodes(parts), at=_at(left))

    def context_of(self, left: FeelToken, *parts: Any) -> ir.Node:
        return ir.ContextOf(_pairs(parts, "KEY"), at=_at(left))

    def if_(self, word: FeelToken, *parts: Any) -> ir.Node:
        condition, yes, no = _nodes(parts)
        return ir.If(condition, yes, no, at=_at(word))

    def iterators(self, *parts: Any) -> tuple[ir.Iterator, ...]:
        return tuple(part for part in parts if isinstance(part, ir.Iterator))

    def iterator(self, name: FeelToken, source: ir.Node, *to: Any) -> ir.Node:
        return ir.Iterator(name.worth, source, to[1] if to else None, at=_at(name))

    def for_(self, word: FeelToken, iterators: tuple[ir.Iterator, ...], _r: FeelToken, body: ir.Node) -> ir.Node:
        return ir.For(iterators, body, at=_at(word))

    def quantified(self, word: FeelToken, iterators: tuple[ir.Iterator, ...], _s: FeelToken, body: ir.Node) -> ir.Node:
        return ir.Quantified(word.type.lower(), iterators, body, at=_at(word))

    def function(self, head: FeelToken, body: ir.Node) -> ir.Node:
        return ir.Lambda(head.worth, body, at=_at(head))

    def external(self, head: FeelToken, _e: FeelToken, body: ir.Node) -> ir.Node:
        return ir.Lambda(head.worth, body, external=True, at=_at(head))

    # unary tests ----------------------------------------------------------------------------------

    def tests(self, *parts: Any) -> Nodes:
        return _nodes(parts)

    def unary_test(self, op: FeelToken, operand: ir.Node) -> ir.Node:
        return ir.UnaryTest(op.worth, operand, at=_at(op))

    def anything(self, minus: FeelToken) -> ir.Node:
        return ir.AnyTest(at=_at(minus))

    def positive(self, tests: Nodes) -> ir.Node:
        return _any_of(tests)

    def negated(self, word: FeelToken, _l: FeelToken, tests: Nodes, _r: FeelToken) -> ir.Node:
        return ir.NotTest((_any_of(tests),), at=_at(word))


def _any_of(tests: Nodes) -> ir.Node:
    """Tests over `?`: those that speak of `?` themselves stand as conditions, the others are compared with it."""
    compared = tuple(test for test in tests if not _speaks_of_input(test))
    parts: list[ir.Node] = [ir.In(_QUESTION, compared, at=compared[0].at)] if compared else []
    parts += [test for test in tests if _speaks_of_input(test)]
    return parts[0] if len(parts) == 1 else ir.Operation("or", tuple(parts), at=tests[0].at)


def _speaks_of_input(node: ir.Node) -> bool:
    pending: list[Any] = [node]
    while pending:
        part = pending.pop()
        if part == _QUESTION:
            return True
        if isinstance(part, ir.Node):
            pending.extend(getattr(part, name) for name in part.__dataclass_fields__)
        elif isinstance(part, tuple):
            pending.extend(part)
    return False
