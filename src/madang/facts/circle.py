"""A family put together from persons and homes that were read before: the same as of all their facts, but quicker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from madang.facts.assembly import KnownFamily
from madang.facts.folding import Segment
from madang.facts.kin import Kin
from madang.facts.models import Fact
from madang.facts.subjects import Subject
from madang.facts.vocabulary import RESIDENCE
from madang.rules.service import Family, Relation, Residence, Rulebook, can_be


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
    inside, used = set(persons), set[int]()
    family = Family(
        on,
        applicant,
        {id: around[id].person for id in persons},
        tuple(_relations(kin, inside, used)),
        tuple(_residence(around[home], kin, persons) for home in homes),
        around[applicant].given,
    )
    if not can_be(rulebook, family):
        return None
    used.update(*(around[id].used for id in (*persons, *homes)), around[applicant].used_given)
    later = [day for one in around.values() for day in one.ends[:1]]
    return KnownFamily(
        family,
        tuple(sorted(used)),
        (*persons, *homes, *_expected(kin, segments, inside, applicant, on)),
        min(later, default=None),
    )


def _sound(around: Mapping[str, Subject], persons: list[str], homes: list[str]) -> bool:
    """Whether persons and homes were read as such, and no home has the name of something else."""
    said = (*((id, False) for id in persons), *((id, True) for id in homes))
    if any((one := around.get(id)) is None or not one.sound or one.home != home for id, home in said):
        return False
    return not any(home.startswith(("relation ", "fact ", "home ")) for home in homes)


def _relations(kin: Kin, inside: set[str], used: set[int]) -> list[Relation]:
    """Within the family, in one order; `used` takes the facts of these and of the homes."""
    links = [fact for fact in kin.links if fact.subject in inside]
    related: list[Fact] = [fact for fact in links if fact.name != RESIDENCE and fact.object in inside]
    used.update(fact.pk for fact in related)
    used.update(fact.pk for fact in links if fact.name == RESIDENCE)
    related.sort(key=lambda fact: (fact.subject, fact.name, fact.object))
    return [Relation(fact.subject, fact.object, fact.name.removeprefix("relation.")) for fact in related]


def _residence(home: Subject, kin: Kin, persons: list[str]) -> Residence:
    inside = tuple(person for person in persons if kin.home_of.get(person) == home.id)
    return Residence(home.id, inside, home.region, home.person.facts)


def _expected(kin: Kin, segments: list[Segment], inside: set[str], applicant: str, on: dt.date) -> list[str]:
    if not kin.unborn:
        return []
    return [one for one in Kin(segments, on, expected=True).reach(applicant) if one not in inside]
