"""How a clerk reads the persons and homes of a case: by name where the register gave one, else by what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from madang.people.service import persons
from madang.rules.service import Family
from madang.services.casework.service import Case

INVERSE = {"child": "parent", "parent": "child", "grandchild": "grandparent", "grandparent": "grandchild"}


def names_for(case: Case, concerned: Sequence[str], family: Family | None) -> dict[str, str]:
    """id → name of every person and home. One query, inside the disclosure of the persons."""
    names = {id: one.name for id, one in persons(concerned).items()} | {case.applicant: case.name}
    if family is None:
        return names
    words, kinds = _words(), _kinds(family, case.applicant)
    nameless = [id for id in sorted(concerned) if id not in names]
    for id in nameless:
        word, born = words.get(kinds.get(id, ""), _("family member")), _born(family, id)
        names[id] = _("%(who)s (born %(day)s)") % {"who": word, "day": born} if born else word
    for home in family.residences:
        who = [names[id] for id in sorted(home.persons) if id in names]
        first = case.name if case.applicant in home.persons else ", ".join(who[:2])
        names[home.id] = _("home of %(who)s") % {"who": first}
    return names


def _kinds(family: Family, applicant: str) -> dict[str, str]:
    """person → what they are to the applicant, of those directly related."""
    found: dict[str, str] = {}
    for relation in family.relations:
        if relation.source == applicant:
            found.setdefault(relation.target, relation.kind)
        elif relation.target == applicant:
            found.setdefault(relation.source, INVERSE.get(relation.kind, relation.kind))
    return found


def _born(family: Family, id: str) -> str:
    """The day of birth as it is known, which tells children apart; "" where it is not."""
    person = family.persons.get(id)
    day = person.facts.get("person.birth_date") if person else None
    value = getattr(day, "value", day)
    return value.isoformat() if isinstance(value, dt.date) else ""


def _words() -> dict[str, str]:
    return {
        "spouse": _("spouse"), "de_facto_spouse": _("partner (de facto marriage)"), "child": _("child"),
        "parent": _("parent"), "grandchild": _("grandchild"), "grandparent": _("grandparent"),
        "sibling": _("brother or sister"),
    }  # fmt: skip
