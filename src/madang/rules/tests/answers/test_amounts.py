"""Amounts while something is open: from what is surely due to what is due at most, and what that waits for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import Answer, check, next_question
from madang.rules.tests.answers.a_law import family_of, law

ALWAYS = "clauses:\n  - {id: here, when: 'list contains(unit, applicant)', law: 법 §4, label: {ko: 여기, en: Here}}\n"
EACH = (
    ALWAYS
    + """\
components:
  - {id: each, each: p in unit, value: 100000, law: 법 §6, label: {ko: 사람마다, en: For each}}
  - {id: worker, each: p in unit, when: p.work.working, value: 20000, law: 법 §6, label: {ko: 일하면, en: For workers}}
"""
)
HOME = {"person.away": False, "work.working": True}


def said(folder: Path, rules: str, facts: dict[str, Any], others: Any = (), **more: Any) -> Answer:
    rulebook = law(folder, rules)
    return check(rulebook, family_of(rulebook, facts, dict(others), **more))[0]


@pytest.mark.parametrize(
    ("b", "low", "high", "missing"),
    [
        (HOME, 240_000, 240_000, []),
        ({"person.away": True}, 120_000, 120_000, []),
        ({"work.working": True}, 120_000, 240_000, ["person.away"]),
        ({"person.away": False}, 220_000, 240_000, ["work.working"]),
        ({"work.working": False}, 120_000, 220_000, ["person.away"]),
        ({}, 120_000, 240_000, ["person.away", "work.working"]),
    ],
)
def test_a_part_for_somebody_who_is_perhaps_there(
    tmp_path: Path, b: dict[str, Any], low: int, high: int, missing: list[str]
) -> None:
    answer = said(tmp_path, EACH, HOME, {"b": b})
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (low, high)
    assert sorted(name for name, entity in answer.missing if entity == "b") == missing
    assert answer.unit == (("a", "b") if b.get("person.away") is False else ("a",))
    assert answer.perhaps == (("b",) if "person.away" not in b else ())


def test_what_only_the_amount_waits_for_is_named_and_asked(tmp_path: Path) -> None:
    rulebook = law(tmp_path, ALWAYS + "amount: {value: 'at least(parameter.line - home.rent, 0)', law: 법 §6}\n")
    family = family_of(rulebook, HOME)
    answer = check(rulebook, family)[0]
    assert answer.status == "eligible"
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (100_000, 1_000_000)
    assert [name for name, _ in answer.missing] == ["home.rent"]
    assert not answer.settled
    question = next_question(rulebook, family)
    assert question is not None
    assert question.fact.name == "home.rent"


def test_no_upper_end_is_told_as_none(tmp_path: Path) -> None:
    answer = said(tmp_path, ALWAYS + "amount: {value: work.income, law: 법 §6}\n", HOME)
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (0, None)


def test_several_parts_have_no_upper_end_when_one_has_none(tmp_path: Path) -> None:
    part = "  - {id: rest, value: work.income, law: 법 §6, label: {ko: 나머지, en: Rest}}\n"
    answer = said(tmp_path, EACH + part, HOME)
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (120_000, None)


def test_nothing_below_zero_is_paid(tmp_path: Path) -> None:
    rules = ALWAYS + "amount: {value: parameter.line - work.income, law: 법 §6}\n"
    answer = said(tmp_path, rules, {**HOME, "work.income": 1_000_001})
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (0, 0)


def test_a_rule_that_does_not_round_is_told_and_not_paid(tmp_path: Path) -> None:
    answer = said(tmp_path, ALWAYS + "amount: {value: work.income / 3, law: 법 §6}\n", {**HOME, "work.income": 100})
    assert answer.amount is None
    assert answer.status == "unknown"
    assert [note.id for note in answer.notes] == ["fault"]


COUPLE = (
    ALWAYS
    + """\
components:
  - {id: own, value: 'if sex = "male" then 100 else 300', law: 법 §6, label: {ko: 자기 몫, en: Own}}
  - {id: other, value: 'if sex = "male" then 300 else 100', law: 법 §6, label: {ko: 다른 몫, en: Other}}
amount: {value: 'if sex = "male" then 400 else 400', law: 법 §6}
"""
)


@pytest.mark.parametrize(("sex", "own"), [("unknown", (100, 300)), ("male", (100, 100)), ("female", (300, 300))])
def test_one_amount_beside_its_components_bounds_their_sum(tmp_path: Path, sex: str, own: tuple[int, int]) -> None:
    """One component falls as the other rises: added, their ranges would be 200 to 600."""
    answer = said(tmp_path, COUPLE, {"person.away": False, "person.sex": sex})
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (400, 400)
    assert (answer.components[0].low, answer.components[0].high) == own


@pytest.mark.parametrize(
    ("value", "ko", "en"),
    [
        ("if age >= 20 then null else 0", "금액이 정해지지 않습니다", "it comes to no amount"),
        ("age / 100", "금액이 원 단위로 떨어지지 않습니다 (0.36원)", "the amount is not in whole won (0.36)"),
    ],
)
@pytest.mark.parametrize(
    "rules",
    ["amount: {value: 'VALUE', law: 법 §6}\n",
     "components:\n  - {id: all, value: 'VALUE', law: 법 §6, label: {ko: 모두, en: All}}\n"],
    ids=["amount", "component"],
)  # fmt: skip
def test_residents_read_in_words_that_there_is_no_amount(
    tmp_path: Path, rules: str, value: str, ko: str, en: str
) -> None:
    answer = said(tmp_path, ALWAYS + rules.replace("VALUE", value), {"person.birth_date": "1990-01-01"})
    assert (answer.status, answer.amount) == ("unknown", None)
    (note,) = answer.notes
    assert note.text.ko == f"규칙을 끝까지 계산하지 못했습니다: {ko}."
    assert note.text.en == f"The rule could not be worked out to the end: {en}."
