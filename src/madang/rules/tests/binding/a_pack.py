"""A very small pack, written to a folder, whose one service a test can spoil."""

# ruff: noqa: E501  (one fact a line reads better)
from __future__ import annotations

from pathlib import Path
from textwrap import dedent

FILES = {
    "pack.yaml": "id: tiny\nlabel: {ko: 작은 꾸러미, en: Tiny pack}\nversion: '1'\nyears: [2024, 2026]\n",
    "vocabulary/facts.yaml": """\
        facts:
          - {name: person.birth_date, entity: person, type: date, time: static, label: {ko: 생일, en: Birth date}, sources: [{agency: ask}]}
          - {name: person.sex, entity: person, type: choice, time: static, choices: [{value: male, label: {ko: 남, en: Male}}, {value: female, label: {ko: 여, en: Female}}], label: {ko: 성별, en: Sex}, sources: [{agency: ask}]}
          - {name: work.income, entity: person, type: money, unit: KRW, time: month, low: 0, label: {ko: 소득, en: Income}, sources: [{agency: ask}]}
          - {name: work.working, entity: person, type: boolean, time: instant, label: {ko: 일함, en: Works}, sources: [{agency: ask}]}
          - {name: home.rent, entity: residence, type: money, unit: KRW, time: month, low: 0, label: {ko: 월세, en: Rent}, sources: [{agency: ask}]}
        derived:
          - {name: person.age, entity: person, type: number, value: "years and months duration(birth_date, date).years", law: 민법 §158, label: {ko: 나이, en: Age}}
          - {name: total.income, unit: home, type: money, value: "sum(for p in unit return p.work.income)", law: 법 §1, label: {ko: 합, en: Sum}}
        """,
    "parameters/figures.yaml": """\
        parameters:
          - name: line
            type: money
            label: {ko: 기준, en: Line}
            law: 법 §2
            values:
              - {from: 2024-01-01, to: 2026-12-31, value: 1000000, source: 고시, certainty: official}
        """,
    "units/home.yaml": """\
        units:
          - name: home
            label: {ko: 집, en: Home}
            law: 법 §3
            members: [{id: all, persons: applicant.coresidents, law: 법 §3}]
            excluded: [{id: away, when: p.work.working and p.age < 5, law: 법 §3②, label: {ko: 제외, en: Out}}]
        """,
    "services/aid.yaml": """\
        service: aid
        kind: benefit
        label: {ko: 도움, en: Aid}
        agency: 부
        law: 법
        unit: home
        gives: {per: month}
        derived:
          room: parameter.line - total.income
        clauses:
          - {id: income, when: total.income <= parameter.line, law: 법 §2, label: {ko: 소득, en: Income}}
          - id: age
            when: age >= 65 or sex = "female"
            law: 법 §4
            label: {ko: 나이, en: Age}
        amount: {value: "at least(room, 0)", law: 법 §5}
        """,
    "regions/codes.csv": "code,name,level,parent,valid_from,valid_to,successor\n1100000000,서울특별시,sido,,,,\n",
}


def write(folder: Path) -> Path:
    """Writes the pack into a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def spoil(folder: Path, old: str, new: str) -> Path:
    """The pack with one text replaced in whichever file holds it."""
    write(folder)
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if old in text:
            path.write_text(text.replace(old, new), encoding="utf-8")
            return folder
    raise AssertionError(f"{old!r} is in no file")
