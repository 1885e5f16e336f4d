"""Which facts are others in a family as it is now than in the same family before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from madang.rules.family.service import FactValue, Family, Residence
from madang.rules.loading.service import Pack
from madang.rules.reckoning.uncertain import FactKey


def changed_facts(pack: Pack, before: Family, after: Family) -> list[FactKey] | None:
    """(fact that would be told, person or home id) of everything said otherwise, evidence included.

    None where more than facts of the vocabulary differ: the day, who asks, who is there, who belongs to whom, who lives
    where, or a value given in place of one that is worked out.
    """
    if not _alike_but_for_facts(before, after):
        return None
    keys: list[FactKey] = []
    for name, entity in _named(before, after):
        definition = pack.facts.get(name)
        if definition is None:
            return None
        keys.append((definition.root or name, entity))
    return keys


def _named(before: Family, after: Family) -> Iterator[FactKey]:
    for id, now in after.persons.items():
        then = before.persons[id]
        if then is not now:
            yield from ((name, id) for name in _others(then.facts, now.facts))
    if before.residences is not after.residences:
        for old, new in zip(before.residences, after.residences, strict=True):
            if old.region != new.region:
                yield "residence.region", new.id
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
        and (before.residences is after.residences or _homes(before.residences) == _homes(after.residences))
    )


def _homes(homes: tuple[Residence, ...]) -> list[tuple[object, ...]]:
    return [(home.id, home.persons, home.start, home.end) for home in homes]
