"""The two forms of a family file, and what they come to."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import jsonschema
import pytest

from madang.rules.family.service import (
    UNKNOWN,
    FactValue,
    Family,
    Relation,
    Series,
    dump_family,
    family_from_dict,
    family_to_dict,
    home_of,
    read_family,
    related,
)
from madang.rules.loading.service import Pack
from madang.rules.regions import Regions
from madang.rules.schema import schema

day = dt.date(2026, 3, 20)

long_form = """
date: 2026-03-20
applicant: a
persons:
  - id: a
    birth_date: 1958-03-01
    sex: female
    facts:
      employment.earned_income: {2026-01: 900000, 2026-02: 950000.0, 2025-12: unknown}
      tax.business_income: {2025: 10000000}
      household.lodger: {value: false, source: moi, as_of: 2026-03-01}
      person.registered_on: "2020-02-29"
      person.memo: ~
  - {id: b, age: 64, facts: {employment.earned_income: unknown}}
  - {id: c}
relations:
  - {from: a, to: b, kind: spouse}
  - {from: c, to: a, kind: parent, start: 2001-05-05}
residences:
  - {persons: [a, b], region: 서울특별시 종로구, facts: {housing.tenure: rent, housing.area: 59.85}}
  - {persons: [c], region: 강원도 춘천시, to: 2022-12-31}
  - {persons: [c], from: 2023-01-01, region: {value: 강원 춘천시, source: moi}}
given: {pension.recognised_income: 800000, pension.line: 5, person.age: 70}
"""


@pytest.fixture
def family(pack: Pack, regions: Regions) -> Family:
    return read_family(long_form, pack, regions, default_date=None)


def test_values_are_typed(family: Family) -> None:
    facts = family.persons["a"].facts
    assert facts["person.birth_date"] == FactValue(dt.date(1958, 3, 1))
    assert facts["employment.earned_income"].value == Series({(2026, 1): Decimal(900000), (2026, 2): Decimal(950000)})
    assert facts["tax.business_income"].value == Series({}, {2025: Decimal(10000000)})
    assert facts["household.lodger"] == FactValue(False, "moi", dt.date(2026, 3, 1), proven=True)
    assert facts["person.registered_on"].value == dt.date(2020, 2, 29)
    assert facts["person.memo"].value is None
    assert family.persons["b"].facts["employment.earned_income"].value is UNKNOWN
    assert family.persons["b"].facts["person.age"].value == Decimal(64)
    assert family.given["pension.line"].value == Decimal(5)


def test_homes_by_day(family: Family) -> None:
    assert [home.region for home in family.residences] == ["11110", "42110", "51110"]
    assert family.residences[2].facts["residence.region"] == FactValue("51110", "moi", None, proven=True)
    earlier, now = (home_of(family, "c", on) for on in (dt.date(2022, 12, 31), dt.date(2023, 1, 1)))
    assert earlier is family.residences[1]
    assert now is family.residences[2]
    assert related(family, "a", "coresidents", day) == ["a", "b"]


def test_relations_are_understood_both_ways_and_by_day(family: Family) -> None:
    assert related(family, "b", "spouses", day) == ["a"]
    assert related(family, "a", "children", day) == ["c"]
    assert related(family, "c", "parents", day) == ["a"]
    assert related(family, "c", "parents", dt.date(2001, 5, 4)) == []


def test_short_names_of_persons_and_homes(pack: Pack, regions: Regions) -> None:
    text = "date: 2026-01-01\npersons: [{id: a, facts: {registered_on: 2020-01-01, age: 30}}]"
    facts = read_family(text, pack, regions, default_date=None).persons["a"].facts
    assert set(facts) == {"person.registered_on", "person.age"}


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_written_family_reads_the_same(family: Family, pack: Pack, regions: Regions, form: str) -> None:
    text = dump_family(family, form)
    assert read_family(text, pack, regions, default_date=None) == family
    assert read_family(text.encode(), pack, regions, default_date=None, filename=f"f.{form}") == family
    if form == "json":
        jsonschema.validate(json.loads(text), schema("family"))


def test_the_dict_form_reads_the_same(family: Family, pack: Pack, regions: Regions) -> None:
    assert family_from_dict(family_to_dict(family), pack, regions, default_date=None) == family


household = """
region: 종로구
facts: {housing.tenure: rent}
household:
  - {id: h, age: 40, relation: head}
  - {id: s, relation: spouse}
  - {id: own, relation: child, age: 3}
  - {id: his, relation: child, age: 9, parents: [h]}
  - {id: g, relation: parent}
  - {id: n, relation: grandchild, parents: [own]}
  - {id: x, relation: sibling}
  - {id: o, relation: other}
"""


@pytest.mark.parametrize(
    ("person", "kind", "expected"),
    [
        ("h", "children", ["own", "his"]),
        ("s", "children", ["own"]),
        ("his", "parents", ["h"]),
        ("own", "siblings", ["his"]),
        ("own", "parents", ["h", "s"]),
        ("own", "grandparents", ["g"]),
        ("g", "grandchildren", ["own", "his"]),
        ("h", "grandchildren", ["n"]),
        ("s", "grandchildren", ["n"]),
        ("g", "children", ["h"]),
        ("x", "siblings", ["h"]),
        ("h", "coresidents", ["h", "s", "own", "his", "g", "n", "x", "o"]),
        ("o", "siblings", []),
        ("n", "parents", ["own"]),
        ("h", "spouses", ["s"]),
        ("h", "legal_spouses", ["s"]),
    ],
)
def test_the_short_form(pack: Pack, regions: Regions, person: str, kind: str, expected: list[str]) -> None:
    family = read_family(household, pack, regions, default_date=day)
    assert (family.applicant, family.date) == ("h", day)
    assert family.residences[0].region == "11110"
    assert related(family, person, kind, day) == expected
    assert family_from_dict(family_to_dict(family), pack, regions, default_date=None) == family


def test_a_de_facto_spouse_is_no_legal_one(pack: Pack, regions: Regions) -> None:
    family = read_family("household: [{id: h}, {id: s, relation: de_facto_spouse}]", pack, regions, default_date=day)
    assert related(family, "s", "spouses", day) == ["h"]
    assert related(family, "s", "legal_spouses", day) == []
    assert family.relations == (Relation("h", "s", "de_facto_spouse"),)


def test_a_household_may_name_another_applicant(pack: Pack, regions: Regions) -> None:
    text = "applicant: s\nhousehold: [{id: h, relation: head}, {id: s, relation: spouse}]"
    assert read_family(text, pack, regions, default_date=day).applicant == "s"
