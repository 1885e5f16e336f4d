"""How firm an answer is, and for whom it is: only what is sure is said to be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import check, load_rulebook
from madang.rules.tests.answers.a_law import family_of, law

RULES = """\
    clauses:
      - {id: income, when: work.income <= LINE, law: 법 §4, label: {ko: 소득, en: Income}}
    components:
      - {id: each, each: p in unit, value: 1000, law: 법 §6, label: {ko: 사람, en: Each}}
    recipients: unit[item.work.working]
    """
UNSURE = {"value: 1000000, source: 고시, certainty: official": "value: 1000000, source: 고시, certainty: to_be_checked"}
ASKED = (("aid",), ("aid", "other"), ("other", "aid"))
JUNE, JULY = dt.date(2026, 6, 30), dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("line", "changes", "day", "certainty"),
    [
        ("parameter.line", {}, JUNE, "decision"),
        ("parameter.line", UNSURE, JUNE, "likely"),
        ("parameter.line", UNSURE, JULY, "decision"),  # the figure of July is official
        ("1000000", UNSURE, JUNE, "decision"),  # not read
    ],
)
def test_a_figure_to_be_checked_makes_an_answer_likely_where_it_is_read(
    tmp_path: Path, line: str, changes: dict[str, str], day: dt.date, certainty: str
) -> None:
    rulebook = law(tmp_path, RULES.replace("LINE", line), changes)
    family = family_of(rulebook, {"work.income": 5, "work.working": True}, date=day)
    assert check(rulebook, family)[0].certainty == certainty


def test_what_another_service_reads_makes_no_answer_likely(tmp_path: Path) -> None:
    """Both may come to read the figure that is to be checked; of this family only `other` does."""
    rules = RULES.replace("work.income <= LINE", "work.income <= 10 or work.income <= parameter.line")
    law(tmp_path, rules, UNSURE)
    always = (tmp_path / "services/aid.yaml").read_text().replace("work.income <= 10 or ", "")
    (tmp_path / "services/other.yaml").write_text(always.replace("service: aid", "service: other"))
    rulebook = load_rulebook([tmp_path])
    family = family_of(rulebook, {"work.income": 5, "work.working": True}, date=JUNE)
    found = [{answer.service: answer.certainty for answer in check(rulebook, family, [*one])} for one in ASKED]
    assert found == [
        {"aid": "decision"},
        {"aid": "decision", "other": "likely"},
        {"other": "likely", "aid": "decision"},
    ]


@pytest.mark.parametrize(
    ("b", "recipients"),
    [
        ({"person.away": False, "work.working": True}, ("a", "b")),
        ({"person.away": False, "work.working": False}, ("a",)),
        ({"person.away": False}, ("a",)),
        ({"work.working": True}, ("a",)),
        ({"person.away": True, "work.working": True}, ("a",)),
    ],
)
def test_who_is_perhaps_a_recipient_is_not_named_as_one(
    tmp_path: Path, b: dict[str, Any], recipients: tuple[str, ...]
) -> None:
    rulebook = law(tmp_path, RULES.replace("LINE", "parameter.line"))
    family = family_of(rulebook, {"work.income": 5, "work.working": True}, {"b": b})
    assert check(rulebook, family)[0].recipients == recipients


def test_nobody_receives_what_is_not_due(tmp_path: Path) -> None:
    rulebook = law(tmp_path, RULES.replace("LINE", "parameter.line"))
    answer = check(rulebook, family_of(rulebook, {"work.income": 1_000_001, "work.working": True}))[0]
    assert (answer.status, answer.recipients, answer.components, answer.amount) == ("ineligible", (), (), None)
