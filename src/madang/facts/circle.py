"""A family put together from persons and homes that were read before: the same as of all their facts, but quicker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from madang.facts.assembly import KnownFamily
from madang.facts.folding import Segment
from madang.facts.kin import Kin
from madang.facts.models import Fact
from madang.facts.subjects import Subject
from madang.facts.vocabulary import RESIDENCE
from madang.rules.service import Family, Relation, Residence, Rulebook, can_be

AGE = "person.age"


def family_of_kept(
    rulebook: Rulebook, around: Mapping[str, Subject], applicant: str, on: dt.date
) -> KnownFamily | None:
    """The family of a person on a day, of what is known of those around. None: it has to be read from its facts.

    So it is where something is wrong, which only reading all of it can tell.
    """
    segments = [one for id in sorted(around) for one in around[id].links]
    kin = Kin(segments, on)
    persons = kin.reach(applicant)
    homes = sorted({kin.home_of[one] for one in persons if one in kin.home_of})
    if not _sound(around, persons, homes):
        return None
    inside, links = set(persons), list[int]()
    family = Family(
        on,
        applicant,
        {id: around[id].person for id in persons},
        tuple(_relations(kin, inside, links)),
        tuple(_residence(around[home], kin, persons) for home in homes),
        around[applicant].given,
    )
    if not can_be(rulebook, family):
        return None
    return KnownFamily(
        family,
        _used(tuple(links), family, around),
        (*persons, *homes, *_expected(kin, segments, inside, applicant, on)),
        _until(around),
    )


def family_again(
    before: Mapping[str, Subject], known: KnownFamily, around: Mapping[str, Subject]
) -> KnownFamily | None:
    """The family put together of `before`, of what is known now of the same people and homes.

    None where more is another than what is said of them (relations, homes, births, ages): it is put together anew.
    """
    if before.keys() != around.keys():
        return None
    others = {id for id, one in around.items() if before[id] is not one}
    if not others:
        return known
    if not all(_alike(before[id], around[id]) for id in others):
        return None
    family = known.family
    homes = [home.id for home in family.residences]
    now = replace(
        family,
        persons={id: around[id].person for id in family.persons},
        residences=family.residences if others.isdisjoint(homes) else tuple(
            replace(home, region=around[home.id].region, facts=around[home.id].person.facts)
            for home in family.residences
        ),
        given=around[family.applicant].given,
    )  # fmt: skip
    return replace(known, family=now, used=_used(known.used[0], now, around), until=_until(around))


def _alike(before: Subject, now: Subject) -> bool:
    """Whether two readings of one person or home differ in nothing that says who belongs to whom, or who can be."""
    return (
        now.sound
        and before.home == now.home
        and (before.links is now.links or before.links == now.links)
        and before.person.facts.get(AGE) == now.person.facts.get(AGE)
    )


def _used(links: tuple[int, ...], family: Family, around: Mapping[str, Subject]) -> tuple[tuple[int, ...], ...]:
    """The facts of relations and homes, of everybody in the family, and those told of its applicant's units."""
    homes = (around[home.id].used for home in family.residences)
    return links, *(around[id].used for id in family.persons), *homes, around[family.applicant].used_given


def _until(around: Mapping[str, Subject]) -> dt.date | None:
    return min((day for one in around.values() for day in one.ends[:1]), default=None)


def _sound(around: Mapping[str, Subject], persons: list[str], homes: list[str]) -> bool:
    """Whether persons and homes were read as such, and no home has the name of something else."""
    said = (*((id, False) for id in persons), *((id, True) for id in homes))
    if any((one := around.get(id)) is None or not one.sound or one.home != home for id, home in said):
        return False
    return not any(home.startswith(("relation ", "fact ", "home ")) for home in homes)


def _relations(kin: Kin, inside: set[str], used: list[int]) -> list[Relation]:
    """Within the family, in one order; `used` takes the facts of these and of the homes."""
    links = [fact for fact in kin.links if fact.subject in inside]
    related: list[Fact] = [fact for fact in links if fact.name != RESIDENCE and fact.object in inside]
    used.extend(fact.pk for fact in related)
    used.extend(fact.pk for fact in links if fact.name == RESIDENCE)
    related.sort(key=lambda fact: (fact.subject, fact.name, fact.object))
    return [Relation(fact.subject, fact.object, fact.name.removeprefix("relation.")) for fact in related]


def _residence(home: Subject, kin: Kin, persons: list[str]) -> Residence:
    inside = tuple(person for person in persons if kin.home_of.get(person) == home.id)
    return Residence(home.id, inside, home.region, home.person.facts)


def _expected(kin: Kin, segments: list[Segment], inside: set[str], applicant: str, on: dt.date) -> list[str]:
    if not kin.unborn:
        return []
    return [one for one in Kin(segments, on, expected=True).reach(applicant) if one not in inside]
