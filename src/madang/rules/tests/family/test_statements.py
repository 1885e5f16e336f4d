"""What people say of themselves may not contradict itself; registers that disagree are read."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.problems import ProblemsFound
from madang.rules.service import Problem, Rulebook, read_family

DAY = dt.date(2026, 3, 20)
MARRIED = """\
date: 2026-03-20
applicant: a
persons:
  - {id: a, age: 70, facts: {person.marital_status: TOLD}}
  - {id: b, age: 72}
relations: [{from: a, to: b, kind: KIND}]
"""
COUPLE = """\
date: 2026-03-20
applicant: a
persons:
  - {id: a, age: 35}
  - id: b
    age: AGE
    FACTS
relations:
  - {from: a, to: b, kind: spouse}
"""


def problems(text: str, rulebook: Rulebook) -> list[Problem]:
    try:
        read_family(text, rulebook, default_date=DAY)
    except ProblemsFound as found:
        return list(found.problems)
    return []


def told(text: str, rulebook: Rulebook) -> list[tuple[str, int | None]]:
    return [(found.code, found.place.line if found.place else None) for found in problems(text, rulebook)]


@pytest.mark.parametrize("status", ["never_married", "divorced", "widowed"])
def test_who_has_a_legal_spouse_is_married(status: str, rulebook: Rulebook) -> None:
    text = MARRIED.replace("TOLD", status).replace("KIND", "spouse")
    assert told(text, rulebook) == [("spouse_unmarried", 4)]


@pytest.mark.parametrize(("status", "kind"), [
    ("married", "spouse"), ("unknown", "spouse"),
    ("divorced", "de_facto_spouse"), ("divorced", "spouse, end: 2025-01-01"),
    ("{value: divorced, source: court, as_of: 2026-03-01}", "spouse"),
])  # fmt: skip
def test_what_goes_together_is_read(status: str, kind: str, rulebook: Rulebook) -> None:
    assert told(MARRIED.replace("TOLD", status).replace("KIND", kind), rulebook) == []


@pytest.mark.parametrize(("age", "facts", "refused"), [
    ("5", "", True), ("12", "", True), ("13", "", False), ("18", "", False),
    ("17", "nationality: KR", True), ("18", "nationality: KR", False),
    ("17", "nationality: other", False), ("5", "nationality: other", True), ("17", "", False),
    ("{value: 5, source: moi, as_of: 2026-03-01}", "", False),
    ("unknown", "birth_date: 2008-03-21\n    nationality: KR", True),
    ("unknown", "birth_date: 2008-03-20\n    nationality: KR", False),
    ("unknown", "birth_date: {value: 2021-03-20, source: court}", False),
])  # fmt: skip
def test_a_child_is_nobodys_spouse(age: str, facts: str, refused: bool, rulebook: Rulebook) -> None:
    text = COUPLE.replace("AGE", age).replace("FACTS", facts)
    assert [code for code, _ in told(text, rulebook)] == ["spouse_too_young"] * refused


def test_a_child_spouse_is_named_with_what_to_correct(rulebook: Rulebook) -> None:
    (problem,) = problems(COUPLE.replace("AGE", "5").replace("FACTS", ""), rulebook)
    assert problem.place is not None
    assert problem.place.line == 5
    assert "'b'는 5세인데 배우자로" in problem.text("ko")
    assert "민법 §807" in problem.text("ko")
    assert "'b' is 5 years old" in problem.text("en")
    assert "'배우자 (5세)'는 5세인데" in problem.naming({"b": "배우자 (5세)"}).ko
    assert "'어머니들'은 5세인데" in problem.naming({"b": "어머니들"}).ko


def test_a_marriage_that_is_over_or_not_yet_is_not_judged(rulebook: Rulebook) -> None:
    text = COUPLE.replace("AGE", "5").replace("FACTS", "").replace("kind: spouse", "kind: spouse, start: 2050-01-01")
    assert told(text, rulebook) == []


@pytest.mark.parametrize("kind", ["spouse", "de_facto_spouse"])
def test_nobody_is_spouse_and_sibling_of_one_person(kind: str, rulebook: Rulebook) -> None:
    text = COUPLE.replace("AGE", "33").replace("FACTS", "").replace("kind: spouse", f"kind: {kind}")
    both = text + "  - {from: b, to: a, kind: sibling}\n"
    (problem,) = problems(both, rulebook)
    assert (problem.code, problem.place and problem.place.line) == ("spouse_sibling", 9)
    assert "'a'와 'b'는 배우자이면서 형제자매일 수 없습니다" in problem.text("ko")


@pytest.mark.parametrize(("facts", "line"), [
    ("facts: {person.sex: male, person.pregnant: true}", 7),
    ("sex: male\n    facts:\n      person.refugee: false\n      person.pregnant: true", 10),
    ("sex: {value: male, source: moi}\n    facts: {person.pregnant: true}", 8),
    ("sex: male\n    facts: {person.pregnant: {value: true, source: nhis}}", 8),
])  # fmt: skip
def test_a_man_is_not_pregnant(facts: str, line: int, rulebook: Rulebook) -> None:
    text = COUPLE.replace("AGE", "33").replace("FACTS", facts)
    assert told(text, rulebook) == [("pregnant_man", line)]
    for other in (text.replace("male", "female"), text.replace("true", "false"), text.replace("true", "unknown")):
        assert told(other, rulebook) == []


def test_registers_that_disagree_are_read(rulebook: Rulebook) -> None:
    facts = "sex: {value: male, source: moi}\n    facts: {person.pregnant: {value: true, source: nhis}}"
    assert told(COUPLE.replace("AGE", "33").replace("FACTS", facts), rulebook) == []


@pytest.mark.parametrize(("amount", "refused"), [
    ("employment.earned_income: 1", True), ("assets.debt: 5000000", True), ("employment.earned_income: 0", False),
    ("employment.earned_income: unknown", False), ("expense.chronic_medical: 100000", False),
    ("employment.earned_income: {2026-01: 10}", True), ("employment.earned_income: {2025-11: 10, 2026-01: 0}", False),
    ("business.income: {2025: 10}", True), ("business.income: {2024: 10, 2025: 0}", False),
    ("employment.earned_income: {value: 10, source: nts}", True),
])  # fmt: skip
def test_no_means_and_an_amount_contradict_each_other(amount: str, refused: bool, rulebook: Rulebook) -> None:
    text = COUPLE.replace("AGE", "33").replace("FACTS", f"facts:\n      person.without_means: true\n      {amount}")
    assert told(text, rulebook) == [("ruled_out", 9)] * refused
    by_register = text.replace("without_means: true", "without_means: {value: true, source: welfare}")
    for other in (text.replace(": true", ": false"), text.replace(": true", ": unknown"), by_register):
        assert told(other, rulebook) == []
