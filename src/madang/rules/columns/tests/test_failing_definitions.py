"""A definition that cannot be worked out is open and named; nothing beside it changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from madang.rules.columns.book import Book
from madang.rules.columns.compiling import plain
from madang.rules.columns.programme import Programme
from madang.rules.columns.results import result
from madang.rules.columns.services import plan_service, refusals
from madang.rules.columns.statuses import ELIGIBLE, FAULT, INELIGIBLE, write_status
from madang.rules.columns.tally import Tally
from madang.rules.columns.tests.agreeing import Comparison, families_on
from madang.rules.service import Rulebook, check, load_rulebook

DAY = dt.date(2026, 3, 20)
PACK = {
    "pack.yaml": "id: broken\nlabel: {ko: 고장, en: Broken}\nversion: 1.0.0\n",
    "vocabulary/facts.yaml": """
facts:
  - {name: person.birth_date, entity: person, type: date, time: static, label: {ko: 생일, en: Birth},
     sources: [{agency: ask}]}
  - {name: person.sex, entity: person, type: choice, time: static, label: {ko: 성별, en: Sex},
     choices: [{value: male, label: {ko: 남, en: M}}, {value: female, label: {ko: 여, en: F}}],
     sources: [{agency: ask}]}
  - {name: person.nationality, entity: person, type: choice, time: instant, label: {ko: 국적, en: Nationality},
     choices: [{value: KR, label: {ko: 한국, en: KR}}, {value: other, label: {ko: 그 외, en: other}}],
     sources: [{agency: ask}]}
  - {name: person.marital_status, entity: person, type: choice, time: instant, label: {ko: 혼인, en: Marital},
     choices: [{value: married, label: {ko: 혼인, en: m}}, {value: divorced, label: {ko: 이혼, en: d}}],
     sources: [{agency: ask}]}
  - {name: residence.region, entity: residence, type: region, time: instant, label: {ko: 지역, en: Region},
     sources: [{agency: ask}]}
  - {name: income.wage, entity: person, type: money, time: month, low: 0, label: {ko: 임금, en: Wage},
     sources: [{agency: ask}]}
  - {name: income.months, entity: person, type: number, time: instant, low: 0, high: 12, label: {ko: 달, en: Months},
     sources: [{agency: ask}]}
""",
    "parameters/figures.yaml": """
parameters:
  - {name: limit, type: money, label: {ko: 한도, en: Limit}, law: 법 §1,
     values: [{from: 2024-01-01, value: 2000000, source: 고시, certainty: official}]}
  - {name: ended, type: money, label: {ko: 끝난 값, en: Ended}, law: 법 §2,
     values: [{from: 2024-01-01, to: 2024-12-31, value: 1, source: 고시, certainty: official}]}
""",
    "units/units.yaml": """
units:
  - {name: alone, label: {ko: 본인, en: Self}, law: 법 §3, members: [{id: self, persons: "[applicant]", law: 법 §3}]}
""",
}
SERVICE = """
service: {id}
kind: benefit
label: {{ko: {id}, en: {id}}}
agency: 부처
law: 법
unit: alone
gives: {{per: month}}
clauses:
  - {{id: first, when: "birth_date <= date", law: 법 §4, label: {{ko: 첫째, en: First}}}}
  - {{id: second, when: "{when}", law: 법 §5, label: {{ko: 둘째, en: Second}}}}
amount: {{value: "{amount}", law: 법 §6}}
"""
SERVICES = {
    "sound": ("income.wage <= parameter.limit", "parameter.limit - income.wage"),
    "no_figure": ("income.wage <= parameter.ended", "100"),
    "shielded": ("income.wage > 500000 or income.wage <= parameter.ended", "100"),
    "divided": ("income.wage / income.months <= 100000", "100"),
    "no_amount": ("income.wage <= parameter.limit", "income.wage / income.months"),
}


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder = tmp_path_factory.mktemp("broken")
    texts = PACK | {
        f"services/{id}.yaml": SERVICE.format(id=id, when=when, amount=amount)
        for id, (when, amount) in SERVICES.items()
    }
    texts["regions/codes.csv"] = "code,name,level,parent,valid_from,valid_to,successor\n" + "".join(
        f"{code},곳{code},sigungu,,,,\n"
        for code in ("1111000000", "4113500000", "2611000000", "4792000000", "5011000000")
    )
    texts["regions/classes.yaml"] = "{}\n"
    for name, text in texts.items():
        path: Path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_rulebook((folder,))


def test_faults_are_open_and_named_and_disturb_nothing_else(rulebook: Rulebook) -> None:
    comparison = Comparison(rulebook, DAY, families_on(rulebook, DAY, range(120), hide=0.0))
    book = Book(rulebook, DAY)
    plans = [plan_service(book, service) for service in rulebook.pack.services.values()]
    for plan in plans:
        write_status(book, plan)
    programme = Programme(book, (), None, plain, services=[plan.service.id for plan in plans])
    chunk, _ = comparison.examined(programme)
    arrays = programme.work_out(chunk)
    found = [result(plan, arrays) for plan in plans]
    assert chunk.asked is not None
    rows = np.flatnonzero(chunk.asked)
    seen: dict[str, set[int]] = {}
    for row, family in zip(rows, comparison.families, strict=True):
        for answer, one in zip(check(rulebook, family, explain=False), found, strict=True):
            seen.setdefault(one.service, set()).add(int(one.status[row]))
            faults = [note for note in answer.notes if note.id == "fault"]
            expected = {"eligible": ELIGIBLE, "ineligible": INELIGIBLE}.get(answer.status, FAULT if faults else -1)
            assert one.status[row] == expected, (one.service, answer)
    assert seen["no_figure"] == {FAULT}
    assert seen["sound"] == {ELIGIBLE, INELIGIBLE}
    assert seen["shielded"] == {ELIGIBLE, FAULT}, "a figure that is not looked at is not missed"
    assert seen["divided"] == {ELIGIBLE, INELIGIBLE, FAULT}
    assert FAULT in seen["no_amount"]
    tally = Tally(rulebook, DAY, plans)
    tally.add(chunk, found)
    tally.add(chunk, found)
    told = {id: {one.definition: one for one in tally.faults_of(id)} for id in tally.services}
    assert told["sound"] == {}
    assert set(told["no_figure"]) == set(told["divided"]) == {"second"}
    assert set(told["no_amount"]) == {"amount"}
    assert told["no_figure"]["second"].residents == 2 * len(rows)
    assert told["no_figure"]["second"].reason.ko == "'끝난 값'의 2026-03-20 값이 없습니다"
    assert told["no_figure"]["second"].reason.en == "there is no figure for 'Ended' on 2026-03-20"
    assert "0으로" in told["divided"]["second"].reason.ko
    failing = next(one for one in tally.as_dict()["services"] if one["service"] == "no_amount")["faults"]
    assert [(one["definition"], "whole won" in one["en"] or "zero" in one["en"]) for one in failing] == [
        ("amount", True)
    ]
    assert 0 < failing[0]["residents"] < 2 * len(rows)


def test_what_cannot_be_compiled_is_refused_by_name(rulebook: Rulebook) -> None:
    assert all(not reasons for reasons in refusals(rulebook, DAY).values())
