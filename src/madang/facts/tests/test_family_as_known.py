"""A family told, recorded and put together again gives the same answers; with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from madang.facts.service import (
    NewFact,
    NoSuchFact,
    facts_of_family,
    families_as_known,
    family_as_known,
    family_from_facts,
    known,
    lives_at,
    now,
    record,
    relation,
    touched_since,
)
from madang.rules.service import FactValue, Family, ProblemsFound, Rulebook, answer_to_dict, check
from tests.families import random_family

pytestmark = pytest.mark.django_db
EARNED = "employment.earned_income"


def told(family: Family) -> Family:
    """The family with every fact said by somebody, as facts in the log are."""
    wed = {id for one in family.relations if one.kind == "spouse" for id in (one.source, one.target)}
    married = {"person.marital_status": FactValue("married")}
    persons = {
        id: replace(one, facts=_said({**one.facts, **(married if id in wed else {})}))
        for id, one in family.persons.items()
    }
    homes = tuple(
        replace(home, facts=_said(home.facts), start=None, end=None) for home in family.residences if home.persons
    )
    return replace(family, persons=persons, residences=homes)


def _said(facts: Any) -> Any:
    return {name: replace(held, source="ask", proven=False) for name, held in facts.items()}


def answers(rulebook: Rulebook, family: Family) -> Any:
    """Answers with every list in one order: the family's own order of persons takes no part."""
    text = json.dumps([answer_to_dict(one) for one in check(rulebook, family)], default=str)
    return _in_order(json.loads(text.replace("a/h", "h")))


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return sorted((_in_order(entry) for entry in value), key=lambda entry: json.dumps(entry, sort_keys=True))
    return value


@pytest.mark.parametrize("seed", range(30))
def test_a_family_comes_back_from_its_facts_with_the_same_answers(rulebook: Rulebook, seed: int) -> None:
    family = told(random_family(rulebook, seed))
    ids = {home.id: home.id for home in family.residences}
    record(rulebook, facts_of_family(rulebook, family, subjects=ids), key=f"family {seed}")
    found = family_as_known(rulebook, "a", family.date)
    assert answers(rulebook, found.family) == answers(rulebook, family)
    again = family_from_facts(rulebook, found.facts, "a", family.date)
    assert (again.family, again.facts) == (found.family, found.facts)


def household(rulebook: Rulebook, size: int) -> None:
    batch = [lives_at(f"p{number}", "home", "moi") for number in range(size)]
    batch += [NewFact(f"p{number}", "person.birth_date", dt.date(1980, 1, 1 + number), "moi") for number in range(size)]
    batch += [relation("p0", f"p{number}", "sibling", "court") for number in range(1, size)]
    record(rulebook, batch, key=f"household of {size}")


@pytest.mark.parametrize("size", [2, 20])
def test_queries_do_not_grow_with_the_family(rulebook: Rulebook, count_queries: Any, size: int) -> None:
    household(rulebook, size)
    moment, day = now(), dt.date(2026, 3, 1)
    with count_queries(2):
        found = family_as_known(rulebook, "p0", day, moment)
    assert len(found.family.persons) == size
    with count_queries(3):
        family_as_known(rulebook, "p0", day)
    with count_queries(1):
        family_from_facts(rulebook, found.facts, "p0", day)
    with count_queries(1):
        known(["p0", "p1"])
    with count_queries(1):
        known(["p0", "p1"], known_at=moment)
    with count_queries(1):
        touched_since(moment)


@pytest.mark.parametrize("size", [2, 20])
def test_writing_takes_as_many_queries_for_many_facts_as_for_few(
    rulebook: Rulebook, count_queries: Any, size: int
) -> None:
    batch = [NewFact(f"p{number}", EARNED, number, "nts") for number in range(size)]
    with count_queries(10):
        record(rulebook, batch, key="b")


def test_a_family_as_known_before_is_that_of_before(rulebook: Rulebook) -> None:
    household(rulebook, 2)
    before = now()
    record(rulebook, [relation("p0", "p9", "spouse", "court"), NewFact("p9", EARNED, 5, "nts")], key="wedding")
    day = dt.date(2026, 3, 1)
    assert list(family_as_known(rulebook, "p0", day, before).family.persons) == ["p0", "p1"]
    assert list(family_as_known(rulebook, "p0", day).family.persons) == ["p0", "p1", "p9"]
    assert touched_since(before) == {"p0", "p9"}


def test_somebody_not_yet_born_is_nobody_but_is_watched(rulebook: Rulebook) -> None:
    household(rulebook, 2)
    batch = [relation("p0", "baby", "child", "court"), NewFact("baby", "person.birth_date", dt.date(2026, 5, 5), "moi")]
    record(rulebook, batch, key="birth")
    found = family_as_known(rulebook, "p0", dt.date(2026, 5, 4))
    assert "baby" not in found.family.persons
    assert "baby" in found.subjects
    assert "baby" in family_as_known(rulebook, "p0", dt.date(2026, 5, 5)).family.persons


def test_a_fact_that_is_not_there_is_named(rulebook: Rulebook) -> None:
    with pytest.raises(NoSuchFact) as refused:
        family_from_facts(rulebook, [10**12], "p0", dt.date(2026, 1, 1))
    assert refused.value.text("ko") == "사실 1000000000000이(가) 없습니다."
    assert refused.value.text("en") == "There is no fact 1000000000000."


def test_many_families_take_the_queries_of_one(rulebook: Rulebook, count_queries: Any) -> None:
    household(rulebook, 3)
    household_of_two = [lives_at("q", "other", "moi"), NewFact("q", "person.birth_date", dt.date(1700, 1, 1), "moi")]
    record(rulebook, household_of_two, key="other")
    day, moment = dt.date(2026, 3, 1), now()
    with count_queries(2):
        found = dict(families_as_known(rulebook, ["p0", "p2", "q"], day, moment))
    assert found["p0"] == family_as_known(rulebook, "p0", day)
    assert found["p2"] == family_as_known(rulebook, "p2", day)
    assert isinstance(found["q"], ProblemsFound)
