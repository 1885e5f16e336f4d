"""Asks a family's truth question by question, and counts; beside a form that asks in a fixed order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from madang.rules.answers.answering import missing_facts
from madang.rules.asking.questions import Question, next_question
from madang.rules.family.service import UNKNOWN, FactValue, Family, Person, Series
from madang.rules.reckoning.facts import FamilyFacts, with_facts
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook, check, vocabulary

KNOWN_FROM_THE_START = ("person.birth_date", "person.sex")


def stripped(family: Family) -> Family:
    """The family as the first page knows it: who lives where and with whom, birth dates, sex, region."""
    persons = {
        id: Person(id, {name: held for name, held in person.facts.items() if name in KNOWN_FROM_THE_START})
        for id, person in family.persons.items()
    }
    return replace(family, persons=persons, residences=tuple(replace(home, facts={}) for home in family.residences))


def truth(family: Family, key: FactKey) -> FactValue:
    """What the family would answer."""
    if key[1] in family.persons:
        return family.persons[key[1]].facts[key[0]]
    home = next(home for home in family.residences if home.id == key[1])
    return FactValue(home.region) if key[0] == "residence.region" else home.facts[key[0]]


def told(family: Family, keys: list[FactKey]) -> Family:
    """The family as it is known after some questions."""
    return with_facts(stripped(family), {key: truth(family, key) for key in keys})


def asked(rulebook: Rulebook, family: Family, choose: Callable[[Reckoning], FactKey | None]) -> list[FactKey]:
    """The questions asked, in order, until `choose` has none."""
    reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, stripped(family)))
    found: list[FactKey] = []
    while (key := choose(reckoning)) is not None:
        assert key not in found, f"asked twice: {key}"
        found.append(key)
        reckoning = reckoning.supposing(key, truth(family, key))
    return found


def best(reckoning: Reckoning) -> FactKey | None:
    """The house's own choice."""
    question = next_question(reckoning, list(reckoning.rulebook.pack.services.values()))
    return None if question is None else question.key


def idle(rulebook: Rulebook, known: Family, question: Question) -> str | None:
    """What is wrong with the evidence that a question matters; None when it holds.

    The two families of its witness must fit everything that is known, differ in the one answer, and get different
    answers from :func:`check`, which knows nothing of how the witness was found.
    """
    witness = question.witness
    if witness is None:
        return "no witness"
    for family in (witness.one, witness.other):
        if with_facts(family, _held(known)) != family:
            return "a family of the witness contradicts what is known"
    if with_facts(witness.one, {question.key: _told(witness.other, question.key)}) != witness.other:
        return "the families differ in more than the answer"
    one, other = (
        check(rulebook, family, [witness.service], explain=False)[0] for family in (witness.one, witness.other)
    )
    same = (one.status, one.amount, one.components) == (other.status, other.amount, other.components)
    return "both families get the same answer" if same else None


def _held(family: Family) -> dict[FactKey, FactValue]:
    """Everything told, except flows over time, whose gaps a witness fills."""
    homes = [(home.id, home.facts) for home in family.residences]
    kept = [(id, person.facts) for id, person in family.persons.items()] + homes
    return {
        (name, id): held
        for id, facts in kept
        for name, held in facts.items()
        if held.value is not UNKNOWN and not isinstance(held.value, Series)
    }


def _told(family: Family, key: FactKey) -> FactValue:
    if key[0] == "residence.region":
        return FactValue(next(home.region or "" for home in family.residences if home.id == key[1]))
    kept = {**{id: p.facts for id, p in family.persons.items()}, **{home.id: home.facts for home in family.residences}}
    return kept[key[1]][key[0]]


def in_fixed_order(rulebook: Rulebook, family: Family) -> Callable[[Reckoning], FactKey | None]:
    """A form: every fact the services read, from top to bottom, for each person, until every service is settled."""
    order = iter(
        [
            (fact.name, entity)
            for fact in vocabulary(rulebook, rulebook.pack.services)
            if fact.root is None and fact.name not in KNOWN_FROM_THE_START and fact.name != "residence.region"
            for entity in (family.persons if fact.entity == "person" else [home.id for home in family.residences])
        ]
    )

    def choose(reckoning: Reckoning) -> FactKey | None:
        services = rulebook.pack.services.values()
        return None if not any(missing_facts(reckoning, service)[1] for service in services) else next(order)

    return choose


def skipping(rulebook: Rulebook, family: Family) -> Callable[[Reckoning], FactKey | None]:
    """The same form, which leaves out what no open service waits for."""
    inner = in_fixed_order(rulebook, family)

    def choose(reckoning: Reckoning) -> FactKey | None:
        services = rulebook.pack.services.values()
        waiting = {key for service in services for key in missing_facts(reckoning, service)[1]}
        while (key := inner(reckoning)) is not None and key not in waiting:
            pass
        return key

    return choose
