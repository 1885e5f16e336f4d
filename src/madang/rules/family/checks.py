"""What cannot be true of any family: persons who are not there, circles of descent, two homes at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from madang.rules.family.days import years_between
from madang.rules.family.kinship import check_births, check_marriages, descendants, down
from madang.rules.family.records import Family, Relation, Residence
from madang.rules.family.statements import check_statements
from madang.rules.model import FactDefinition, Place
from madang.rules.problems import Problems

oldest = 130


def check_family(
    family: Family,
    vocabulary: Mapping[str, FactDefinition],
    places: Mapping[str, Place],
    problems: Problems,
    *,
    kept: bool = False,
) -> None:
    """Report everything impossible; `places` gives the place of each person, of a person's facts
    (`fact id name`), of `relation n` and `home id`. kept: told at several times, and judged when it was told."""
    for person in family.persons:
        _check_age(family, person, places.get(person), problems)
    for number, relation in enumerate(family.relations):
        place = places.get(f"relation {number}") or places.get(relation.target)
        for end in (relation.source, relation.target):
            _check_there(family, end, place, problems)
        if relation.source == relation.target:
            problems.add(
                "self_relation",
                place,
                f"'{relation.source}'이(가) 자기 자신과 관계를 맺고 있습니다.",
                f"'{relation.source}' is related to themself",
            )
    if not problems.found:
        below = _check_descent(family, places, problems)
        if not problems.found:  # ages within a circle would only repeat it
            check_births(family, descendants(below), places, problems)
        check_marriages(family, places, problems)
        if not kept:
            check_statements(family, vocabulary, places, problems)
    _check_homes(family, places, problems)


def _check_there(family: Family, person: str, place: Place | None, problems: Problems) -> None:
    if person not in family.persons:
        problems.add(
            "unknown_person",
            place,
            f"'{person[:64]}'은(는) 사람들 가운데 없습니다.",
            f"'{person[:64]}' is not among the persons",
        )


def _check_age(family: Family, person: str, place: Place | None, problems: Problems) -> None:
    facts = family.persons[person].facts
    born = facts["person.birth_date"].value if "person.birth_date" in facts else None
    age = facts["person.age"].value if "person.age" in facts else None
    if isinstance(age, Decimal) and age != age.to_integral_value():
        problems.add("bad_age", place, f"'{person}': 나이는 정수입니다.", f"'{person}': an age is a whole number")
    if not isinstance(born, dt.date):
        return
    if born > family.date:
        problems.add(
            "born_later",
            place,
            f"'{person}'의 생년월일 {born}이(가) 기준일 {family.date}보다 뒤입니다.",
            f"'{person}' is born on {born}, after the reference date {family.date}",
        )
        return
    years = years_between(born, family.date)
    if years > oldest:
        problems.add(
            "too_old",
            place,
            f"'{person}'의 나이가 {years}세입니다 ({oldest}세까지).",
            f"'{person}' would be {years} years old ({oldest} at most)",
        )
    elif isinstance(age, Decimal) and age != years:
        problems.add(
            "age_mismatch",
            place,
            f"'{person}'의 나이 {age}이(가) 생년월일({born}, 만 {years}세)과 다릅니다.",
            f"'{person}': the age {age} does not go with the birth date {born} ({years})",
        )


def _check_descent(family: Family, places: Mapping[str, Place], problems: Problems) -> dict[str, set[str]]:
    """Who stands directly below each person; a circle is reported and left out."""
    below: dict[str, set[str]] = {person: set() for person in family.persons}
    for number, relation in enumerate(family.relations):
        place = places.get(f"relation {number}") or places.get(relation.target)
        step = down.get(relation.kind, 0)
        if step:
            older, younger = (relation.source, relation.target)[::step]
            if older in _reached(below, younger):
                problems.add(
                    "circular_relation",
                    place,
                    f"'{older}'와(과) '{younger}'이(가) 서로의 윗대입니다.",
                    f"'{older}' and '{younger}' would each be an ancestor of the other",
                )
                continue
            below[older].add(younger)
    for number, relation in enumerate(family.relations):
        if relation.kind in ("spouse", "de_facto_spouse", "sibling"):
            place = places.get(f"relation {number}") or places.get(relation.target)
            _check_apart(relation, below, place, problems)
    return below


def _check_apart(relation: Relation, below: Mapping[str, set[str]], place: Place | None, problems: Problems) -> None:
    one, other = relation.source, relation.target
    if other in _reached(below, one) or one in _reached(below, other):
        ko, en = ("형제자매", "sibling") if relation.kind == "sibling" else ("배우자", "spouse")
        problems.add(
            "impossible_relation",
            place,
            f"'{one}'와(과) '{other}'은(는) {ko}이면서 윗대와 아랫대입니다.",
            f"'{one}' and '{other}' cannot be {en} and ancestor at once",
        )


def _reached(below: Mapping[str, set[str]], start: str) -> set[str]:
    found, waiting = set[str](), [start]
    while waiting:
        for person in below[waiting.pop()] - found:
            found.add(person)
            waiting.append(person)
    return found


def _check_homes(family: Family, places: Mapping[str, Place], problems: Problems) -> None:
    homes: dict[str, list[Residence]] = {}
    for residence in family.residences:
        place = places.get(f"home {residence.id}")
        for person in residence.persons:
            _check_there(family, person, place, problems)
            for other in homes.get(person, []):
                if _overlap(residence, other):
                    problems.add(
                        "two_homes",
                        place,
                        f"'{person[:64]}'이(가) 한때에 두 집에 삽니다.",
                        f"'{person[:64]}' lives in two homes at one time",
                    )
            homes.setdefault(person, []).append(residence)


def _overlap(one: Residence, other: Residence) -> bool:
    return (one.start or dt.date.min) <= (other.end or dt.date.max) and (other.start or dt.date.min) <= (
        one.end or dt.date.max
    )
