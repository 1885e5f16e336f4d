"""The current view read row by row, without a model for each: what is compared or shown by the hundred thousand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from django.db import connection

from madang.facts.known import KnownFact
from madang.facts.values import exact

# Lists come as JSON and moments go as text: an array, and a moment on Django's connection, take longer than the rest.
_COLUMNS = (
    "SELECT row.fact_id, row.subject, row.name, row.object, fact.value, row.valid_from, row.valid_to,"
    " fact.recorded_at::text, fact.source, fact.as_of, fact.proven, fact.evidence"
)
_OF = (
    f"{_COLUMNS} FROM facts_current AS row JOIN facts_fact AS fact ON fact.id = row.fact_id"
    " WHERE row.subject = ANY(ARRAY(SELECT json_array_elements_text(%s::json)))"
)
_UNDER = (
    f"{_COLUMNS} FROM json_to_recordset(%s::json) AS key (subject text, name text)"
    " JOIN facts_current AS row ON row.subject = key.subject AND row.name = key.name"
    " JOIN facts_fact AS fact ON fact.id = row.fact_id"
)


def current(subjects: Iterable[str], names: Collection[str] | None = None) -> list[KnownFact]:
    """What is known now of these persons and homes, in no order; names: only under these. One query."""
    if names is None:
        return _read(_OF, [json.dumps(list(subjects))])
    return _read(f"{_OF} AND row.name = ANY(%s)", [json.dumps(list(subjects)), list(names)])


def known_under(keys: Collection[tuple[str, str]]) -> list[KnownFact]:
    """What is known now under these (person or home, name), each key once, in no order. One query."""
    if not keys:
        return []
    return _read(_UNDER, [json.dumps([{"subject": subject, "name": name} for subject, name in keys])])


def _read(query: str, parameters: list[Any]) -> list[KnownFact]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [
            KnownFact(
                id,
                subject,
                name,
                other,
                None if value is None else _value(value),
                first,
                last,
                dt.datetime.fromisoformat(at),
                source,
                as_of,
                proven,
                evidence,
            )
            for id, subject, name, other, value, first, last, at, source, as_of, proven, evidence in cursor.fetchall()
        ]


@lru_cache(maxsize=4_096)
def _value(text: str) -> Any:
    """Django's own connection gives JSON as text; most are said of many."""
    return exact(json.loads(text))
