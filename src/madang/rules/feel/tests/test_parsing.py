"""FEEL text to trees: precedence, names, forms, and where an error is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from madang.rules import ir
from madang.rules.feel.errors import FeelSyntaxError
from madang.rules.feel.parsing import parse, parse_unary_tests
from madang.rules.feel.values import MonthsDuration


def name(text: str) -> ir.Name:
    return ir.Name(text)


def number(text: str) -> ir.Constant:
    return ir.Constant(Decimal(text))


def operation(op: str, *args: ir.Node) -> ir.Operation:
    return ir.Operation(op, args)


A, B, C, ONE, TWO, FIVE = name("a"), name("b"), name("c"), number("1"), number("2"), number("5")

TREES: list[tuple[str, ir.Node]] = [
    ("1 + 2 * 5", operation("add", ONE, operation("multiply", TWO, FIVE))),
    ("a - b - c", operation("subtract", operation("subtract", A, B), C)),
    ("a ** b ** c", operation("power", operation("power", A, B), C)),
    ("-a ** 2", operation("power", operation("negate", A), TWO)),
    ("a and b and c or a", operation("or", operation("and", A, B, C), A)),
    ("a and (b and c)", operation("and", A, operation("and", B, C))),
    ("a between 1 and 5 and b", operation("and", operation("between", A, ONE, FIVE), B)),
    ("a = b", operation("eq", A, B)),
    ("a != b", operation("ne", A, B)),
    ("a in (1, < 5)", ir.In(A, (ONE, ir.UnaryTest("lt", FIVE)))),
    ("a in >= 5", ir.In(A, (ir.UnaryTest("ge", FIVE),))),
    ("a in [1..5)", ir.In(A, (ir.RangeOf(ONE, FIVE, True, False),))),
    ("a in ]1..5[", ir.In(A, (ir.RangeOf(ONE, FIVE, False, False),))),
    ("]1..b[1]]", ir.RangeOf(ONE, ir.Filter(B, ONE), False, True)),
    ("(< 5)", ir.RangeOf(None, FIVE, False, False)),
    ("(>= 5)", ir.RangeOf(FIVE, None, True, False)),
    ("if a then b else c + 1", ir.If(A, B, operation("add", C, ONE))),
    ("1 + if a then b else c + 1", operation("add", ONE, ir.If(A, B, operation("add", C, ONE)))),
    (
        "for x in a, y in 1..5 return x * y",
        ir.For((ir.Iterator("x", A), ir.Iterator("y", ONE, FIVE)), operation("multiply", name("x"), name("y"))),
    ),
    ("[for x in a return x, b]", ir.ListOf((ir.For((ir.Iterator("x", A),), name("x")), B))),
    ("for x in 1..5 return a[-1]", ir.For((ir.Iterator("x", ONE, FIVE),), ir.Filter(A, operation("negate", ONE)))),
    ("some x in a satisfies x > 1", ir.Quantified("some", (ir.Iterator("x", A),), operation("gt", name("x"), ONE))),
    ("every p q in a satisfies p q", ir.Quantified("every", (ir.Iterator("p q", A),), name("p q"))),
    ("a.b.c", ir.Path(ir.Path(A, "b"), "c")),
    ("a[b > 1][1].c", ir.Path(ir.Filter(ir.Filter(A, operation("gt", B, ONE)), ONE), "c")),
    ("[]", ir.ListOf(())),
    ("{}", ir.ContextOf(())),
    ('{a: 1, "x, y": 2, first name: 5}', ir.ContextOf((("a", ONE), ("x, y", TWO), ("first name", FIVE)))),
    ("a()", ir.Call(A)),
    ("a(1, b)(2)", ir.Call(ir.Call(A, (ONE, B)), (TWO,))),
    ("a(from: 1, start position: b)", ir.Call(A, (), (("from", ONE), ("start position", B)))),
    ("a instance of list<number>", ir.InstanceOf(A, "list<number>")),
    ("a instance of years and months duration", ir.InstanceOf(A, "years and months duration")),
    (
        "a instance of function<number, date and time> -> string and b",
        operation("and", ir.InstanceOf(A, "function<number, date and time> -> string"), B),
    ),
    ("function(x: list<number>, y) x", ir.Lambda((("x", "list<number>"), ("y", None)), name("x"))),
    (
        "function(x) external {java: {}}",
        ir.Lambda((("x", None),), ir.ContextOf((("java", ir.ContextOf(())),)), external=True),
    ),
    ('@"P1Y2M"', ir.Constant(MonthsDuration(14))),
    (r'"a\"\u0041\uD83D\uDC0E"', ir.Constant('a"A🐎')),
    ("true or null", operation("or", ir.Constant(True), ir.Constant(None))),
    (".5e1", number("5")),
    ("a // all\n + /* of\nthis */ b", operation("add", A, B)),
    ("기준 중위소득 >= 5", operation("ge", name("기준 중위소득"), FIVE)),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_tree(text: str, tree: ir.Node) -> None:
    assert parse(text) == tree


NAMED: list[tuple[str, frozenset[str], ir.Node]] = [
    ("a-b", frozenset({"a-b"}), name("a-b")),
    ("a-b", frozenset(), operation("subtract", A, B)),
    ("a - b", frozenset({"a-b"}), name("a-b")),
    ("a-b-c", frozenset({"a-b"}), operation("subtract", name("a-b"), C)),
    ("profit and loss + 1", frozenset({"profit and loss"}), operation("add", name("profit and loss"), ONE)),
    ("a b c", frozenset({"a b", "a b c"}), name("a b c")),
    ("a-b-c", frozenset({"a-b", "a-b-c"}), name("a-b-c")),
    ("{a-b: 1, c: a-b-c}", frozenset({"a-b-c"}), ir.ContextOf((("a-b", ONE), ("c", name("a-b-c"))))),
    ("x in in year", frozenset(), ir.In(name("x"), (name("in year"),))),
    ("in year(a.b, -1)", frozenset(), ir.Call(name("in year"), (ir.Path(A, "b"), operation("negate", ONE)))),
    ("at least(a, b)", frozenset(), ir.Call(name("at least"), (A, B))),
    ("date and time(a)", frozenset(), ir.Call(name("date and time"), (A,))),
    ("date and a", frozenset(), operation("and", name("date"), A)),
    ("a.profit/loss", frozenset({"profit/loss"}), ir.Path(A, "profit/loss")),
    ("{a+b: 1, c: a+b}.c", frozenset(), ir.Path(ir.ContextOf((("a+b", ONE), ("c", name("a+b")))), "c")),
    ("for a-b in c return a-b", frozenset(), ir.For((ir.Iterator("a-b", C),), name("a-b"))),
    ("function(a/b) a/b", frozenset(), ir.Lambda((("a/b", None),), name("a/b"))),
]


@pytest.mark.parametrize(("text", "names", "tree"), NAMED)
def test_names(text: str, names: frozenset[str], tree: ir.Node) -> None:
    assert parse(text, names) == tree


QUESTION = ir.Name("?")

UNARY: list[tuple[str, ir.Node]] = [
    ("-", ir.AnyTest()),
    ("-1", ir.In(QUESTION, (operation("negate", ONE),))),
    ("< 5, [1..2]", ir.In(QUESTION, (ir.UnaryTest("lt", FIVE), ir.RangeOf(ONE, TWO, True, True)))),
    ('not("a", "b")', ir.NotTest((ir.In(QUESTION, (ir.Constant("a"), ir.Constant("b"))),))),
    ("? > 5", operation("gt", QUESTION, FIVE)),
    ("1, ? > 5", operation("or", ir.In(QUESTION, (ONE,)), operation("gt", QUESTION, FIVE))),
]


@pytest.mark.parametrize(("text", "tree"), UNARY)
def test_unary_tests(text: str, tree: ir.Node) -> None:
    assert parse_unary_tests(text) == tree


ERRORS: list[tuple[str, int, int]] = [
    ("", 1, 1),
    ("1 +", 1, 4),
    ("a\n  ! b", 2, 3),
    ("(1", 1, 3),
    ("1)", 1, 2),
    ("[1,,2]", 1, 4),
    ("a b = = c", 1, 7),
    ('"open', 1, 1),
    ('@"nonsense"', 1, 1),
    ("if a then b", 1, 12),
    ("for x return 1", 1, 5),
    ("{a 1}", 1, 2),
    ("then", 1, 1),
    ("function(a b", 1, 10),
    ("a instance of", 1, 3),
    ("1e99999", 1, 1),
    (r'"\uD800"', 1, 1),
    ("a in", 1, 5),
    ("1 and\n\nand 2", 3, 1),
    ("a.1", 1, 3),
    ("1 2", 1, 3),
    ("some x in a return b", 1, 13),
]


@pytest.mark.parametrize(("text", "line", "column"), ERRORS)
def test_errors_say_where(text: str, line: int, column: int) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.message_ko
    assert caught.value.message_en


def test_positions_of_nodes() -> None:
    tree = parse("a and\n  sum(b)\n>= 5")
    assert isinstance(tree, ir.Operation)
    assert tree.at == (1, 1)
    assert tree.args[1].at == (2, 3)
    comparison = tree.args[1]
    assert isinstance(comparison, ir.Operation)
    assert comparison.args[1].at == (3, 4)
