"""Which facts are others in a family as it is now than in the same family before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from madang.rules.family.service import FactValue, Family, Residence
from madang.rules.loading.service import Pack
from madang.rules.reckoning.uncertain import FactKey

REGION = "residence.region"
Pairs = list[tuple[Residence, Residence]]


def changed_facts(pack: Pack, before: Family, after: Family) -> list[FactKey] | None:
    """(fact that would be told, person or home id) of everything said otherwise, evidence included.

    Who has moved together lives in a home of another id: all that could be told of the old one is said otherwise. None
    where more than that differs: the day, who asks, who is there, who belongs to whom, who lives with whom, or a value
    given in place of one that is worked out.
    """
    homes = _homes(before.residences, after.residences)
    if homes is None or not _alike_but_for_facts(before, after):
        return None
    keys: list[FactKey] = []
    for name, entity in (*_of_persons(before, after), *_of_homes(pack, homes)):
        definition = pack.facts.get(name)
        if definition is None:
            return None
        keys.append((definition.root or name, entity))
    return keys


def _of_persons(before: Family, after: Family) -> Iterator[FactKey]:
    for id, now in after.persons.items():
        then = before.persons[id]
        if then is not now:
            yield from ((name, id) for name in _others(then.facts, now.facts))


def _of_homes(pack: Pack, homes: Pairs) -> Iterator[FactKey]:
    for old, new in homes:
        if old.id != new.id:
            yield from ((fact.name, old.id) for fact in pack.facts.values() if fact.entity == "residence")
            continue
        if old.region != new.region:
            yield REGION, new.id
        yield from ((name, new.id) for name in _others(old.facts, new.facts))


def _others(then: Mapping[str, FactValue], now: Mapping[str, FactValue]) -> Iterator[str]:
    """Names of which something else is told, or on other evidence."""
    known = then.get
    yield from [name for name, held in now.items() if known(name) is not held and known(name) != held]
    yield from then.keys() - now.keys()


def _alike_but_for_facts(before: Family, after: Family) -> bool:
    return (
        (before.date, before.applicant) == (after.date, after.applicant)
        and list(before.persons) == list(after.persons)
        and (before.relations is after.relations or before.relations == after.relations)
        and before.given == after.given
    )


def _homes(before: tuple[Residence, ...], after: tuple[Residence, ...]) -> Pairs | None:
    """Each home of before and what it is now; None where not the same people live together, for the same time."""
    if before is after:
        return []
    if [_lived_in(home) for home in before] == [_lived_in(home) for home in after]:
        return list(zip(before, after, strict=True))
    people = [person for home in before for person in home.persons]
    then, now = ({_lived_in(home)[1:]: home for home in homes} for homes in (before, after))
    if len(set(people)) < len(people) or then.keys() != now.keys() or not len(before) == len(then) == len(after):
        return None  # in two homes at once, or with others
    return [(home, now[lived]) for lived, home in then.items()]


def _lived_in(home: Residence) -> tuple[object, ...]:
    return home.id, home.persons, home.start, home.end
