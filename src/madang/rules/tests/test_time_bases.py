"""Months and years of the Korean laws: which period each sum is taken over, and to which won it is rounded.

The worked cases mostly give one figure for every month; here each month and year has its own, so that a
sum over the wrong period shows. All arithmetic by hand, beside the article.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.uncertain import PersonRef
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook, check, family_from

DAY = dt.date(2026, 6, 15)
MONTHS = {"2026-02": 7_000_000, "2026-03": 1_000_000, "2026-04": 2_000_000, "2026-05": 3_000_000, "2026-06": 9_000_000}
YEARS = {2024: 90_000_000, 2025: 12_000_000, 2026: 60_000_000}


def quiet(rulebook: Rulebook, entity: str) -> dict[str, Any]:
    """Every fact told, and nothing the matter: no money, no yes, the first choice."""
    plain = {"boolean": False, "money": 0, "date": "2020-01-01"}
    return {
        fact.name: fact.choices[0].value if fact.choices else plain.get(fact.type, fact.low or 0)
        for fact in rulebook.pack.facts.values()
        if fact.entity == entity and fact.root is None and fact.type not in ("text", "region")
    }


def reckoned(rulebook: Rulebook, facts: dict[str, Any], **more: Any) -> Reckoning:
    person = {"person.nationality": "KR", "person.whereabouts": "home", "household.same_register": True}
    told = {**quiet(rulebook, "person"), **person, "person.birth_date": "1980-03-03", **facts}
    home = {**quiet(rulebook, "residence"), **more.pop("home", {})}
    parent = {**quiet(rulebook, "person"), **person, "person.birth_date": "1950-01-01", **more.pop("parent", {})}
    data = {
        "date": DAY,
        "applicant": "a",
        "persons": [{"id": "a", "facts": told}, {"id": "p", "facts": parent}],
        "relations": [{"from": "a", "to": "p", "kind": "parent"}],
        "residences": [
            {"persons": ["a"], "region": "1111000000", "facts": home},
            {"persons": ["p"], "region": "1111000000", "facts": quiet(rulebook, "residence")},
        ],
        **more,
    }
    return Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family_from(data, rulebook)))


@pytest.mark.parametrize(
    ("name", "facts", "won"),
    [
        # 국민기초생활보장법 시행령 §5①: the mean of the three months before, (1 + 2 + 3) / 3 million
        ("livelihood.earnings", {"employment.earned_income": MONTHS}, 2_000_000),
        # the business income of the year before, by month: 12,000,000 / 12
        ("livelihood.earnings", {"business.income": YEARS}, 1_000_000),
        ("livelihood.property_income", {"income.rental": YEARS}, 1_000_000),
        # interest of the year before above 240,000: (12,000,000 - 240,000) / 12
        ("livelihood.property_income", {"income.interest": YEARS}, 980_000),
        ("livelihood.property_income", {"income.private_pension": MONTHS}, 2_000_000),
        ("livelihood.private_support", {"transfer.private_support": MONTHS}, 2_000_000),
        ("livelihood.person_income", {"expense.chronic_medical": MONTHS}, -2_000_000),
        # 기초연금법 시행령 §2①1: 0.7 x (2,000,000 - 1,160,000)
        ("basic_pension.counted_earnings", {"employment.earned_income": MONTHS}, 588_000),
        ("basic_pension.other_income", {"business.income": YEARS}, 1_000_000),
        ("basic_pension.other_income", {"income.rental": YEARS}, 1_000_000),
        ("basic_pension.other_income", {"income.interest": YEARS}, 960_000),
        ("basic_pension.other_income", {"income.private_pension": MONTHS}, 2_000_000),
        # 긴급복지지원법 시행규칙 §7: this month's earnings, as they are now
        ("emergency.person_income", {"employment.earned_income": MONTHS}, 9_000_000),
        ("emergency.person_income", {"business.income": YEARS}, 1_000_000),
        ("emergency.person_income", {"income.rental": YEARS}, 1_000_000),
        ("emergency.person_income", {"income.interest": YEARS}, 1_000_000),
    ],
)
def test_each_sum_is_over_the_period_its_law_names(
    rulebook: Rulebook, name: str, facts: dict[str, Any], won: int
) -> None:
    assert reckoned(rulebook, facts).derived(name, PersonRef("a"), {}) == Decimal(won)


@pytest.mark.parametrize(
    ("income", "able"),
    [
        ({2024: 900_000_000, 2025: 130_000_000, 2026: 900_000_000}, False),
        ({2024: 0, 2025: 130_000_001, 2026: 0}, True),
    ],
)
def test_a_supporters_income_is_that_of_the_year_before(rulebook: Rulebook, income: dict[int, int], able: bool) -> None:
    """국민기초생활보장법 시행령 §5의6: 130,000,000 a year and no more."""
    reckoning = reckoned(rulebook, {}, parent={"supporter.annual_income": income})
    assert reckoning.unit("livelihood_supporters") == [PersonRef("p")]
    assert reckoning.derived("livelihood.supporter_able", None, {}) is able


@pytest.mark.parametrize(
    ("above", "won"),
    [
        (0, 369_000),
        (1, 369_000),  # own share 0.3 → 0
        (4, 369_000),  # 1.2 → 1; 368,999 → up to 369,000
        (34, 368_990),  # 10.2 → 10; 368,990
        (37, 368_990),  # 11.1 → 11; 368,989 → up to 368,990
        (1_111, 368_670),  # 333.3 → 333; 368,667 → up to 368,670
    ],
)
def test_housing_benefit_is_rounded_up_to_ten_won(rulebook: Rulebook, above: int, won: int) -> None:
    """주거급여 실시에 관한 고시 §7: 369,000 in Seoul for one, less 30% of the income above 820,556 (2026)."""
    home = {"housing.tenure": "rent", "housing.monthly_rent": 500_000}
    reckoning = reckoned(rulebook, {}, home=home, given={"livelihood.recognised_income": 820_556 + above})
    answer = check(rulebook, reckoning.facts.family, ["housing"])[0]
    assert answer.status == "eligible"
    assert answer.amount is not None
    assert (answer.amount.low, answer.amount.high) == (won, won)
