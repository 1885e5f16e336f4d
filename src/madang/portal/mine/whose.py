"""Whose value it is, in words, and which are the resident's own."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from madang.rules.service import Family


def names_in(family: Family, person: str) -> dict[str, str]:
    """What each person and home of a family is to somebody: you, your spouse, your child, your home."""
    near = {
        ("spouse", True): _("your spouse"), ("spouse", False): _("your spouse"),
        ("de_facto_spouse", True): _("your spouse"), ("de_facto_spouse", False): _("your spouse"),
        ("child", True): _("your child"), ("child", False): _("your parent"),
        ("parent", True): _("your parent"), ("parent", False): _("your child"),
    }  # fmt: skip
    names = dict.fromkeys(family.persons, _("somebody of your household or family"))
    for relation in family.relations:
        if person in (relation.source, relation.target):
            other, forth = (relation.target, True) if relation.source == person else (relation.source, False)
            names[other] = near.get((relation.kind, forth), _("your relative"))
    names[person] = _("you")
    names = {id: name for id, name in names.items() if id in family.persons}
    homes = {home.id: _("your home") if person in home.persons else _("another home") for home in family.residences}
    return _numbered(names) | homes


def own_of(family: Family, person: str) -> frozenset[str]:
    """The ids whose values are the resident's own: theirs, and their homes'."""
    return frozenset({person, *(home.id for home in family.residences if person in home.persons)})


def _numbered(names: Mapping[str, str]) -> dict[str, str]:
    """Two children are told apart by a number, in a stable order."""
    found: dict[str, list[str]] = {}
    for id in sorted(names):
        found.setdefault(names[id], []).append(id)
    return {
        id: name if len(ids) == 1 else f"{name} {number}"
        for name, ids in found.items()
        for number, id in enumerate(ids, start=1)
    }
