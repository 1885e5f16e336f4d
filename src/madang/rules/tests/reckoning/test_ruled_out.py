"""A yes that an amount contradicts is not asked for: "no means at all" of somebody who has told an income."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from madang.rules.asking.supposed import open_facts
from madang.rules.family.service import FactValue
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.uncertain import PersonRef, Uncertain
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook, missing, read_family

DAY = dt.date(2026, 3, 20)
FAMILY = """\
household: [{id: a, age: 40}, {id: b, age: 9, relation: child}]
region: 서울 종로구
"""
INCOME, MEANS = ("employment.earned_income", "a"), "person.without_means"


def asked_of(rulebook: Rulebook, text: str) -> set[str]:
    family = read_family(text, rulebook, default_date=DAY)
    return {who for _, keys in missing(rulebook, family).values() for fact, who in keys if fact == MEANS}


def test_who_has_told_an_income_is_not_asked_for_no_means(rulebook: Rulebook) -> None:
    assert asked_of(rulebook, FAMILY) == {"a", "b"}
    earning = FAMILY.replace("age: 40", "age: 40, facts: {employment.earned_income: 9000000}")
    assert asked_of(rulebook, earning) == {"b"}
    assert asked_of(rulebook, earning.replace("9000000", "0")) == {"a", "b"}
    assert asked_of(rulebook, earning.replace("9000000", "unknown")) == {"a", "b"}


def test_what_was_worked_out_before_the_income_was_told_is_not_kept(rulebook: Rulebook) -> None:
    family = read_family(FAMILY, rulebook, default_date=DAY)
    before = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
    assert isinstance(before.fact(PersonRef("a"), MEANS, None), Uncertain)
    after = before.supposing(INCOME, FactValue(Decimal(1), "ask"))
    assert after.fact(PersonRef("a"), MEANS, None) is False
    assert isinstance(after.fact(PersonRef("b"), MEANS, None), Uncertain)
    nothing = before.supposing(INCOME, FactValue(Decimal(0), "ask"))
    assert isinstance(nothing.fact(PersonRef("a"), MEANS, None), Uncertain)
    services = list(rulebook.pack.services.values())
    assert (MEANS, "a") in set(open_facts(before, services)) - set(open_facts(after, services))
