"""Joined truths say what the definitions of the same records say, for whoever it is."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from madang.rules.service import KOREA, Family, Standing, family_from, installed_rulebook, load_rulebook
from madang.services.catalogue.listed.service import (
    import_from,
    likely_for,
    records_by_id,
    source_at,
    words_in,
    write_likely,
)
from madang.simulation.service import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)
FACTS: dict[str, tuple[Any, ...]] = {
    "person.sex": ("male", "female"), "person.pregnant": (True, False), "circumstance.farmer": (True, False),
    "circumstance.jobseeker": (True, False), "circumstance.employee": (True, False),
    "education.enrolment": ("none", "middle", "university"), "disability.degree": ("none", "severe"),
    "circumstance.no_home": (True, False), "circumstance.single_parent": (True, False),
    "business.stage": ("none", "running"), "employment.earned_income": (0, 1_500_000, 6_000_000),
}  # fmt: skip
INCOMES = (0, 1_000_000, 2_600_000, 9_000_000)


def somebody(chance: random.Random) -> Family:
    """Of whom some things are known."""
    facts = {name: chance.choice(values) for name, values in FACTS.items() if chance.random() < 0.6}
    if facts.get("person.sex") == "male":
        facts.pop("person.pregnant", None)
    born = {"birth_date": f"{chance.randint(1930, 2024)}-05-05"} if chance.random() < 0.8 else {}
    income = {"household.monthly_income": chance.choice(INCOMES)} if chance.random() < 0.6 else {}
    home = {"id": "h", "persons": ["a"], "facts": income} | (
        {"region": "서울특별시 종로구"} if chance.random() < 0.8 else {}
    )
    data = {"date": DAY, "applicant": "a", "persons": [{"id": "a", **born, "facts": facts}], "residences": [home]}
    return family_from(data, installed_rulebook())


def test_joined_truths_agree_with_the_definitions(tmp_path: Path) -> None:
    publish_catalogue(400, 8, tmp_path / "pages")
    import_from(source_at("gov24", str(tmp_path / "pages")), DAY)
    write_likely("gov24", tmp_path / "pack", DAY)
    book, compared = load_rulebook([KOREA, tmp_path / "pack"]), 0
    ids = [id for id in book.pack.services if id.startswith("gov24_")]
    for seed in range(40):
        family = somebody(random.Random(seed))
        found = likely_for(installed_rulebook(), family)
        said = {one.key.lower(): "eligible" for one in records_by_id([one.id for one in found.holds])}
        said |= {one.key.lower(): "unknown" for one in records_by_id([one.id for one in found.perhaps])}
        for id, (status, missing) in Standing(book, family).missing(ids).items():
            key, clauses = id.removeprefix("gov24_"), [clause.id for clause in book.pack.services[id].clauses]
            if clauses == ["anyone"]:
                assert said[key] == "eligible"  # also where the age is not known, which its definition asks for
                continue
            place = any(fact.startswith("region") or fact == "residence.region" for fact, _ in missing)
            if status == "unknown" and place and not found.placed:
                continue  # where nobody knows the place, only what is offered everywhere is looked at
            assert said.get(key, "ineligible") == status, (seed, id, missing)
            compared += 1
    assert compared > 10_000


def test_words_and_the_order(tmp_path: Path) -> None:
    publish_catalogue(300, 8, tmp_path / "pages")
    import_from(source_at("gov24", str(tmp_path / "pages")), DAY)
    family = family_from(
        {"date": DAY, "applicant": "a", "persons": [{"id": "a", "birth_date": "1999-05-05", "sex": "female"}],
         "residences": [{"persons": ["a"], "region": "1111000000"}]},
        installed_rulebook(),
    )  # fmt: skip
    found = likely_for(installed_rulebook(), family)
    assert found.placed
    assert [one.met for one in found.holds] == sorted((one.met for one in found.holds), reverse=True)
    assert found.perhaps
    assert all(one.waits for one in found.perhaps)
    assert [len(one.waits) for one in found.perhaps] == sorted(len(one.waits) for one in found.perhaps)
    assert likely_for(installed_rulebook(), family, words_in("우주선", installed_rulebook())).holds == ()
