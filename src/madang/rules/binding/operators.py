"""Types of operators, comparisons, tests and conditions."""

from __future__ import annotations

from madang.rules import ir
from madang.rules.binding.binder import Binder, Typed
from madang.rules.binding.types import common, item_type

ARITHMETIC = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**"}
COMPARISON = {"eq", "ne", "lt", "le", "gt", "ge"}


def operation(binder: Binder, node: ir.Operation) -> Typed:
    bound = [binder.bind(arg) for arg in node.args]
    args, types = tuple(arg for arg, _ in bound), [type_ for _, type_ in bound]
    result = ir.Operation(node.op, args, at=node.at)
    if node.op in ("and", "or"):
        for arg, type_ in bound:
            binder.expect(arg, type_, "boolean", f"'{node.op}'", f"'{node.op}'")
        return result, "boolean"
    if node.op in COMPARISON or node.op == "between":
        comparable(binder, node, args, types)
        return result, "boolean"
    if node.op == "negate":
        binder.expect(args[0], types[0], "number", "부호", "a sign")
        return result, "number"
    return result, arithmetic(binder, node, types)


def arithmetic(binder: Binder, node: ir.Operation, types: list[str]) -> str:
    known = [type_ for type_ in types if type_ != "Any"]
    if all(type_ == "number" for type_ in known):
        return "number"
    pair = tuple(types)
    if node.op in ("add", "subtract") and pair in (
        ("date", "duration"),
        ("duration", "date"),
        ("duration", "duration"),
    ):
        return "date" if "date" in pair else "duration"
    if node.op == "subtract" and pair == ("date", "date"):
        return "duration"
    if node.op == "add" and pair == ("string", "string"):
        return "string"
    sign = ARITHMETIC[node.op]
    binder.refuse(
        node,
        "type_mismatch",
        f"{' '.join(types)} 사이에는 {sign}을(를) 쓸 수 없습니다",
        f"{sign} does not go between {' and '.join(types)}",
    )
    return "Any"


def comparable(binder: Binder, node: ir.Node, args: tuple[ir.Node, ...], types: list[str]) -> None:
    if common(types) is None:
        binder.refuse(
            node,
            "type_mismatch",
            f"{', '.join(types)}은(는) 서로 비교할 수 없습니다",
            f"{', '.join(types)} cannot be compared",
        )
    for one, other in zip(args, reversed(args), strict=True):
        choice(binder, one, other)


def choice(binder: Binder, fact: ir.Node, value: ir.Node) -> None:
    """A choice compared with a text that is none of its values is a slip of the pen."""
    if not (isinstance(fact, ir.Fact) and isinstance(value, ir.Constant) and isinstance(value.value, str)):
        return
    choices = [choice.value for choice in binder.setting.vocabulary.facts[fact.name].choices]
    if choices and value.value not in choices:
        binder.refuse(
            value,
            "unknown_choice",
            f"'{value.value}'은 {fact.name}의 값이 아닙니다: {', '.join(choices)}",
            f"'{value.value}' is not a value of {fact.name}: {', '.join(choices)}",
        )


def within(binder: Binder, node: ir.In) -> Typed:
    value, type_ = binder.bind(node.value)
    tests = []
    for part in node.tests:
        bound, found = test(binder, part, type_)
        if isinstance(bound, ir.ListOf):
            for item in bound.items:
                choice(binder, value, item)
        choice(binder, value, bound)
        if common([type_, item_type(found)]) is None:
            binder.refuse(
                part,
                "type_mismatch",
                f"{type_}과 {found}은(는) 비교할 수 없습니다",
                f"{type_} and {found} cannot be compared",
            )
        tests.append(bound)
    return ir.In(value, tuple(tests), at=node.at), "boolean"


def test(binder: Binder, node: ir.Node, type_: str) -> Typed:
    if isinstance(node, ir.RangeOf):
        low = binder.bind(node.low) if node.low is not None else (None, type_)
        high = binder.bind(node.high) if node.high is not None else (None, type_)
        return ir.RangeOf(low[0], high[0], node.low_closed, node.high_closed, at=node.at), common(
            [low[1], high[1]]
        ) or "Any"
    if isinstance(node, ir.UnaryTest):
        operand, found = binder.bind(node.operand)
        return ir.UnaryTest(node.op, operand, at=node.at), found
    return binder.bind(node)


def conditional(binder: Binder, node: ir.If) -> Typed:
    condition, type_ = binder.bind(node.condition)
    binder.expect(node.condition, type_, "boolean", "if", "if")
    yes, no = binder.bind(node.yes), binder.bind(node.no)
    found = common([yes[1], no[1]])
    if found is None:
        binder.refuse(
            node,
            "type_mismatch",
            f"if의 두 갈래가 {yes[1]}와 {no[1]}로 다릅니다",
            f"the branches of if differ: {yes[1]} and {no[1]}",
        )
    return ir.If(condition, yes[0], no[0], at=node.at), found or "Any"
