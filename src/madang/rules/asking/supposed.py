"""Whole truths that fit what is known: every open fact told, as people mostly answer or as chance has it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import accumulate

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
            yield from (
                (name, id)
                for id, person in family.persons.items()
                if _is_open(person.facts.get(name)) and not reckoning.facts.ruled_out(name, id)
            )
        else:
            yield from ((name, home.id) for home in family.residences if _is_open(home.facts.get(name)))


def _is_open(held: FactValue | None) -> bool:
    return held is None or held.value is UNKNOWN


class Guesses:
    """Answers people may give to each of some open facts, looked up once and told in many ways."""

    def __init__(self, reckoning: Reckoning, keys: Iterable[FactKey]) -> None:
        self.reckoning = reckoning
        self._answers = {key: self._possible(key) for key in sorted(keys)}

    def usual(self) -> Reckoning:
        """The reckoning with every fact told; everybody gives the commonest answer."""
        return self.reckoning.supposing_all({key: told[0] for key, (told, _, _) in self._answers.items()})

    def drawn(self, chance: random.Random) -> Reckoning:
        """The same with answers drawn by how common they are, what is rare a little oftener."""
        return self.reckoning.supposing_all(
            {key: chance.choices(told, cum_weights=shares)[0] for key, (told, shares, _) in self._answers.items()}
        )

    def far_afield(self, chance: random.Random) -> Reckoning:
        """The same with answers drawn evenly, a great deal among them, however unusual."""
        return self.reckoning.supposing_all(
            {key: told[chance.choice(even)] for key, (told, _, even) in self._answers.items()}
        )

    def _possible(self, key: FactKey) -> tuple[list[FactValue], list[float], list[int]]:
        """(answers, the commonest first; their shares added up, without a great deal; the places of possible ones)"""
        weights = dict(plausible(self.reckoning, key))
        answers = tried(self.reckoning, key)
        rare = RARE / len(weights)
        shares = [share + rare if share else 0.0 for share in (weights.get(value, 0.0) for value in answers)]
        even = [place for place, value in enumerate(answers) if weights.get(value, 1.0)]
        return [self._told(key, value) for value in answers], list(accumulate(shares)), even

    def _told(self, key: FactKey, value: Value) -> FactValue:
        held = self.reckoning.facts.source_of(*key)
        if held is not None and isinstance(held.value, Series):
            return FactValue(held.value.filled(value, self.reckoning.date), "ask")
        return FactValue(value, "ask")
