"""The closure changes with whatever can change an answer, and with nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.rules.answers.closure import closure_of, content
from madang.rules.canonical import digest
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import check, family_from, load_rulebook
from madang.rules.tests.answers.a_law import family_of, law

RULES = """\
    derived:
      room: parameter.line - total.income
    clauses:
      - {id: income, when: total.income <= parameter.line, law: 법 §4, label: {ko: 소득, en: Income}}
      - {id: working, stage: after, when: work.working, law: 법 §4, label: {ko: 일, en: Work}}
    components:
      - {id: base, value: "at least(room, 0)", law: 법 §6, label: {ko: 기본, en: Base}}
      - {id: each, each: p in unit, when: p.age >= 65, value: 1000, law: 법 §6, label: {ko: 사람, en: Each}}
    recipients: unit[item.age >= 19]
    notes:
      - {id: note, when: work.working, ko: 참고, en: Note}
    """
DAY = dt.date(2026, 3, 20)


def closure(folder: Path, changes: dict[str, str] | None = None, day: dt.date = DAY) -> str:
    rulebook = law(folder, RULES, changes)
    return check(rulebook, family_of(rulebook, {}, date=day), explain=False)[0].closure


MEANING = {
    "figure": ("value: 1000000", "value: 1000001"),
    "comparison": ("when: total.income <= parameter.line", "when: total.income < parameter.line"),
    "stage": ("stage: after, ", ""),
    "clause's id": ("id: income", "id: earnings"),
    "shared derived value": ("return p.work.income", "return p.work.income * 2"),
    "own derived value": ("room: parameter.line - total.income", "room: parameter.line - total.income * 2"),
    "derived value of a person": ("date).years", "date).months"),
    "unit": ("excluded: [{id: away, when: p.person.away", "excluded: [{id: away, when: not(p.person.away)"),
    "amount of a part": ("value: 1000, law", "value: 1001, law"),
    "condition of a part": ("when: p.age >= 65", "when: p.age > 65"),
    "list of a part": ("each: p in unit", "each: p in applicant.coresidents"),
    "recipients": ("recipients: unit[item.age >= 19]", "recipients: unit[item.age >= 18]"),
    "period": ("gives: {per: month}", "gives: {per: year}"),
    "clause's last day": (
        "{id: income, when: total.income <= parameter.line,",
        "{id: income, when: total.income <= parameter.line, to: 2026-03-19,",
    ),
    "time of a fact": (
        "type: boolean, time: instant, label: {ko: 일함",
        "type: boolean, time: static, label: {ko: 일함",
    ),
}
WORDS = {
    "label of the service": ("label: {ko: 도움, en: Aid}", "label: {ko: 지원, en: Help}"),
    "label of a clause": (
        "label: {ko: 소득, en: Income}}\n  - {id: working",
        "label: {ko: 벌이, en: Pay}}\n  - {id: working",
    ),
    "article": ("law: 법 §3②", "law: 법 §3③"),
    "source of a figure": ("value: 1000000, source: 고시", "value: 1000000, source: 관보"),
    "a figure of another day": ("value: 1200000", "value: 1300000"),
    "spaces": ("parameter.line - total.income", "parameter.line  -  total.income"),
    "a fact nobody reads": ("high: 900000", "high: 800000"),
    "a clause that is over": (
        "- {id: working,",
        "- {id: over, when: work.working, to: 2025-12-31, law: 법, label: {ko: 끝, en: Over}}\n  - {id: working,",
    ),
}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    return closure(tmp_path_factory.mktemp("usual"))


def test_the_same_rules_have_the_same_closure(tmp_path: Path, usual: str) -> None:
    assert closure(tmp_path) == usual
    assert usual.startswith("sha256:")


def test_people_are_no_part_of_it(tmp_path: Path, usual: str) -> None:
    rulebook = law(tmp_path, RULES)
    told = family_of(rulebook, {"work.income": 7, "work.working": True}, given={"aid.room": 5})
    assert check(rulebook, told)[0].closure == usual


@pytest.mark.parametrize("name", MEANING)
def test_another_meaning_has_another_closure(tmp_path: Path, usual: str, name: str) -> None:
    old, new = MEANING[name]
    assert closure(tmp_path, {old: new}) != usual


@pytest.mark.parametrize("name", WORDS)
def test_other_words_leave_it_as_it_is(tmp_path: Path, usual: str, name: str) -> None:
    old, new = WORDS[name]
    assert closure(tmp_path, {old: new}) == usual


def test_a_day_under_other_figures_has_another_closure(tmp_path: Path, usual: str) -> None:
    assert closure(tmp_path / "june", day=dt.date(2026, 6, 30)) == usual
    assert closure(tmp_path / "july", day=dt.date(2026, 7, 1)) != usual


def test_a_closure_kept_for_an_era_is_the_closure_of_each_of_its_days() -> None:
    """Every day on which anything in the Korean pack begins or ends, with the days around it."""
    rulebook = load_rulebook()
    dated = [value for parameter in rulebook.pack.parameters.values() for value in parameter.values]
    turns = {end for value in dated for end in (value.start, value.end) if end is not None and 2024 <= end.year <= 2026}
    days = sorted({turn + dt.timedelta(days=by) for turn in turns for by in (-1, 0, 1)})
    assert len(days) > 10
    for day in days:
        family = family_from({"date": day, "household": [{"id": "a", "age": 40, "relation": "head"}]}, rulebook)
        reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
        for service in rulebook.pack.services.values():
            assert closure_of(reckoning, service) == digest(content(rulebook, service, day)), (service.id, day)
