"""A completion in which a service is granted is found though it lies far from how people mostly answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from madang.rules.answers.answering import missing_facts
from madang.rules.asking.completions import Completions
from madang.rules.asking.granting import refusing_clauses
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import family_from, load_rulebook

RICH = {
    "a dear home, a son who earns: only great debts, savings and doctor's bills leave room": [
        {"id": "a", "birth_date": dt.date(1962, 4, 12), "facts": {"assets.home": 223_000_000, "car.value": 0}},
        {
            "id": "s",
            "birth_date": dt.date(1997, 9, 20),
            "facts": {"assets.financial": 54_480_000, "employment.earned_income": 8_000_000},
        },
    ],
    "property that only a debt covers": [
        {"id": "a", "birth_date": dt.date(1971, 8, 2), "facts": {"assets.property": 400_000_000}},
        {"id": "s", "birth_date": dt.date(2001, 8, 2), "facts": {"assets.property": 90_900_000}},
    ],
    "a car that counts in full unless somebody severely disabled uses it": [
        {"id": "a", "birth_date": dt.date(1971, 8, 2), "facts": {"car.value": 28_600_000}},
        {"id": "s", "birth_date": dt.date(2001, 8, 2), "facts": {}},
    ],
}


@pytest.mark.parametrize("persons", RICH.values(), ids=RICH)
def test_a_granted_completion_is_found(persons: list[dict[str, Any]]) -> None:
    rulebook = load_rulebook()
    family = family_from(
        {
            "date": dt.date(2026, 11, 20),
            "applicant": "a",
            "persons": persons,
            "relations": [{"from": "a", "to": "s", "kind": "child"}],
            "residences": [{"persons": ["a", "s"], "region": "4812000000", "facts": {"housing.tenure": "owned"}}],
        },
        rulebook,
    )
    reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
    livelihood = rulebook.pack.services["livelihood"]
    status, missing = missing_facts(reckoning, livelihood)
    assert status == "unknown"
    found = Completions(reckoning, [livelihood], missing).granted(livelihood)
    assert refusing_clauses(found, livelihood) == []
    assert missing_facts(found, livelihood) == ("eligible", ())
