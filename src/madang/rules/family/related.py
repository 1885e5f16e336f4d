"""Who is related to whom on a day, and where somebody lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Set

from madang.rules.family.records import Family, Relation, Residence

inverse_kinds = {
    "spouse": "spouse",
    "de_facto_spouse": "de_facto_spouse",
    "child": "parent",
    "parent": "child",
    "grandchild": "grandparent",
    "grandparent": "grandchild",
    "sibling": "sibling",
}


def in_force(item: Relation | Residence, on: dt.date) -> bool:
    """Whether the day lies in the item's period."""
    return (item.start is None or item.start <= on) and (item.end is None or on <= item.end)


def related(family: Family, person_id: str, kind: str, on: dt.date) -> list[str]:
    """The ids of related persons, in the order of the file. KeyError: the kind is none of those of `ir.Related`.

    `spouses` includes de facto spouses. `siblings` are those named so and everybody with a shared parent.
    `grandchildren` and `grandparents` are those named so and the children of children, parents of parents.
    `coresidents` includes the person, who is alone when no home is known.
    """
    found = _kinds[kind](family, person_id, on)
    return [other for other in family.persons if other in found]


def home_of(family: Family, person_id: str, on: dt.date) -> Residence | None:
    """The home where the person lives on the day, or None when the family does not say."""
    for residence in family.residences:
        if person_id in residence.persons and in_force(residence, on):
            return residence
    return None


def _named(family: Family, person_ids: Collection[str], kinds: Collection[str], on: dt.date) -> set[str]:
    """Persons who are one of the kinds of one of the persons, by a relation or its inverse."""
    found: set[str] = set()
    for relation in family.relations:
        if in_force(relation, on):
            if relation.source in person_ids and relation.kind in kinds:
                found.add(relation.target)
            if relation.target in person_ids and inverse_kinds[relation.kind] in kinds:
                found.add(relation.source)
    return found


def _siblings(family: Family, person_id: str, on: dt.date) -> Set[str]:
    parents = _named(family, {person_id}, {"parent"}, on)
    shared = _named(family, parents, {"child"}, on)
    return (_named(family, {person_id}, {"sibling"}, on) | shared) - {person_id}


def _over_two(family: Family, person_id: str, on: dt.date, step: str) -> Set[str]:
    between = _named(family, {person_id}, {step}, on)
    return _named(family, {person_id}, {f"grand{step}"}, on) | _named(family, between, {step}, on)


def _coresidents(family: Family, person_id: str, on: dt.date) -> Set[str]:
    home = home_of(family, person_id, on)
    return {person_id} if home is None else set(home.persons)


_kinds = {
    "spouses": lambda family, who, on: _named(family, {who}, {"spouse", "de_facto_spouse"}, on),
    "legal_spouses": lambda family, who, on: _named(family, {who}, {"spouse"}, on),
    "children": lambda family, who, on: _named(family, {who}, {"child"}, on),
    "parents": lambda family, who, on: _named(family, {who}, {"parent"}, on),
    "siblings": _siblings,
    "grandchildren": lambda family, who, on: _over_two(family, who, on, "child"),
    "grandparents": lambda family, who, on: _over_two(family, who, on, "parent"),
    "coresidents": _coresidents,
}
