"""Whole truths that fit what is known: every open fact told, as people mostly answer or as chance has it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from madang.rules.asking.plausible import plausible, tried
from madang.rules.family.service import UNKNOWN, FactValue, Series, Value
from madang.rules.model import ServiceDefinition
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning

RARE = 0.1
"""Drawn beyond its share, in all: what is rare is seen now and then."""


def open_facts(reckoning: Reckoning, services: Iterable[ServiceDefinition]) -> Iterator[FactKey]:
    """Every fact the services can rest on that nobody has told, for every person and home it can be about."""
    family, rulebook = reckoning.facts.family, reckoning.rulebook
    names: set[str] = set()
    for service in services:
        names |= rulebook.reach_of_service(service).facts
    names = {rulebook.pack.facts[name].root or name for name in names}
    for name in sorted(names & rulebook.pack.facts.keys()):
        if name == "residence.region":
            yield from ((name, home.id) for home in family.residences if home.region is None)
        elif rulebook.pack.facts[name].entity == "person":
            yield from ((name, id) for id, person in family.persons.items() if _is_open(person.facts.get(name)))
        else:
            yield from ((name, home.id) for home in family.residences if _is_open(home.facts.get(name)))


def _is_open(held: FactValue | None) -> bool:
    return held is None or held.value is UNKNOWN


def whole(
    reckoning: Reckoning, keys: Iterable[FactKey], chance: random.Random | None = None, *, evenly: bool = False
) -> Reckoning:
    """The reckoning with all of `keys` told. Without `chance` everybody gives the commonest answer."""
    told = {}
    for key in sorted(keys):
        value = _drawn(reckoning, key, chance, evenly=evenly)
        held = reckoning.facts.source_of(*key)
        if held is not None and isinstance(held.value, Series):
            told[key] = FactValue(held.value.filled(value, reckoning.date), "ask")
        else:
            told[key] = FactValue(value, "ask")
    return reckoning.supposing_all(told)


def _drawn(reckoning: Reckoning, key: FactKey, chance: random.Random | None, *, evenly: bool) -> Value:
    answers = plausible(reckoning, key)
    if chance is None:
        return max(answers, key=lambda pair: pair[1])[0]
    if evenly:
        unlikely = {value for value, weight in answers if not weight}
        return chance.choice([value for value in tried(reckoning, key) if value not in unlikely])
    rare = RARE / len(answers)
    return chance.choices([value for value, _ in answers], [weight and weight + rare for _, weight in answers])[0]
