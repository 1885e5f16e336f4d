"""Clauses taken apart: what is an atom, what is refused, and why."""

from __future__ import annotations

import pytest

from madang.rules import ir
from madang.rules.conditions.forming import conjuncts, free_fact
from madang.rules.feel.parsing import parse
from madang.rules.feel.printing import text as text_of
from madang.rules.service import Rulebook, load_rulebook, table_on
from madang.rules.tests.conditions.random_services import DAY


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a", [["a"]]),
        ("a and b", [["a"], ["b"]]),
        ("a or b", [["a", "b"]]),
        ("not(a or b)", [["-a"], ["-b"]]),
        ("not(a and not(b))", [["-a", "b"]]),
        ("(a or b) and (c or not(d))", [["a", "b"], ["c", "-d"]]),
        ("(a and b) or c", [["a and b", "c"]]),
        ("a and (b and (c or d))", [["a"], ["b"], ["c", "d"]]),
        ("if a then b else c", [["if a then b else c"]]),
    ],
)
def test_outer_and_or_not_are_taken_apart_and_no_more(text: str, parts: list[list[str]]) -> None:
    found = [["-" * negated + text_of(node) for node, negated in literals] for literals in conjuncts(parse(text))]
    assert found == parts


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def test_services_with_amounts_are_refused_with_the_reason(book: Rulebook) -> None:
    table = table_on(book, DAY)
    assert set(table.refused) == set(book.pack.services)
    assert "amount" in table.refused["basic_pension"].en
    assert "금액" in table.refused["basic_pension"].ko


def test_a_plain_test_of_a_choice_is_free_and_one_of_all_choices_is_not(book: Rulebook) -> None:
    def bound(text: str) -> str | None:
        fact = ir.Fact(ir.Variable("applicant"), "disability.degree")
        tests = tuple(ir.Constant(value) for value in text.split())
        return free_fact(ir.In(fact, tests), book)

    assert bound("mild severe") == "disability.degree"
    assert bound("none mild severe") is None
    assert bound("none dreadful") is None
