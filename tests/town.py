"""A town of random families in which every person is also somebody who asks, and a stream of changes of its facts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

from madang.entitlements.service import FactChange
from madang.rules.service import FactValue, Family, Person, Rulebook, vocabulary
from tests.families import random_family, random_value

DAY = dt.date(2026, 12, 28)


def town(rulebook: Rulebook, families: int, seed: int = 1) -> dict[str, Family]:
    """Families by applicant: each person of each family is an applicant with the same family around."""
    found: dict[str, Family] = {}
    for number in range(families):
        family = renamed(random_family(rulebook, seed * 1_000_000 + number), f"{number}.")
        for person in family.persons:
            found[person] = replace(family, applicant=person, date=DAY)
    return found


def renamed(family: Family, prefix: str) -> Family:
    """The same family under ids of its own."""
    persons = {prefix + id: Person(prefix + id, person.facts) for id, person in family.persons.items()}
    relations = tuple(replace(one, source=prefix + one.source, target=prefix + one.target) for one in family.relations)
    homes = tuple(
        replace(home, id=prefix + home.id, persons=tuple(prefix + id for id in home.persons))
        for home in family.residences
        if home.persons
    )
    return replace(family, applicant=prefix + family.applicant, persons=persons, relations=relations, residences=homes)


def consistent(family: Family) -> Family:
    """The same family with everybody who is somebody's spouse married: what the log would otherwise contradict."""
    wed = {id for one in family.relations if one.kind == "spouse" for id in (one.source, one.target)}
    married = {"person.marital_status": FactValue("married")}
    persons = {
        id: replace(one, facts={**one.facts, **married}) if id in wed else one for id, one in family.persons.items()
    }
    return replace(family, persons=persons)


def changes(rulebook: Rulebook, families: dict[str, Family], count: int, seed: int = 1) -> Iterator[FactChange]:
    """Changes of any fact of anybody: of ten, one repeats an earlier one and five say what is known already."""
    chance = random.Random(seed)
    facts = [fact for fact in vocabulary(rulebook) if fact.entity == "person" and fact.root is None]
    facts = [fact for fact in facts if fact.type != "region"]
    known = {id: dict(person.facts) for family in families.values() for id, person in family.persons.items()}
    people, sent = list(known), list[FactChange]()
    for number in range(count):
        turn = number % 10
        if turn == 9 and sent:
            yield chance.choice(sent)
            continue
        person, fact = chance.choice(people), chance.choice(facts)
        while fact.name not in known[person]:
            fact = chance.choice(facts)
        value = known[person][fact.name]
        while turn % 2 == 0 and value == known[person][fact.name]:
            if fact.type == "date" and fact.name == "person.birth_date":
                value = FactValue(DAY - dt.timedelta(days=chance.randint(0, 30_000)))
            else:
                value = FactValue(random_value(fact, chance, DAY))
        known[person][fact.name] = value
        change = FactChange(f"c{number}", person, fact.name, value)
        sent.append(change)
        yield change
