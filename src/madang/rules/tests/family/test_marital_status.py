"""A spouse and a marital status may not contradict each other (가족관계의 등록 등에 관한 법률 §15)."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.problems import ProblemsFound
from madang.rules.service import load_rulebook, read_family

DAY = dt.date(2026, 3, 20)
TEXT = """\
date: 2026-03-20
applicant: a
persons:
  - {id: a, age: 70, facts: {person.marital_status: TOLD}}
  - {id: b, age: 72}
relations: [{from: a, to: b, kind: KIND}]
"""


@pytest.mark.parametrize("told", ["never_married", "divorced", "widowed"])
def test_who_has_a_legal_spouse_is_married(told: str) -> None:
    rulebook, text = load_rulebook(), TEXT.replace("TOLD", told)
    with pytest.raises(ProblemsFound) as found:
        read_family(text.replace("KIND", "spouse"), rulebook, default_date=DAY)
    problem, *others = found.value.problems
    assert (problem.code, problem.place and problem.place.line, others) == ("spouse_unmarried", 4, [])


@pytest.mark.parametrize(("told", "kind"), [
    ("married", "spouse"), ("unknown", "spouse"),
    ("divorced", "de_facto_spouse"), ("divorced", "spouse, end: 2025-01-01"),
])  # fmt: skip
def test_what_goes_together_is_read(told: str, kind: str) -> None:
    family = read_family(TEXT.replace("TOLD", told).replace("KIND", kind), load_rulebook(), default_date=DAY)
    assert list(family.persons) == ["a", "b"]


def test_registers_that_disagree_are_read_all_the_same() -> None:
    told = "{value: divorced, source: court, as_of: 2026-03-01}"
    family = read_family(TEXT.replace("TOLD", told).replace("KIND", "spouse"), load_rulebook(), default_date=DAY)
    assert family.persons["a"].facts["person.marital_status"].value == "divorced"
