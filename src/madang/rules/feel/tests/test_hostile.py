"""Hostile text: refused with a typed error, and the work grows no faster than the text.

Work is counted in function calls, not in seconds, so that a busy machine changes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from madang.rules.feel.errors import MAX_DEPTH, FeelLimitError, FeelSyntaxError
from madang.rules.feel.evaluation import Evaluator
from madang.rules.feel.parsing import parse


def work(task: Callable[[], Any]) -> int:
    """Function calls (Python's and C's) that a task makes."""
    calls = 0

    def count(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(None)
    return calls


REFUSED: dict[str, str] = {
    "brackets": "(" * 10_000 + ")" * 10_000,
    "lists": "[" * 30_000,
    "contexts": "{a:" * 20_000,
    "digits": "1" * 1_000_000,
    "digits within the length": "1" * 60_000,
    "minus signs": "-" * 5000 + "1",
    "a long sum": "1" + "+1" * 30_000,
    "a long path": "a" + ".a" * 20_000,
    "filters": "a" + "[1]" * 20_000,
    "calls": "a" + "()" * 30_000,
    "ifs": "if a then b else " * 3000 + "c",
    "fors": "for a in b return " * 3000 + "c",
    "functions": "function(a) " * 5000 + "a",
    "open strings": '"a' * 30_000 + "\\",
    "open comments": "a/*" * 20_000,
    "spaces after a keyword": "for a" + " " * 60_000,
    "spaces in parameters": "function(a" + " " * 60_000,
    "too many words": "[" + "1," * 20_000 + "1]",
    "types": "a instance of " + "list<" * 10_000,
    "arrows": "a instance of " + "function<a> -> " * 4000 + "a",
    "instance chain": "a" + " instance of b" * 4000,
    "reverse brackets": "]" * 60_000,
    "an enormous exponent": "1e999999999999",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_quickly(kind: str) -> None:
    text = REFUSED[kind]
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert caught.value.line >= 1
    assert caught.value.message_ko


GROWING: dict[str, Callable[[int], str]] = {
    "words": lambda n: "a " * n,
    "known name never finished": lambda n: "for b in {" + "a+" * 30 + "c: 1} return " + "a+" * (n % 60) + "a",
    "many names": lambda n: "{" + ", ".join(f"a b{i}: a b{i - 1}" for i in range(n // 20)) + "}",
    "list": lambda n: "[" + "1," * n + "1]",
    "conjunction": lambda n: "a" + " and a" * (n // 3),
    "context": lambda n: "{" + "a:1," * (n // 2) + "b:1}",
    "iterators": lambda n: "for " + ", ".join(f"x{i} in y" for i in range(n // 10)) + " return 1",
    "commas without colons": lambda n: "f(" + "a b," * (n // 2) + "a)",
    "gaps": lambda n: "a" + " " * n + "+ b",
    "comments": lambda n: "a" + "/**/" * (n // 2) + "+ b",
}


@pytest.mark.parametrize("kind", GROWING)
def test_work_grows_with_the_text(kind: str) -> None:
    parse("a")
    small, large = GROWING[kind](400), GROWING[kind](1600)
    works = [work(lambda text=text: parse(text)) for text in (small, large)]  # type: ignore[misc]
    growth = max(len(large) / len(small), 1)
    assert works[1] <= works[0] * growth * 1.5 + 2000


def test_names_with_very_many_pieces_stay_unknown() -> None:
    long_name = "+".join("a" * 200)
    text = "+".join("a" * 80)
    assert parse(text, frozenset({long_name})) == parse(text)


@pytest.mark.parametrize(
    "text", ["(" * (MAX_DEPTH - 2) + "1" + ")" * (MAX_DEPTH - 2), "1" + "+1" * (MAX_DEPTH - 2), "[" * 90 + "]" * 90]
)
def test_what_is_within_the_bounds_is_evaluated(text: str) -> None:
    assert Evaluator().evaluate(parse(text), {}) is not None


@pytest.mark.parametrize(
    "call",
    [
        'matches(s, "^(a+)+$")',
        'matches(s, "^(a|a)*$")',
        'matches(s, "^([a-z]+)*\\\\d$")',
        'replace(s, "^(a|aa)+$", "x")',
        'split(s, "(a|aa)+c")',
        'matches(s, "^(a*)*(a*)*(a*)*b$")',
    ],
)
def test_catastrophic_patterns_never_hang(call: str) -> None:
    """Each ends in an answer or in a refusal; the engine's own limit bounds it, so it is not measured here."""
    answer: Any = None
    with suppress(FeelLimitError):
        answer = Evaluator().evaluate(parse(call), {"s": "a" * 40 + "!"})
    assert answer in (None, False, "a" * 40 + "!", ["a" * 40 + "!"])


NESTED = "(" * 31 + "a" + ")" * 31


@pytest.mark.parametrize(
    "pattern",
    ["a{10001}", "((a{999}){999}){999}", NESTED, "(?=a)", "(?i)a", "[", "(", "*", "\\\\k", "a" * 1001, "(?P<x>a)"],
)
def test_patterns_outside_xpath_are_null(pattern: str) -> None:
    assert Evaluator().evaluate(parse(f'matches("a", "{pattern}")'), {}) is None
