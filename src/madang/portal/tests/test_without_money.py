"""A service that is granted and pays nothing says why, and is in no sum: a child in day care (아동수당법 §10④)."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.portal.journey import record
from madang.portal.shown.answers import answers_of
from madang.portal.shown.totals import totals_of, without_money

BABY = """{"family": {"date": "2026-06-15", "applicant": "a",
"persons": [
 {"id": "a", "facts": {"person.birth_date": "1990-04-11", "person.sex": "female", "person.nationality": "KR"}},
 {"id": "c", "facts": {"person.birth_date": "2024-11-20", "person.nationality": "KR", "person.whereabouts": "home",
  "child.birth_registered": true, "stay.abroad_days": 0, "child.care_setting": "daycare"}}],
"relations": [{"from": "a", "to": "c", "kind": "child"}],
"residences": [{"id": "home1", "persons": ["a", "c"], "region": "1111000000"}]}}"""
WORDS = {
    "ko": ("보육료 이용권으로 드립니다", "현금 없음", "합계에 넣지 않은 것: 부모급여"),
    "en": ("as the day-care voucher instead of cash", "without cash", "not in the sum: Parent benefit"),
}


def told(care: str, born: str) -> str:
    return BABY.replace("daycare", care).replace("2024-11-20", born)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_child_in_day_care_reads_why_no_money_is_left(client: Client, language: str) -> None:
    page = client.post("/result/", {"state": BABY}, headers={"Accept-Language": language})
    why, short, apart = WORDS[language]
    before_details = page.text.split('id="service-parent_benefit"')[1].split("</summary>")[0]
    assert why in before_details
    assert short in before_details
    assert apart in " ".join(page.text.split())
    assert "<strong>" not in before_details
    assert "0원" not in before_details


@pytest.mark.parametrize(("care", "born", "amount", "notes"), [
    ("daycare", "2024-11-20", 0, {"daycare_instead_of_cash"}), ("daycare", "2025-11-20", 416_000, {"daycare_voucher"}),
    ("home", "2024-11-20", 500_000, set()), ("sitter", "2025-11-20", 0, {"sitter_instead_of_cash"}),
    ("unknown", "2024-11-20", None, set()),
])  # fmt: skip
def test_the_sum_holds_what_is_paid(care: str, born: str, amount: int | None, notes: set[str]) -> None:
    journey = record.read(told(care, born))
    answers = [one for one in answers_of(journey, explain=False) if one.service == "parent_benefit"]
    (answer,) = answers
    assert {note.id for note in answer.notes} == notes
    assert answer.pays_nothing == (amount == 0)
    assert bool(without_money(answers)) == (amount == 0)
    assert len(totals_of(answers)) == (amount != 0)
    assert amount is None or (answer.amount and answer.amount.low == answer.amount.high == amount)
