"""Values of expressions, by tables."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, localcontext
from typing import Any

import pytest

from madang.rules.feel.errors import FeelLimitError
from madang.rules.feel.evaluation import Evaluator
from madang.rules.feel.parsing import parse, parse_unary_tests
from madang.rules.feel.values import from_python

SCOPE = from_python(
    {
        "a": 3,
        "b": True,
        "nothing": None,
        "people": [{"age": 70, "sex": "f"}, {"age": 40, "sex": "m"}],
        "table": {"1": 10, "city": {"seoul": 20}},
        "day": dt.date(2024, 2, 29),
        "item name": "x",
    }
)


def value(text: str, scope: dict[str, Any] | None = None) -> Any:
    scope = SCOPE if scope is None else from_python(scope)
    return Evaluator().evaluate(parse(text, frozenset(scope)), scope)


VALUES: list[tuple[str, Any]] = [
    ("1 / 3", Decimal("0.3333333333333333333333333333333333")),
    ("0.1 + 0.2", Decimal("0.3")),
    ("1 / 0", None),
    ("-2 ** 2", 4),
    ('"a" + 1', None),
    ("10 ** 7000", None),
    ("a = 3 and b", True),
    ("nothing = null", True),
    ("nothing < 3", None),
    ('1 = "1"', None),
    ("1 = null", False),
    ("unknown name", None),
    ("if nothing then 1 else 2", 2),
    ("people[age > 50].sex", ["f"]),
    ("people[item.age > 50][1].sex", "f"),
    ("people[-1].age", 40),
    ("people[3]", None),
    ("people[0]", None),
    ("[][-1]", None),
    ("[][item > 1]", []),
    ("append([1])", None),
    ("append([1], 2, 3)", [1, 2, 3]),
    ("people.age", [70, 40]),
    ("a[1]", 3),
    ("[1, 2, 3, 4][item > 2]", [3, 4]),
    ('count(people[sex = "m"])', 1),
    ("for i in 1..3 return i * i", [1, 4, 9]),
    ("for i in 3..1 return i", [3, 2, 1]),
    ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
    ("for x in [1, 2], y in [x, 10] return x + y", [2, 11, 4, 12]),
    ('for d in @"2024-02-28"..@"2024-03-01" return d.day', [28, 29, 1]),
    ("some x in [1, null] satisfies x > 0", True),
    ("some x in [0, null] satisfies x > 0", None),
    ("every x in [0, null] satisfies x > 0", False),
    ("every x in [1, null] satisfies x > 0", None),
    ("every x in [] satisfies x > 0", True),
    ("5 in (< 3, [5..6])", True),
    ("5 in ]5..6]", False),
    ("a in [1, 2]", False),
    ("nothing in [1..2]", None),
    ("5 in [nothing..6]", None),
    ("{a: 1, b: a + 1}.b", 2),
    ("{a: 1, a: 2}", None),
    ("(function(x: number, y) x + y)(1, 2)", 3),
    ('(function(x: number) x)("a")', None),
    ("(function(x) x)(1, 2)", None),
    ('get value(table, "1")', 10),
    ('get value(table, ["city", "seoul"])', 20),
    ('@"2024-01-31" + @"P1M"', dt.date(2024, 2, 29)),
    ('day + @"P1Y"', dt.date(2025, 2, 28)),
    ('day - @"2024-02-01" = @"P28D"', True),
    ('day > @"2024-02-28"', True),
    ("day.weekday", 4),
    ('@"2024-02-29T10:00:00+09:00" = @"2024-02-29T01:00:00Z"', True),
    ('years and months duration(@"1959-03-01", @"2024-02-29").years', 64),
    ('years and months duration(@"1959-02-28", @"2024-02-29").years', 65),
    ("[1..5] instance of range<number>", True),
    ('"a" instance of number', False),
    ('[1, "a"] instance of list<number>', False),
    ("sort([3, 1, 2], function(x, y) x < y)", [1, 2, 3]),
    ("item name", "x"),
    ('string length(string: "abc")', 3),
    ("not(a = 3)", False),
    ("[1, 2] = [1, 2]", True),
    ("{a: 1} = {a: 2}", False),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: Any) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(from_python(expected))


UNARY: list[tuple[str, Any, Any]] = [
    ("-", None, True),
    ("< 5", 4, True),
    ("< 5", 5, False),
    ("1, 2", 2, True),
    ("not(1, 2)", 2, False),
    ("not(1, 2)", 3, True),
    ("[1..5)", 5, False),
    ('"a"', "a", True),
    ("? > 3", 4, True),
    ("< 5", None, None),
    ("null", None, True),
]


@pytest.mark.parametrize(("text", "given", "expected"), UNARY)
def test_unary_tests(text: str, given: Any, expected: Any) -> None:
    assert Evaluator().evaluate(parse_unary_tests(text), from_python({"?": given})) is expected


def test_the_callers_decimal_context_does_not_matter() -> None:
    with localcontext() as context:
        context.prec = 3
        assert value("won down(123456789012345, 10)") == Decimal("123456789012340")
        assert value("round half up(12345.678, 2)") == Decimal("12345.68")
        assert value("odd(1234567)") is True
        assert value("-1234567") == Decimal(-1234567)
        assert value("abs(-1234567)") == Decimal(1234567)


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..1000000000 return i",
        "some i in 1..1000000000 satisfies false",
        "for i in [1..1000000000] return i",
        "(function(f) f(f))(function(f) f(f))",
    ],
)
def test_endless_work_is_refused(text: str) -> None:
    with pytest.raises(FeelLimitError):
        value(text)


def test_a_doubled_text_ends_in_null() -> None:
    assert value('(for i in 1..40 return if i = 1 then "ab" else partial[-1] + partial[-1])[40]') is None


@pytest.mark.parametrize(
    "text",
    [
        "(for i in 1..40 return if i = 1 then [1, 1] else concatenate(partial[-1], partial[-1]))[40]",
        "count((for i in 1..18 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))[18])",
        "count(flatten((for i in 1..18 return if i = 1 then [1] else [partial[-1], partial[-1]])))",
    ],
)
def test_a_doubled_list_is_refused_and_not_counted_as_one(text: str) -> None:
    with pytest.raises(FeelLimitError, match="too long"):
        value(text)


def test_deep_values_do_not_overflow() -> None:
    deep = "(for i in 1..1500 return [partial[-1]])[1500]"
    assert value(f"count(flatten({deep}))") == 1
    assert value(f"string length(string({deep}))") == 3004
    assert value(f"{deep} = {deep}") is True


def test_shared_structures_do_not_explode() -> None:
    bushy = "(for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]])[60]"
    assert value(f"string({bushy})") is None
    with pytest.raises(FeelLimitError):
        value(f"flatten([{bushy}])")
    assert value(f"({bushy}) = ({bushy})") is None
