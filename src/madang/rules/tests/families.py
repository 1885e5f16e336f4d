"""Random families with every fact of the vocabulary told: small, odd, and often near the lines of the law.

Each fact of each person has a random stream of its own, so that a new fact changes none of the others.
"""

from __future__ import annotations

import datetime as dt
import random
import zlib
from decimal import Decimal
from typing import Any

from madang.rules.family.service import FactValue, Family, Person, Relation, Residence
from madang.rules.model import FactDefinition
from madang.rules.service import Rulebook

REGIONS = ("1111000000", "4113500000", "2611000000", "4792000000", "5011000000")
MONEY = {"month": 3_000_000, "year": 30_000_000, "day": 120_000_000, "instant": 1_000_000, "static": 1_000_000}


def random_family(rulebook: Rulebook, seed: int) -> Family:
    """One family, the same for the same seed: a head, perhaps a spouse, children, a parent, a lodger."""
    chance = random.Random(seed)
    date = dt.date(chance.choice((2024, 2025, 2026)), chance.randint(1, 12), chance.randint(1, 28))
    ages = {"a": chance.choice((19, 23, 27, 34, 41, 58, 64, 65, 66, 71, 84))}
    relations: list[Relation] = []
    if chance.random() < 0.55:
        ages["s"] = max(18, ages["a"] + chance.randint(-6, 6))
        relations.append(Relation("a", "s", chance.choice(("spouse", "spouse", "spouse", "de_facto_spouse"))))
    for number in range(chance.choice((0, 0, 1, 1, 2, 3))):
        child = f"c{number}"
        ages[child] = max(0, min(ages["a"] - 18, chance.choice((0, 0, 1, 2, 5, 7, 8, 9, 12, 16, 18, 21, 25))))
        relations += [Relation(parent, child, "child") for parent in ("a", "s") if parent in ages]
    if chance.random() < 0.25:
        ages["p"] = min(110, ages["a"] + chance.randint(20, 38))
        relations.append(Relation("a", "p", "parent"))
    away = {name for name in ages if name != "a" and chance.random() < (0.5 if name == "p" else 0.1)}
    homes = [_home(rulebook, seed, "h1", tuple(name for name in ages if name not in away))]
    homes += [_home(rulebook, seed, f"h_{name}", (name,)) for name in sorted(away)]
    wed = {
        person for relation in relations if relation.kind == "spouse" for person in (relation.source, relation.target)
    }
    persons = {name: _person(rulebook, seed, name, date, age, wed=name in wed) for name, age in ages.items()}
    return Family(date, "a", persons, tuple(relations), tuple(homes))


def _stream(seed: int, entity: str, name: str) -> random.Random:
    return random.Random(zlib.crc32(f"{seed}/{entity}/{name}".encode()))


def _person(rulebook: Rulebook, seed: int, name: str, date: dt.date, age: int, *, wed: bool) -> Person:
    facts = {
        fact.name: FactValue(random_value(fact, _stream(seed, name, fact.name), date))
        for fact in rulebook.pack.facts.values()
        if fact.entity == "person" and fact.root is None
    }
    chance = _stream(seed, name, "")
    birth = dt.date(date.year - age, chance.randint(1, 12), chance.randint(1, 28))
    facts["person.birth_date"] = FactValue(min(birth, date))
    if not wed and facts["person.marital_status"].value == "married":
        facts["person.marital_status"] = FactValue("divorced")
    for fact in rulebook.pack.facts.values():
        if fact.rules_out and facts[fact.name].value is True:  # a family that says both is refused
            facts |= dict.fromkeys(fact.rules_out, FactValue(Decimal(0)))
    facts["person.nationality"] = FactValue("KR" if chance.random() < 0.85 else "other")
    return Person(name, facts)


def _home(rulebook: Rulebook, seed: int, name: str, persons: tuple[str, ...]) -> Residence:
    facts = {
        fact.name: FactValue(random_value(fact, _stream(seed, name, fact.name), dt.date(2026, 1, 1)))
        for fact in rulebook.pack.facts.values()
        if fact.entity == "residence" and fact.root is None and fact.name != "residence.region"
    }
    return Residence(name, persons, _stream(seed, name, "").choice(REGIONS), facts)


def random_value(fact: FactDefinition, chance: random.Random, date: dt.date) -> Any:
    """A value of the fact: mostly the quiet one (zero, false, the first choice), sometimes any other."""
    quiet = chance.random() < 0.8
    if fact.type == "boolean":
        return chance.random() < (fact.share.get("true", 0.15) if quiet else 0.5)
    if fact.choices:
        usual = max(fact.choices, key=lambda choice: fact.share.get(choice.value, 0)).value
        return usual if quiet else chance.choice(fact.choices).value
    if fact.type == "money":
        return Decimal(0) if quiet else Decimal(chance.randint(0, MONEY[fact.time]) // 10 * 10)
    if fact.type == "number":
        high = fact.high if fact.high is not None else (fact.low or 0) + 10
        return Decimal(fact.low or 0) if quiet else Decimal(chance.randint(fact.low or 0, high))
    if fact.type == "date":
        return date - dt.timedelta(days=chance.choice((1, 20, 59, 61, 400)))
    return "1111000000" if fact.type == "region" else None


def boundary_values(fact: FactDefinition, told: Any, date: dt.date) -> list[Any]:
    """Values that a hidden fact may turn out to have: every option, both ends, and steps between."""
    if fact.type == "boolean":
        return [True, False]
    if fact.choices:
        return [choice.value for choice in fact.choices]
    if fact.type == "money":
        low = Decimal(fact.low) if fact.low is not None else Decimal(0)
        return sorted(
            {
                low,
                told,
                *(Decimal(10) ** power for power in range(3, 13)),
                *(3 * Decimal(10) ** p for p in range(4, 11)),
            }
        )
    if fact.type == "number":
        least = fact.low or 0
        most = fact.high if fact.high is not None else 10_000
        steps = (Decimal(number) for number in range(least, min(most, least + 100) + 1))
        return sorted({Decimal(least), Decimal(most), told, *steps})
    if fact.name == "person.birth_date":
        return [min(date, dt.date(date.year - age, month, 15)) for age in range(111) for month in (1, 6, 12)]
    if fact.type == "date":
        return [date - dt.timedelta(days=days) for days in (*range(0, 120, 5), 365, 800, 4000)]
    return [told]
