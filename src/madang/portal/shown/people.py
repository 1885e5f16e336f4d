"""How persons and homes are named on the pages: by what they are to the visitor, and their age."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from madang.portal.journey.kinship import Kinship
from madang.portal.journey.people import plain_value
from madang.portal.journey.telling import AGE, BIRTH

_named = re.compile(r"[^\x00-\x7f]")


def relation_words() -> dict[str, str]:
    """The relations of the people form and the further ones of a file, in the page's language."""
    return {
        "me": _("me"),
        "spouse": _("spouse"),
        "de_facto_spouse": _("partner (de facto marriage)"),
        "child": _("child"),
        "own_child": _("my child (not my present spouse’s)"),
        "spouse_child": _("my spouse’s child"),
        "parent": _("parent"),
        "spouse_parent": _("my spouse’s parent"),
        "grandchild": _("grandchild"),
        "grandparent": _("grandparent"),
        "sibling": _("brother or sister"),
        "other": _("other person"),
        "kept": _("as in the file"),
        "child_spouse": _("child’s spouse"),
        "parent_spouse": _("parent’s spouse"),
        "relative": _("relative"),
    }


def names_of(told: Mapping[str, Any]) -> dict[str, str]:
    """Every person's and home's name on the page, by id."""
    kin, words = Kinship(told), relation_words()
    short = words | {"own_child": words["child"]}
    kinds = {person["id"]: _kind(kin, person["id"]) for person in told["persons"]}
    often = Counter(short[kind] for kind in kinds.values())
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for person in told["persons"]:
        word = short[kinds[person["id"]]]
        seen[word] += 1
        numbered = f"{word} {seen[word]}" if often[word] > 1 else word
        age = age_of(person, told["date"])
        aged = _("%(who)s (aged %(age)s)") % {"who": numbered, "age": age} if age is not None else numbered
        names[person["id"]] = f"{person['id']} · {aged}" if _named.search(person["id"]) else aged
    return names | _home_names(told, names)


def age_of(person: Mapping[str, Any], on: dt.date) -> int | None:
    """Age in whole years by birth date or as told; None when unknown."""
    facts = person.get("facts", {})
    born, age = plain_value(facts.get(BIRTH)), plain_value(facts.get(AGE))
    if isinstance(born, dt.date):
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return int(age) if isinstance(age, Decimal) else None


def _kind(kin: Kinship, person: str) -> str:
    kind = kin.to_applicant(person)
    return kin.further(person) if kind == "kept" else kind


def _home_names(told: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    homes = {}
    for home in told.get("residences", []):
        lives = [names[person] for person in home["persons"] if person in names]
        mine = told["applicant"] in home["persons"]
        homes[home["id"]] = _("our home") if mine else _("home of: %(who)s") % {"who": ", ".join(lives[:3])}
    return homes
