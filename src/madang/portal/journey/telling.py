"""Adds what the visitor said to the family, in the plain form of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

UNKNOWN: Literal["unknown"] = "unknown"
Told = Decimal | str | bool | dt.date | None
BIRTH, AGE, REGION = "person.birth_date", "person.age", "residence.region"
BESIDE_ID = ("birth_date", "age", "sex", "nationality")


def value_of(told: Mapping[str, Any], entity: str, fact: str) -> Any:
    """What was told of a fact of a person or home: a plain value or an evidence mapping; None when nothing."""
    record = _record(told, entity)
    if record is None:
        return None
    if fact == REGION and "region" in record:
        return record["region"]
    return record.get("facts", {}).get(fact)


def tell(told: Mapping[str, Any], entity: str, fact: str, value: Told) -> dict[str, Any]:
    """The family with one fact told, replacing what was said before; "unknown" for "I don't know".

    An age instead of a birth date leaves the birth date unknown, so that it is not asked for again.
    """
    facts = dict((_record(told, entity) or {}).get("facts", {}))
    if fact == BIRTH:
        facts.pop(AGE, None)
    if fact == BIRTH and isinstance(value, Decimal):
        facts[AGE], value = value, UNKNOWN
    facts[fact] = value
    return _replaced(told, entity, facts, told_region=fact == REGION)


def declined(told: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """(fact, entity) of everything answered with "I don't know"."""
    records = [*told["persons"], *told.get("residences", [])]
    return frozenset(
        (fact, record["id"])
        for record in records
        for fact, value in record.get("facts", {}).items()
        if value == UNKNOWN
    )


def _record(told: Mapping[str, Any], entity: str) -> dict[str, Any] | None:
    for record in (*told["persons"], *told.get("residences", [])):
        if record["id"] == entity:
            found: dict[str, Any] = record
            return found
    return None


def _replaced(told: Mapping[str, Any], entity: str, facts: dict[str, Any], *, told_region: bool) -> dict[str, Any]:
    def changed(record: dict[str, Any]) -> dict[str, Any]:
        if record["id"] != entity:
            return record
        kept = {key: value for key, value in record.items() if not (told_region and key == "region")}
        return {**kept, "facts": facts}

    groups = {key: [changed(record) for record in told[key]] for key in ("persons", "residences") if key in told}
    return {**told, **groups}
