"""One result, whoever belongs to the unit and wherever a thing counts: then it is settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import Answer, check, next_question
from madang.rules.tests.answers.a_law import family_of, law

CLAUSES = """\
clauses:
  - {id: member, when: 'list contains(unit, applicant)', law: 법 §4, label: {ko: 구성원, en: Member}}
  - {id: poor, when: 'total.income <= parameter.line', law: 법 §5, label: {ko: 소득, en: Income}}
amount: {value: 1000, law: 법 §6}
"""
OPEN: dict[str, Any] = {"person.away": "unknown"}


def said(folder: Path, facts: dict[str, Any], b: dict[str, Any]) -> Answer:
    """The applicant may be away for work, with income, or age: three open facts are too many to try out."""
    away = "p.person.away or (p.work.working and p.age < 30)"
    rulebook = law(folder, CLAUSES, {"p.person.away": away})
    return check(rulebook, family_of(rulebook, {**OPEN, **facts}, {"b": b}))[0]


@pytest.mark.parametrize(
    ("facts", "b", "status"),
    [
        ({"work.income": 2_000_000}, {"work.income": 0}, "ineligible"),
        ({"work.income": 0}, {"work.income": 2_000_000, "person.away": False, "work.working": False}, "ineligible"),
        ({"work.income": 0}, {"work.income": 2_000_000, "person.away": "unknown"}, "unknown"),
        ({"work.income": 900_000}, {"work.income": 0}, "unknown"),
        ({"work.income": 2_000_000, "person.away": False, "work.working": False}, {"work.income": 0}, "ineligible"),
    ],
)
def test_while_it_is_open_whether_the_applicant_belongs(
    tmp_path: Path, facts: dict[str, Any], b: dict[str, Any], status: str
) -> None:
    answer = said(tmp_path, facts, b)
    assert answer.status == status
    assert (answer.missing == ()) is (status == "ineligible")


def test_the_answer_says_that_it_is_the_same_either_way(tmp_path: Path) -> None:
    answer = said(tmp_path, {"work.income": 2_000_000}, {"work.income": 0})
    assert [note.id for note in answer.notes] == ["either_way"]


def test_nothing_more_is_asked(tmp_path: Path) -> None:
    rulebook = law(tmp_path, CLAUSES)
    family = family_of(rulebook, {**OPEN, "work.income": 2_000_000}, {"b": {"work.income": 0}})
    assert next_question(rulebook, family) is None


def test_one_person_is_too_rich_for_one_line_and_both_for_two(tmp_path: Path) -> None:
    """The line rises by a person as the income does: each way of putting the unit together is refused."""
    line = CLAUSES.replace("parameter.line", "500000 * count(unit)")
    rulebook = law(tmp_path, line, {"p.person.away": "p.person.away or (p.work.working and p.age < 30)"})
    family = family_of(
        rulebook,
        {"work.income": 600_000, "person.away": False, "work.working": False},
        {"b": {"work.income": 600_000, **OPEN}},
    )
    assert check(rulebook, family)[0].status == "ineligible"
    lighter = family_of(
        rulebook,
        {"work.income": 600_000, "person.away": False, "work.working": False},
        {"b": {"work.income": 400_000, **OPEN}},
    )
    assert check(rulebook, lighter)[0].status == "unknown"


TWO_WAYS = {
    "- {name: total.income, unit: home": (
        "- {name: person.new, entity: person, type: boolean, law: 법 §1, "
        "value: 'work.income < 3000000 and not(away)'}\n"
        "          - {name: total.light, unit: home, type: money, law: 법 §1, "
        "value: 'sum(concatenate([0], for p in unit return if p.new then 800000 else 0))'}\n"
        "          - {name: total.heavy, unit: home, type: money, law: 법 §1, "
        "value: 'sum(concatenate([0], for p in unit return if p.new then 0 else 900000))'}\n"
        "          - {name: total.income, unit: home"
    ),
    "excluded: [{id: away, when: p.person.away, law: 법 §3②, label: {ko: 제외, en: Out}}]": "",
}


@pytest.mark.parametrize(("line", "status"), [(700_000, "ineligible"), (800_000, "unknown"), (900_000, "eligible")])
def test_what_counts_in_one_of_two_places_is_not_missing_from_both(tmp_path: Path, line: int, status: str) -> None:
    """Light or heavy, never neither: by themselves both may be nothing. (A third open fact forbids plain trying.)"""
    clause = f"total.light + total.heavy + at least(home.rent, 0) * 0 <= {line}"
    rulebook = law(tmp_path, CLAUSES.replace("total.income <= parameter.line", clause), TWO_WAYS)
    assert rulebook.hinges_of(rulebook.pack.services["aid"]) == ("person.new",)
    said = check(rulebook, family_of(rulebook, {"person.away": "unknown"}))[0]
    assert said.status == status
