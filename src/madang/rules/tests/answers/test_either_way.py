"""Few open facts of few values are tried out; the answer is definite only when every possibility agrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from madang.rules.schema import schema
from madang.rules.service import Answer, answer_to_dict, check
from madang.rules.tests.answers.a_law import family_of, law


def said(folder: Path, first: str, second: str, facts: dict[str, Any]) -> Answer:
    clauses = [
        f"  - {{id: {id}, when: '{when}', law: 법 §4, label: {{ko: 조건, en: Condition}}}}"
        for id, when in (("one", first), ("two", second))
    ]
    rulebook = law(folder, "clauses:\n" + "\n".join(clauses) + "\namount: {value: 1000, law: 법 §6}\n")
    return check(rulebook, family_of(rulebook, facts))[0]


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("work.working", 'sex = "male"', "unknown"),
        ("not(work.working)", "work.income < 100", "unknown"),
        ('work.working or sex = "female"', 'not(work.working) or sex = "female"', "unknown"),
        ("work.working", "not(work.working)", "ineligible"),
        ('sex = "male" and work.working', 'sex = "female"', "ineligible"),
    ],
)
def test_status_while_work_and_sex_are_open(tmp_path: Path, first: str, second: str, status: str) -> None:
    assert said(tmp_path, first, second, {"work.income": 5}).status == status


def test_told_the_one_that_matters_it_is_settled(tmp_path: Path) -> None:
    first, second = 'work.working or sex = "female"', 'not(work.working) or sex = "female"'
    assert said(tmp_path, first, second, {"person.sex": "female"}).status == "eligible"
    assert said(tmp_path, first, second, {"person.sex": "male"}).status == "ineligible"


def test_a_no_that_no_clause_says_alone_is_a_valid_answer(tmp_path: Path) -> None:
    """Either clause may hold, never both: no clause is false, and yet the answer is no."""
    answer = said(tmp_path, "work.working", "not(work.working)", {})
    assert answer.status == "ineligible"
    assert [clause.holds for clause in answer.clauses] == [None, None]
    assert Draft202012Validator(schema("answer")).is_valid(answer_to_dict(answer))
