"""A sound pack of one city to copy into a home, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

ID = "local_test_gift"
PACK = f"""
id: {ID}
label: {{ko: 시험 선물, en: Test gift}}
version: "1"
years: [2024, 2026]
region: [경기도 용인시]
where: {{ko: 용인시, en: Yongin}}
"""
FACTS = f"""
facts:
  - name: {ID}.months
    entity: person
    type: number
    time: instant
    low: 0
    high: 1200
    sources: [{{agency: ask}}]
    ground: 주민등록법 §7의2
    label: {{ko: 용인에 산 개월 수, en: Months in Yongin}}
    question: {{ko: "용인에 몇 개월째 살고 있나요?", en: "For how many months in Yongin?"}}
derived:
  - name: {ID}.long
    entity: person
    type: boolean
    value: self.{ID}.months >= parameter.{ID}_months
    law: 시험 조례 §1
    label: {{ko: 오래 삶, en: Long here}}
"""
FIGURES = f"""
parameters:
  - name: {ID}_months
    type: number
    label: {{ko: 개월 수, en: Months}}
    law: 시험 조례 §1
    values: [{{from: 2024-01-01, to: 2026-12-31, value: 6, source: 시험, certainty: official}}]
"""
UNITS = f"""
units:
  - name: {ID}_home
    label: {{ko: 함께 사는 사람, en: Everybody at home}}
    law: 시험 조례 §2
    members: [{{id: home, persons: applicant.coresidents, law: 시험 조례 §2}}]
"""
SERVICE = f"""
service: {ID}
kind: benefit
label: {{ko: 시험 선물, en: Test gift}}
agency: 용인시
law: 시험 조례
unit: {ID}_home
gives: {{per: once}}
clauses:
  - id: long
    when: {ID}.long
    law: 시험 조례 §1
    label: {{ko: 여섯 달 넘게 삶, en: Here for six months}}
amount: {{value: 1000 * count(unit), law: 시험 조례 §3}}
"""
FILES = {
    "pack.yaml": PACK,
    "vocabulary/facts.yaml": FACTS,
    "parameters/figures.yaml": FIGURES,
    "units/units.yaml": UNITS,
    f"services/{ID}.yaml": SERVICE,
    "docs/about.md": "# 시험 선물",
}
SERVICE_FILE = f"services/{ID}.yaml"
CASES_FILE = f"cases/{ID}.yaml"
CASES = f"""# 시험 선물의 손계산 사례
service: {ID}
cases:
  - id: long-here
    about: 오래 산 사람
    kind: typical
    provenance: derived
    source: 시험 조례
    derivation: 7개월 ≥ 6개월 → 한 사람 × 1,000
    family:
      date: 2026-03-20
      persons: [{{id: a, age: 40, sex: female, facts: {{{ID}.months: 7}}}}]
      residences: [{{persons: [a], region: 경기도 용인시}}]
    expect: {{status: eligible, amount: 1000, clauses: {{long: true}}}}
"""


def write(home: Path, id: str = ID, **changes: str) -> Path:
    """The pack in a folder of a home, named like its id; `changes`: what stands in another text's stead."""
    folder = home / id
    for file, text in FILES.items():
        path = folder / file.replace(ID, id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(ID, id), "utf-8")
    for old, new in changes.items():
        replace(folder, old, new)
    return folder


def replace(folder: Path, old: str, new: str) -> None:
    """The text put in another's stead, wherever it stands."""
    found = False
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text("utf-8")
        if old in text:
            path.write_text(text.replace(old, new), "utf-8")
            found = True
    assert found, f"{old!r} stands nowhere"


def clause(folder: Path, when: str) -> None:
    """The pack with another condition."""
    replace(folder, f"when: {folder.name}.long", f"when: {when!r}" if '"' in when else f'when: "{when}"')


def person(region: str | None, **facts: object) -> dict[str, object]:
    """A family of one, of 20 March 2026, somewhere."""
    home: dict[str, object] = {"persons": ["a"]}
    if region is not None:
        home["region"] = region
    return {
        "date": "2026-03-20",
        "persons": [{"id": "a", "age": 40, "sex": "female", "facts": facts}],
        "residences": [home],
    }
