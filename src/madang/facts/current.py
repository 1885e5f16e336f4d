"""The current view read row by row, without a model for each: what is compared or shown by the hundred thousand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from madang.facts.known import KnownFact
from madang.facts.values import exact

_COLUMNS = (
    "SELECT row.fact_id, row.subject, row.name, row.object, fact.value, row.valid_from, row.valid_to,"
    " fact.recorded_at, fact.source, fact.as_of, fact.proven, fact.evidence"
)
_OF = (
    f"{_COLUMNS} FROM facts_current AS row JOIN facts_fact AS fact ON fact.id = row.fact_id WHERE row.subject = ANY(%s)"
)
_UNDER = (
    f"{_COLUMNS} FROM unnest(%s::text[], %s::text[]) AS key (subject, name)"
    " JOIN facts_current AS row ON row.subject = key.subject AND row.name = key.name"
    " JOIN facts_fact AS fact ON fact.id = row.fact_id"
)


def current(subjects: Iterable[str], names: Collection[str] | None = None) -> list[KnownFact]:
    """What is known now of these persons and homes, in no order; names: only under these. One query."""
    if names is None:
        return _read(_OF, [list(subjects)])
    return _read(f"{_OF} AND row.name = ANY(%s)", [list(subjects), list(names)])


def known_under(keys: Collection[tuple[str, str]]) -> list[KnownFact]:
    """What is known now under these (person or home, name), each key once, in no order. One query."""
    if not keys:
        return []
    return _read(_UNDER, [list(column) for column in zip(*keys, strict=True)])


def _read(query: str, parameters: list[Any]) -> list[KnownFact]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [
            KnownFact(id, subject, name, other, _value(value), first, last, at, source, as_of, proven, evidence)
            for id, subject, name, other, value, first, last, at, source, as_of, proven, evidence in cursor.fetchall()
        ]


def _value(text: str | None) -> Any:
    """Django's own connection gives JSON as text."""
    return None if text is None else exact(json.loads(text))
