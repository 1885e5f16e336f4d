"""Status from clauses: what is unknown is never a no, and an inquiry after the aid says no only when proven."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import Answer, check
from madang.rules.tests.answers.a_law import family_of, law

TWO_STAGES = """\
    clauses:
      - {id: working, when: work.working, law: 법 §4, label: {ko: 일, en: Work}}
      - {id: income, stage: after, when: total.income <= parameter.line, law: 법 §5, label: {ko: 소득, en: Income}}
    amount: {value: 300000, law: 법 §6}
    """
RICH = 5_000_000


def proven(value: Any) -> dict[str, Any]:
    return {"value": value, "source": "nts", "proven": True}


def said(folder: Path, income: Any, other: Any = 0, working: bool = True, **more: Any) -> Answer:
    rulebook = law(folder, TWO_STAGES)
    others = {"b": {"person.away": proven(False), "work.income": other}}
    facts = {"work.working": working, "work.income": income, "person.away": proven(False)}
    return check(rulebook, family_of(rulebook, facts, others, **more))[0]


@pytest.mark.parametrize(
    ("income", "other", "status", "holds"),
    [
        (0, 0, "eligible", True),
        ("unknown", 0, "eligible", None),
        (RICH, 0, "eligible", False),
        (proven(RICH), 0, "eligible", False),
        (RICH, proven(0), "eligible", False),
        (proven(RICH), proven(0), "ineligible", False),
    ],
)
def test_after_the_aid_only_what_is_wholly_proven_says_no(
    tmp_path: Path, income: Any, other: Any, status: str, holds: bool | None
) -> None:
    answer = said(tmp_path, income, other)
    assert (answer.status, answer.clauses[1].holds) == (status, holds)
    told = {note.id for note in answer.notes}
    assert ("after_income" in told) is (status == "eligible" and holds is not True)


def test_a_sum_given_from_outside_proves_nothing(tmp_path: Path) -> None:
    answer = said(tmp_path, proven(0), proven(0), given={"total.income": RICH})
    assert (answer.status, answer.clauses[1].holds) == ("eligible", False)


def test_before_the_aid_a_no_needs_no_proof(tmp_path: Path) -> None:
    assert said(tmp_path, 0, working=False).status == "ineligible"


def test_what_an_inquiry_waits_for_is_not_asked_before_the_aid(tmp_path: Path) -> None:
    assert said(tmp_path, "unknown").missing == ()


DATED = """\
    clauses:
      - {id: old, when: work.working, to: 2026-03-31, law: 법 §4, label: {ko: 옛, en: Old}}
      - {id: new, when: not(work.working), from: 2026-04-01, law: 법 §4, label: {ko: 새, en: New}}
    components:
      - {id: base, value: 100000, label: {ko: 기본, en: Base}}
      - {id: more, value: 50000, from: 2026-04-01, to: 2026-04-30, label: {ko: 더, en: More}}
    """


@pytest.mark.parametrize(
    ("day", "clause", "working", "amount"),
    [
        (dt.date(2026, 3, 31), "old", True, 100_000),
        (dt.date(2026, 4, 1), "new", False, 150_000),
        (dt.date(2026, 4, 30), "new", False, 150_000),
        (dt.date(2026, 5, 1), "new", False, 100_000),
    ],
)
def test_both_ends_of_a_validity_are_in_force(
    tmp_path: Path, day: dt.date, clause: str, working: bool, amount: int
) -> None:
    rulebook = law(tmp_path, DATED)
    answer = check(rulebook, family_of(rulebook, {"work.working": working}, date=day))[0]
    assert [found.id for found in answer.clauses] == [clause]
    assert answer.status == "eligible"
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (amount, amount)
