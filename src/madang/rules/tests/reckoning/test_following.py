"""A standing that follows its family says, after every change, what a new one says: byte for byte, reads included."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from madang.rules.family.service import UNKNOWN, FactValue, Family, Residence
from madang.rules.service import Rulebook, Standing, with_fact
from madang.rules.tests.families import REGIONS, random_family, random_value
from madang.rules.tests.questioning import stripped, truth


def changed(rulebook: Rulebook, family: Family, chance: random.Random) -> Family:
    """The family with one to three facts told otherwise, no longer told, or on other evidence; or a home elsewhere."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        if chance.random() < 0.15:
            homes = list(family.residences)
            place = chance.randrange(len(homes))
            homes[place] = _other_home(rulebook, homes[place], family, chance)
            chance.shuffle(homes)
            family = replace(family, residences=tuple(homes))
            continue
        person = family.persons[chance.choice(list(family.persons))]
        facts = {**person.facts}
        name = chance.choice([name for name, fact in rulebook.pack.facts.items() if _personal(fact)])
        held = _otherwise(rulebook, name, facts.get(name), family, chance)
        if held is None:
            facts.pop(name, None)
        else:
            facts[name] = held
        family = replace(family, persons={**family.persons, person.id: replace(person, facts=facts)})
    return family


def _personal(fact: Any) -> bool:
    return fact.entity == "person" and fact.root is None


def _otherwise(
    rulebook: Rulebook, name: str, held: FactValue | None, family: Family, chance: random.Random
) -> FactValue | None:
    kind = chance.random()
    if kind < 0.25:
        return None
    if kind < 0.35:
        return FactValue(UNKNOWN)
    if kind < 0.5 and held is not None:
        return replace(held, source="nts", proven=not held.proven)
    return FactValue(random_value(rulebook.pack.facts[name], chance, family.date), "ask", None, chance.random() < 0.5)


def _other_home(rulebook: Rulebook, home: Residence, family: Family, chance: random.Random) -> Residence:
    if chance.random() < 0.5:  # all who live there move
        home = replace(home, id=f"home {chance.random()}")
    if chance.random() < 0.5:
        return replace(home, region=chance.choice((*REGIONS, None)))
    names = [name for name in home.facts if chance.random() < 0.7]
    told = {name: FactValue(random_value(rulebook.pack.facts[name], chance, family.date)) for name in names[:1]}
    return replace(home, facts={**{name: home.facts[name] for name in names}, **told})


def opened(family: Family, chance: random.Random, share: float) -> Family:
    """The same family with a share of its facts not told."""
    persons = {
        id: replace(one, facts={name: held for name, held in one.facts.items() if chance.random() > share})
        for id, one in family.persons.items()
    }
    return replace(family, persons=persons)


@pytest.mark.parametrize("share", [0.0, 0.03, 0.3])
@pytest.mark.parametrize("seed", range(4))
def test_after_every_change_it_says_what_a_new_standing_says(rulebook: Rulebook, seed: int, share: float) -> None:
    chance = random.Random(seed)
    family = opened(random_family(rulebook, 7_000 + seed), chance, share)
    kept = Standing(rulebook, family)
    services = list(rulebook.pack.services)
    for step in range(25):
        asked = None if step % 5 == 0 else chance.sample(services, 3)
        assert kept.outcomes(asked) == Standing(rulebook, family).outcomes(asked)
        if step % 8 == 0:
            assert kept.check(asked) == Standing(rulebook, family).check(asked)
            assert kept.missing(asked) == Standing(rulebook, family).missing(asked)
        family = changed(rulebook, family, chance)
        assert kept.follow(family)
        assert kept.family is family
    assert kept.next_question() == Standing(rulebook, family).next_question()
    assert kept.outcomes() == Standing(rulebook, family).outcomes()


@pytest.mark.parametrize("seed", range(6))
def test_while_ways_of_settling_the_open_are_tried_too(rulebook: Rulebook, seed: int) -> None:
    """Answers of the family as it tells them, and other answers to what it told; little is known at first."""
    chance = random.Random(seed)
    whole = random_family(rulebook, 7_200 + seed)
    family = stripped(whole)
    kept = Standing(rulebook, family)
    for _ in range(6):
        assert kept.outcomes() == Standing(rulebook, family).outcomes()
        waiting = {key for _, open_ in kept.missing().values() for key in open_ if key[0] in rulebook.pack.facts}
        if not waiting:
            break
        key = chance.choice(sorted(waiting))
        for held in (
            FactValue(random_value(rulebook.pack.facts[key[0]], chance, family.date), "ask"),
            truth(whole, key),
        ):
            family = with_fact(family, key, held)
            assert kept.follow(family)
            assert kept.missing() == Standing(rulebook, family).missing()


def test_the_same_told_by_a_register_is_something_new(rulebook: Rulebook) -> None:
    """What is inquired into after the aid refuses only where it is proven (긴급복지지원법 §13)."""
    turned = 0
    for seed in range(7_300, 7_340):
        family = random_family(rulebook, seed)
        persons = {id: replace(one, facts=_proven(one.facts)) for id, one in family.persons.items()}
        homes = tuple(replace(home, facts=_proven(home.facts)) for home in family.residences)
        kept = Standing(rulebook, family)
        before = kept.outcomes(["emergency"])["emergency"].status
        family = replace(family, persons=persons, residences=homes)
        assert kept.follow(family)
        after = kept.outcomes(["emergency"])
        assert after == Standing(rulebook, family).outcomes(["emergency"])
        turned += before != after["emergency"].status
    assert turned


def _proven(facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    return {name: replace(held, source="nts", proven=True) for name, held in facts.items()}


def test_what_does_not_rest_on_the_fact_is_not_worked_out_again(rulebook: Rulebook) -> None:
    family = random_family(rulebook, 7_100)
    kept = Standing(rulebook, family)
    before = kept.outcomes()
    services = {
        key: {id for id, one in before.items() if key in one.reads} for one in before.values() for key in one.reads
    }
    key = next(key for key, read in sorted(services.items()) if key[1] == "a" and 0 < len(read) < len(before))
    held = dict(kept._reckoning.memory._kept)
    person = family.persons["a"]
    told = replace(person, facts={name: one for name, one in person.facts.items() if name != key[0]})
    assert kept.follow(replace(family, persons={**family.persons, "a": told}))
    left = kept._reckoning.memory._kept
    kept_before = {id for id in before if ("outcome", id) in held}  # not those of whose law the year is not held
    assert {id for id in kept_before if ("outcome", id) not in left} == services[key]
    assert len(left) > len(held) / 2


def test_who_has_moved_together_is_not_reckoned_as_a_whole(rulebook: Rulebook) -> None:
    family = random_family(rulebook, 7_100)
    kept = Standing(rulebook, family)
    kept.outcomes()
    held = dict(kept._reckoning.memory._kept)
    (home, *others) = family.residences
    moved = replace(family, residences=(*others, replace(home, id="elsewhere", region=REGIONS[0])))
    assert kept.follow(moved)
    assert len(kept._reckoning.memory._kept) > len(held) / 3
    assert kept.outcomes() == Standing(rulebook, moved).outcomes()
    assert not kept.follow(replace(moved, residences=(*moved.residences, replace(home, id="a second one"))))


def test_more_than_facts_is_not_followed(rulebook: Rulebook) -> None:
    family = random_family(rulebook, 7_003)
    assert family.relations
    kept = Standing(rulebook, family)
    given = {"person.age": FactValue(family.date.year)}  # type: ignore[arg-type]
    person = family.persons["a"]
    for other in (
        replace(family, date=family.date.replace(day=28, month=1)),
        replace(family, applicant="c0"),
        replace(family, relations=family.relations[1:]),
        replace(family, residences=family.residences[1:]),
        replace(family, residences=(replace(family.residences[0], persons=()), *family.residences[1:])),
        replace(family, persons=dict(reversed(list(family.persons.items())))),
        replace(family, persons={**family.persons, "a": replace(person, facts={**person.facts, **given})}),
        replace(family, given=given),
    ):
        assert not kept.follow(other), other
        assert kept.family is family
