"""Numbers to the last digit: every rounding at its edges, fractions, nulls; against the interpreter, row by row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from madang.rules import ir
from madang.rules.columns.book import Book
from madang.rules.columns.chunk import Chunk
from madang.rules.columns.coding import BASE, FAULT, NULL, SENTINELS
from madang.rules.columns.compiling import compiled, plain
from madang.rules.columns.families import ChunkFacts
from madang.rules.columns.programme import Programme
from madang.rules.reckoning.faults import DividedByZero
from madang.rules.reckoning.interpreter import compiled as interpreted
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook

DAY = dt.date(2026, 3, 31)
ROWS = 81


def constant(text: str) -> ir.Node:
    return ir.Constant(Decimal(text))


def op(name: str, *args: ir.Node) -> ir.Node:
    return ir.Operation(name, args)


def call(name: str, *args: ir.Node) -> ir.Node:
    return ir.Call(ir.Name(name), args)


X = op("subtract", ir.Fact(ir.Variable("applicant"), "car.age_years"), constant("40"))
"""-40 to 40"""
THIRD = op("divide", X, constant("3"))
INNER = [op("divide", X, constant("4")), op("multiply", X, constant("2.5")), THIRD, X]
NOTHING = op("ge", ir.Filter(ir.Parameter("median_income"), op("add", X, constant("100"))), constant("1"))
"""Null: there is no such place in the list."""
BY_ZERO = op("ge", op("divide", X, constant("0")), constant("1"))
EXPRESSIONS = {
    **{f"{name} {step} of {n}": call(name, inner, constant(step)) for name in ("won down", "won up", "won half up")
       for step in ("1", "10", "0.5") for n, inner in enumerate(INNER)},
    **{f"{name} {scale} of {n}": call(name, inner, constant(scale))
       for name in ("round up", "round down", "round half up", "round half down", "decimal", "floor", "ceiling")
       for scale in ("0", "1", "-1") for n, inner in enumerate(INNER) if n != 2},
    **{f"modulo {by}": call("modulo", X, constant(by)) for by in ("7", "-7", "2.5")},
    "thirds make wholes": call("won down", op("add", THIRD, op("multiply", THIRD, constant("2"))), constant("1")),
    "a tie of rounded": ir.If(op("le", op("add", THIRD, op("multiply", THIRD, constant("2"))), X), X, constant("99")),
    "null takes no": ir.If(NOTHING, constant("1"), constant("2")),
    "null and false": ir.If(call("not", op("and", NOTHING, op("gt", X, X))), constant("1"), constant("2")),
    "null or true": ir.If(op("or", NOTHING, op("eq", X, X)), constant("1"), constant("2")),
    "by zero": op("divide", X, constant("0")),
    "by zero, known beforehand": op("add", X, op("divide", constant("1"), constant("0"))),
    "by zero, looked at": ir.If(op("or", BY_ZERO, op("eq", X, X)), constant("1"), constant("2")),
    "by zero, not looked at": ir.If(op("or", op("eq", X, X), BY_ZERO), constant("1"), constant("2")),
    "by zero in a choice": ir.If(op("gt", X, constant("0")), op("divide", X, constant("0")), X),
    "a quotient of null": op("divide", ir.Filter(ir.Parameter("median_income"), X), op("subtract", X, X)),
    "by itself": op("divide", X, X),
    "product of quotients": op("multiply", op("divide", X, constant("8")),
                               op("divide", constant("5"), op("add", X, constant("41")))),
    "months on": ir.Path(call("add months", ir.Variable("date"), X), "day"),
    "the last of a month": ir.Path(call("end of month", call("add months", ir.Variable("date"), X)), "day"),
    "the first of a month": ir.Path(call("start of month", call("add months", ir.Variable("date"), X)), "month"),
    "a day of the week": ir.Path(call("add months", ir.Variable("date"), X), "weekday"),
    "a figure by place": ir.Filter(ir.Parameter("median_income"), op("divide", X, constant("2"))),
    "a sum of unlike": call("sum", X, op("divide", X, constant("4")), op("multiply", X, constant("0.1"))),
    "the least": call("min", X, op("negate", X), constant("3")),
    "a great number": op("multiply", op("multiply", X, constant("1000000000000")), constant("4000")),
    "a number too great": op("multiply", op("multiply", X, constant("1000000000000")), constant("200000")),
}  # fmt: skip


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    column = np.arange(ROWS, dtype=np.int64)
    return Chunk(np.arange(ROWS, dtype=np.int64), ROWS, {}, {("car.age_years", None): column})


def values(rulebook: Rulebook, chunk: Chunk, node: ir.Node, compile_: Any) -> list[Fraction | str | None]:
    """What the engine says: a fraction, null, «fault» or «left»."""
    book = Book(rulebook, DAY)
    stored = book.column("x", lambda f: f.value(node), book.scope("self_and_spouse"))
    arrays = Programme(book, ["x"], None, compile_).work_out(chunk)
    numerators = arrays["value", "x", 0].tolist()
    divisors = arrays["value", "x", 2].tolist() if ("value", "x", 2) in arrays else [1] * ROWS
    den: int = stored.like.den  # type: ignore[union-attr]
    return [
        Fraction(n, den * d) if n >= SENTINELS else {BASE + NULL: None, BASE + FAULT: "fault"}.get(n, "left")
        for n, d in zip(numerators, divisors, strict=True)
    ]


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_engine_and_interpreter_say_the_same_number(rulebook: Rulebook, chunk: Chunk, name: str) -> None:
    node = EXPRESSIONS[name]
    run, left = interpreted(node), 0
    for row, said in enumerate(values(rulebook, chunk, node, plain)):
        reckoning = Reckoning(rulebook, ChunkFacts(rulebook, chunk, DAY, row))
        try:
            truth = run(reckoning, reckoning.scope_of("self_and_spouse"))
        except DividedByZero:
            truth = "fault"
        if said == "left":
            left += 1
        elif "fault" in (said, truth):
            assert said == truth, row
        elif truth is None or said is None:
            assert said is None, (row, truth)
            assert truth is None, (row, said)
        else:
            assert abs(said - Fraction(truth)) < Fraction(1, 10**14), (row, said, truth)  # type: ignore[operator]
    assert left == 0 or name in ("a number too great", "a tie of rounded")
    assert left < ROWS


def test_machine_code_does_not_overflow_where_python_would_not(rulebook: Rulebook, chunk: Chunk) -> None:
    for name in ("a great number", "a number too great"):
        said = values(rulebook, chunk, EXPRESSIONS[name], compiled)
        assert said == values(rulebook, chunk, EXPRESSIONS[name], plain)
