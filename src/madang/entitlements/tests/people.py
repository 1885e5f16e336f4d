"""Families told to the log, and today's pack with a figure changed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

from madang.facts.service import facts_of_family, now, record
from madang.rules.service import KOREA, FactValue, Family, Rulebook, family_from, load_rulebook
from tests.families import random_family


def family_on(rulebook: Rulebook, seed: int, date: dt.date) -> Family:
    """A random family that could be one, with the day it is asked about."""
    for number in range(seed * 1_000, seed * 1_000 + 1_000):
        family = random_family(rulebook, number)
        if family.date.year == date.year and family.date < date:
            return replace(_consistent(family), date=date)
    raise AssertionError("no such family")


def _consistent(family: Family) -> Family:
    """Whoever is somebody's spouse is married."""
    wed = {id for one in family.relations if one.kind == "spouse" for id in (one.source, one.target)}
    married = {"person.marital_status": FactValue("married")}
    persons = {
        id: replace(one, facts={**one.facts, **married}) if id in wed else one for id, one in family.persons.items()
    }
    return replace(family, persons=persons, residences=tuple(home for home in family.residences if home.persons))


def family_with_a_child(rulebook: Rulebook) -> Family:
    """A mother `a` and her child `c` of five in Seoul, and all that the child allowance reads."""
    known = {
        "person.nationality": "KR",
        "stay.abroad_days": 0,
        "person.whereabouts": "home",
        "child.birth_registered": True,
    }
    data = {
        "date": "2025-05-20",
        "applicant": "a",
        "persons": [{"id": "a", "birth_date": "1990-01-01"}, {"id": "c", "birth_date": "2020-01-01", "facts": known}],
        "relations": [{"from": "a", "to": "c", "kind": "child"}],
        "residences": [{"id": "h", "persons": ["a", "c"], "region": "1111000000"}],
    }
    return family_from(data, rulebook)


def tell(rulebook: Rulebook, family: Family, prefix: str, since: dt.date | None = None) -> str:
    """Records all that is told of a family under ids of its own, as known since yesterday; returns the applicant's."""
    ids = {id: f"{prefix}.{id}" for id in (*family.persons, *(home.id for home in family.residences))}
    told = facts_of_family(rulebook, family, subjects=ids, since=since, source="moi")
    record(rulebook, told, key=f"family {prefix}", recorded_at=now() - dt.timedelta(days=1))
    return ids[family.applicant]


def changed_pack(folder: Path, *changes: tuple[str, str, str]) -> Rulebook:
    """Today's rulebook with (file, pattern, replacement) carried out; the pattern must be there."""
    shutil.copytree(KOREA, folder, ignore=shutil.ignore_patterns("population", "agencies", "cases"))
    for name, old, new in changes:
        path = folder / name
        text, count = re.subn(old, new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert count, f"{name} has no {old!r}"
        path.write_text(text, encoding="utf-8")
    return load_rulebook([folder])


BEFORE_2026 = (
    ("pack.yaml", r"2024, 2026", "2024, 2025"),
    ("parameters/basic_pension.yaml", r"^ +- \{from: 2026-01-01,.*\n", ""),
)
"""The basic pension as the rulebook had it before the figures of 2026 came."""
CORRECTED_2024 = (("parameters/basic_pension.yaml", r"value: 334810", "value: 333000"),)
