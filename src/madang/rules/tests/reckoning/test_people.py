"""Who is related, who lives where and since when, as rules see it; and people who are only perhaps there."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from madang.rules.family.service import FactValue
from madang.rules.reckoning.uncertain import PersonRef, Uncertain, bounds
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook, check, family_from, load_rulebook
from madang.rules.tests.answers.a_law import family_of, law, reckoning_of

NEW_YEAR = dt.date(2026, 1, 1)
CLAUSE = "clauses:\n  - {{id: one, when: '{when}', law: 법 §4, label: {{ko: 조건, en: Condition}}}}\n"


@pytest.fixture(scope="module")
def korea() -> Rulebook:
    return load_rulebook()


def moved(rulebook: Rulebook, day: dt.date) -> Reckoning:
    """Until 2025 a was married to w and lived with w; since 2026 a lives with d, unmarried, and d's child k."""
    data = {
        "date": day,
        "applicant": "a",
        "persons": [{"id": id} for id in ("a", "w", "d", "k")],
        "relations": [
            {"from": "a", "to": "w", "kind": "spouse", "end": dt.date(2025, 12, 31)},
            {"from": "a", "to": "d", "kind": "de_facto_spouse", "start": NEW_YEAR},
            {"from": "d", "to": "k", "kind": "child"},
        ],
        "residences": [
            {"id": "old", "persons": ["a", "w"], "region": "1111000000", "to": dt.date(2025, 12, 31)},
            {"id": "new", "persons": ["a", "d", "k"], "region": "4113500000", "from": NEW_YEAR},
        ],
    }
    return reckoning_of(rulebook, family_from(data, rulebook))


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("spouses", "w", "d"),
        ("legal_spouses", "w", ""),
        ("coresidents", "aw", "adk"),
        ("children", "", ""),
    ],
)
def test_relations_and_homes_of_the_day(korea: Rulebook, kind: str, before: str, after: str) -> None:
    for day, ids in ((NEW_YEAR - dt.timedelta(days=1), before), (NEW_YEAR, after)):
        assert [person.id for person in moved(korea, day).related(PersonRef("a"), kind)] == list(ids)


def test_facts_of_the_home_of_the_day(korea: Rulebook) -> None:
    classes = [
        moved(korea, day).fact(PersonRef("a"), "region.property_class", None)
        for day in (NEW_YEAR - dt.timedelta(days=1), NEW_YEAR)
    ]
    assert classes == ["seoul", "gyeonggi"]


def test_what_follows_from_the_region_is_that_of_the_region_told_last(korea: Rulebook) -> None:
    data: dict[str, Any] = {
        "date": NEW_YEAR,
        "applicant": "a",
        "persons": [{"id": "a"}],
        "residences": [{"id": "h", "persons": ["a"]}],
    }
    reckoning = reckoning_of(korea, family_from(data, korea))
    key = ("residence.region", "h")
    found = reckoning.fact(PersonRef("a"), "region.property_class", None)
    assert isinstance(found, Uncertain)
    assert found.missing == {key}
    limits = []
    for region in ("1111000000", "4113500000", "5011000000"):
        reckoning = reckoning.supposing(key, FactValue(region, "ask"))
        assert reckoning.fact(PersonRef("a"), "residence.region", None) == region
        limits.append(reckoning.derived("livelihood.residential_limit", None, {}))
    assert limits == [Decimal(172_000_000), Decimal(151_000_000), Decimal(112_000_000)]


@pytest.mark.parametrize(
    ("when", "a", "b", "holds"),
    [
        ("some p in unit satisfies p.work.working", False, True, None),
        ("some p in unit satisfies p.work.working", False, False, False),
        ("some p in unit satisfies p.work.working", True, False, True),
        ("every p in unit satisfies p.work.working", True, False, None),
        ("every p in unit satisfies p.work.working", True, True, True),
        ("every p in unit satisfies p.work.working", False, True, False),
        ("count(unit[item.work.working]) = 1", False, True, None),
        ("count(unit[item.work.working]) = 1", True, False, True),
        ("count(unit) = 2", True, True, None),
        ("some p in unit, q in unit satisfies p != q and q.work.working", False, True, None),
        ("some p in unit, q in unit satisfies p != q and q.work.working", False, False, False),
    ],
)
def test_of_two_people_one_is_perhaps_there(
    tmp_path_factory: pytest.TempPathFactory, when: str, a: bool, b: bool, holds: bool | None
) -> None:
    rulebook = law(tmp_path_factory.mktemp("law"), CLAUSE.format(when=when))
    family = family_of(rulebook, {"work.working": a}, {"b": {"work.working": b}})
    clause = check(rulebook, family)[0].clauses[0]
    assert clause.holds is holds
    assert clause.missing == (frozenset((("person.away", "b"),)) if holds is None else frozenset())


@pytest.mark.parametrize(
    ("test", "told", "holds"),
    [
        ("[10..20]", 10, True),
        ("[10..20]", 20, True),
        ("(10..20]", 10, False),
        ("[10..20)", 20, False),
        ("(10..20)", 15, True),
        ("[10..20]", 21, False),
    ],
)
def test_ends_of_a_range(tmp_path_factory: pytest.TempPathFactory, test: str, told: int, holds: bool) -> None:
    rulebook = law(tmp_path_factory.mktemp("law"), CLAUSE.format(when=f"work.income in {test}"))
    assert check(rulebook, family_of(rulebook, {"work.income": told}))[0].clauses[0].holds is holds


def test_an_age_while_the_day_of_birth_is_open(korea: Rulebook) -> None:
    """Whole years fall as the day of birth rises."""
    data = {"date": NEW_YEAR, "applicant": "a", "persons": [{"id": "a", "facts": {"person.age": 40}}, {"id": "b"}]}
    reckoning = reckoning_of(korea, family_from(data, korea))
    assert reckoning.derived("person.age", PersonRef("a"), {}) == Decimal(40)
    assert bounds(reckoning.derived("person.age", PersonRef("b"), {})) == (Decimal(0), Decimal(130))
    told = family_from({**data, "persons": [{"id": "a", "age": 40}]}, korea)
    months = reckoning_of(korea, told).fact(PersonRef("a"), "person.birth_date", None)
    assert bounds(months) == (dt.date(1985, 1, 2), dt.date(1986, 1, 1))
