"""Between the people form and the family: rows become persons, relations and homes, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from madang.portal.journey.kinship import Kinship, home_of, lived_in
from madang.portal.journey.record import Plain
from madang.portal.journey.telling import AGE, BIRTH, REGION, UNKNOWN, value_of
from madang.portal.typed.days import read_age, read_birth_date
from madang.portal.typed.household import ELSEWHERE, ME, SPOUSES, WITH_ME, Household, Row

SEX = "person.sex"


def household_of(told: Plain) -> Household:
    """The people form, filled in with the family; persons in the order of the file, the applicant first."""
    kin = Kinship(told)
    persons = sorted(told["persons"], key=lambda person: bool(person["id"] != told["applicant"]))
    home = home_of(told, told["applicant"])
    rows = [_row_of(person, kin, home) for person in persons]
    region = plain_value(value_of(told, home["id"], REGION)) if home else None
    return Household(tuple(rows), region if isinstance(region, str) and region != UNKNOWN else "")


def family_of(household: Household, on: dt.date, before: Plain | None = None) -> Plain:
    """The family in plain form. What was told before about people who are still there stays."""
    rows = _named(household.rows, before)
    facts = {person["id"]: person.get("facts", {}) for person in before["persons"]} if before else {}
    persons = [{"id": row.id, "facts": _facts(row, facts.get(row.id, {}), on)} for row in rows]
    told: Plain = {"date": on, "applicant": rows[0].id, "persons": persons}
    told["relations"] = _relations(rows, before)
    told["residences"] = _homes(rows, household.region, on, before)
    if before and "given" in before:
        told["given"] = before["given"]
    return told


def plain_value(held: Any) -> Any:
    """The value inside an evidence mapping, or the value itself."""
    return held["value"] if isinstance(held, dict) and "value" in held else held


def _row_of(person: Plain, kin: Kinship, home: Plain | None) -> Row:
    facts = person.get("facts", {})
    born, age, sex = (plain_value(facts.get(name)) for name in (BIRTH, AGE, SEX))
    with_me = home is not None and person["id"] in home["persons"]
    return Row(
        person["id"],
        kin.to_applicant(person["id"]),
        born.isoformat() if isinstance(born, dt.date) else "",
        str(age) if isinstance(age, Decimal) else "",
        sex if sex in ("male", "female") else "",
        WITH_ME if with_me else ELSEWHERE,
    )


def _named(rows: Sequence[Row], before: Plain | None) -> list[Row]:
    known = {person["id"] for person in before["persons"]} if before else set()
    taken = known | {home["id"] for home in before.get("residences", [])} if before else set()
    fresh = (name for number in range(1, 1000) if (name := f"p{number}") not in taken)
    seen: set[str] = set()
    named = []
    for row in rows:
        id = row.id if row.id in known and row.id not in seen else next(fresh)
        seen.add(id)
        named.append(Row(id, row.relation, row.birth, row.age, row.sex, row.lives))
    return named


def _facts(row: Row, before: Plain, on: dt.date) -> Plain:
    facts = dict(before)
    born: Any = read_birth_date(row.birth, on) if row.birth else None
    age: Any = read_age(row.age) if row.age and not row.birth else None
    for name, value in ((BIRTH, born), (AGE, age), (SEX, row.sex or None)):
        if value is not None and plain_value(facts.get(name)) != value:
            facts[name] = value
        elif value is None and facts.get(name) != UNKNOWN:
            facts.pop(name, None)
    return facts


def _relations(rows: list[Row], before: Plain | None) -> list[Plain]:
    me, spouses = rows[0].id, [row.id for row in rows if row.relation in SPOUSES]
    old = before.get("relations", []) if before else []
    kin = Kinship(before) if before else None
    present = {row.id for row in rows}
    relations = [entry for entry in old if entry["from"] in present and entry["to"] in present]
    same_spouses = kin is not None and set(kin.spouses) == set(spouses)
    for row in rows[1:]:
        if row.relation == "kept" or (same_spouses and kin and row.relation == kin.to_applicant(row.id)):
            continue
        couple = {me, *spouses, *(kin.spouses if kin else ())} - {row.id}
        relations = [
            entry
            for entry in relations
            if not (row.id in (entry["from"], entry["to"]) and couple & {entry["from"], entry["to"]})
        ]
        relations += _new_relations(row, me, spouses)
    return [entry for at, entry in enumerate(relations) if entry not in relations[:at]]


def _new_relations(row: Row, me: str, spouses: list[str]) -> list[Plain]:
    sides = {
        "child": [me, *spouses],
        "own_child": [me],
        "spouse_child": spouses,
        "spouse_parent": spouses,
        "other": [],
    }.get(row.relation, [me])
    kind = {"own_child": "child", "spouse_child": "child", "spouse_parent": "parent"}.get(row.relation, row.relation)
    return [{"from": side, "to": row.id, "kind": kind} for side in sides]


def _homes(rows: list[Row], region: str, on: dt.date, before: Plain | None) -> list[Plain]:
    present = [row.id for row in rows]
    old = [{**home, "persons": list(home["persons"])} for home in before.get("residences", [])] if before else []
    now = [home for home in old if lived_in(home, on)]
    mine = next((home for home in now if rows[0].id in home["persons"]), None)
    mine = mine or {"id": "home1", "persons": [], "facts": {}}
    together = [row.id for row in rows if row.lives == WITH_ME or row.relation == ME]
    for home in old:
        leaves = together if home in now else []
        home["persons"] = [id for id in home["persons"] if id in present and id not in leaves]
    housed = {id for home in now if home is not mine for id in home["persons"]}
    taken = {home["id"] for home in old} | {"home1"} | set(present)
    names = (name for number in range(2, 1000) if (name := f"home{number}") not in taken)
    fresh = [{"id": next(names), "persons": [id]} for id in present if id not in housed and id not in together]
    others = [home for home in old if home is not mine and home["persons"]]
    return [_in_region({**mine, "persons": together}, region), *others, *fresh]


def _in_region(home: Plain, region: str) -> Plain:
    facts = {name: value for name, value in home.get("facts", {}).items() if name != REGION}
    held = home.get("facts", {}).get(REGION)
    if region and held is not None and plain_value(held) == region:
        return home
    kept = {key: value for key, value in home.items() if key not in ("region", "facts")}
    kept |= {"region": region} if region else {}
    if not region and held == UNKNOWN:
        facts[REGION] = UNKNOWN
    return {**kept, "facts": facts} if facts else kept
