"""Relations that cannot be: a parent born after the child, two marriages at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set

from madang.rules.family.days import born_between
from madang.rules.family.records import Family, Relation
from madang.rules.model import Label, Place
from madang.rules.problems import Problems

down = {"child": 1, "grandchild": 1, "parent": -1, "grandparent": -1}


def check_births(
    family: Family, descent: Mapping[str, Set[str]], places: Mapping[str, Place], problems: Problems
) -> None:
    """Report who is surely not older than a descendant; `descent` gives everybody below each person.

    Nobody is born before an ancestor, and whoever adopts is older than whom they adopt (민법 §877).
    """
    for number, relation in enumerate(family.relations):
        step = down.get(relation.kind, 0)
        if step:
            older, younger = (relation.source, relation.target)[::step]
            place = places.get(f"relation {number}") or places.get(relation.target)
            _check_births(family, older, [younger, *sorted(descent[younger])], place, problems)


def _check_births(family: Family, older: str, below: list[str], place: Place | None, problems: Problems) -> None:
    born = born_between(family, older)
    for younger in below:
        later = born_between(family, younger)
        if born is not None and later is not None and born[0] >= later[1]:
            problems.add(
                "older_descendant",
                place,
                f"'{older}'이(가) '{younger}'의 윗대인데 나이가 더 많지 않습니다.",
                f"'{older}' is an ancestor of '{younger}' but not older",
                Label(
                    "배우자의 자녀라면 household에서는 parents에 부모만 적습니다",
                    "for a spouse's child, name only the parents under `parents` in a household",
                ),
            )
            return


def check_marriages(family: Family, places: Mapping[str, Place], problems: Problems) -> None:
    """Report a second legal spouse, or a second de facto spouse, in one period (민법 §810)."""
    for number, relation in enumerate(family.relations):
        for earlier in family.relations[:number]:
            shared = _twice_married(earlier, relation)
            if shared is not None:
                problems.add(
                    "two_spouses",
                    places.get(f"relation {number}") or places.get(relation.target),
                    f"'{shared}'에게 한때에 배우자가 둘입니다.",
                    f"'{shared}' has two spouses at one time",
                    Label(
                        "끝난 혼인이면 end에 끝난 날을 적으세요",
                        "for a marriage that is over, give its last day as `end`",
                    ),
                )
                break


def _twice_married(one: Relation, other: Relation) -> str | None:
    """Who is married to two persons by the two relations; None where it is nobody."""
    if one.kind != other.kind or one.kind not in ("spouse", "de_facto_spouse"):
        return None
    first, second = {one.source, one.target}, {other.source, other.target}
    # The last day of a marriage may be the first of the next.
    at_once = (one.start or dt.date.min) < (other.end or dt.date.max) and (other.start or dt.date.min) < (
        one.end or dt.date.max
    )
    return next(iter(first & second), None) if first != second and at_once else None


def descendants(children: Mapping[str, Set[str]]) -> dict[str, set[str]]:
    """Everybody below each person, given who stands directly below; there are no circles."""
    return {person: set(_below(children, person)) for person in children}


def _below(children: Mapping[str, Set[str]], start: str) -> Iterator[str]:
    waiting, seen = [start], {start}
    while waiting:
        for person in children[waiting.pop()] - seen:
            seen.add(person)
            waiting.append(person)
            yield person
