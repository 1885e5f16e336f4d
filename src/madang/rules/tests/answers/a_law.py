"""A law of one page: a pack of a few facts, one figure and one unit, whose service each test writes itself."""

# ruff: noqa: E501  (one fact a line reads better)
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Family, Rulebook, family_from, load_rulebook

SERVICE = """\
    service: aid
    kind: benefit
    label: {ko: 도움, en: Aid}
    agency: 부
    law: 법
    unit: home
    gives: {per: month}
"""

FILES = {
    "pack.yaml": "id: page\nlabel: {ko: 한 쪽, en: One page}\nversion: '1'\nyears: [2024, 2026]\n",
    "vocabulary/facts.yaml": """\
        facts:
          - {name: person.birth_date, entity: person, type: date, time: static, label: {ko: 생일, en: Birth date}, sources: [{agency: ask}]}
          - {name: person.sex, entity: person, type: choice, time: static, choices: [{value: male, label: {ko: 남, en: Male}}, {value: female, label: {ko: 여, en: Female}}], label: {ko: 성별, en: Sex}, sources: [{agency: ask}]}
          - {name: work.income, entity: person, type: money, unit: KRW, time: month, low: 0, label: {ko: 소득, en: Income}, sources: [{agency: ask}]}
          - {name: work.working, entity: person, type: boolean, time: instant, label: {ko: 일함, en: Works}, sources: [{agency: ask}]}
          - {name: person.away, entity: person, type: boolean, time: instant, label: {ko: 없음, en: Away}, sources: [{agency: ask}]}
          - {name: home.rent, entity: residence, type: money, unit: KRW, time: month, low: 0, high: 900000, label: {ko: 월세, en: Rent}, sources: [{agency: ask}]}
        derived:
          - {name: person.age, entity: person, type: number, value: "years and months duration(birth_date, date).years", law: 민법 §158, label: {ko: 나이, en: Age}}
          - {name: total.income, unit: home, type: money, value: "sum(concatenate([0], for p in unit return p.work.income))", law: 법 §1, label: {ko: 합, en: Sum}}
        """,
    "parameters/figures.yaml": """\
        parameters:
          - name: line
            type: money
            label: {ko: 기준, en: Line}
            law: 법 §2
            values:
              - {from: 2024-01-01, to: 2026-06-30, value: 1000000, source: 고시, certainty: official}
              - {from: 2026-07-01, value: 1200000, source: 고시, certainty: official}
        """,
    "units/home.yaml": """\
        units:
          - name: home
            label: {ko: 집, en: Home}
            law: 법 §3
            members: [{id: all, persons: applicant.coresidents, law: 법 §3}]
            excluded: [{id: away, when: p.person.away, law: 법 §3②, label: {ko: 제외, en: Out}}]
        """,
    "regions/codes.csv": "code,name,level,parent,valid_from,valid_to,successor\n1100000000,서울특별시,sido,,,,\n",
}


def law(folder: Path, rules: str, changes: Mapping[str, str] | None = None) -> Rulebook:
    """The rulebook of the page with a service's clauses and amount; `changes` replace texts in its files."""
    files = {**FILES, "services/aid.yaml": dedent(SERVICE) + dedent(rules)}
    for old, new in (changes or {}).items():
        holders = [name for name, text in files.items() if old in text]
        assert len(holders) == 1, f"{old!r} is in {holders}"
        files[holders[0]] = files[holders[0]].replace(old, new)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return load_rulebook([folder])


def family_of(
    rulebook: Rulebook, facts: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]] = {}, **more: Any
) -> Family:
    """A home of the applicant `a` and others, with their facts; `more` are further keys of the family file."""
    persons = [{"id": id, "facts": dict(told)} for id, told in {"a": {**HERE, **facts}, **others}.items()]
    home = {"persons": [person["id"] for person in persons], "region": "1100000000", "facts": more.pop("home", {})}
    data = {"date": dt.date(2026, 3, 20), "applicant": "a", "persons": persons, "residences": [home], **more}
    return family_from(data, rulebook)


HERE = {"person.away": False}


def reckoning_of(rulebook: Rulebook, family: Family) -> Reckoning:
    """A reckoning of the family."""
    return Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
