"""Rows into the log, in the transaction of what they tell of; and whether an act is there already."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Sequence

from django.db import connection

from madang.trust.log_row import LOG_COLUMNS, LogRow
from madang.trust.models import Entry


def write(rows: Sequence[LogRow]) -> list[int]:
    """Their ids. One query for up to 2,000 rows; a sequencer that sleeps is woken when the transaction commits."""
    found: list[int] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), MOST):
            cursor.execute(_INSERT, [_ENCODER.encode([row._asdict() for row in rows[start : start + MOST]])])
            found += [id for (id,) in cursor.fetchall()]
    return found


MOST = 2_000
_names = ", ".join(f'"{name}"' for name in LOG_COLUMNS)
# Rows as one JSON text: a parameter for each of their values takes longer to write and to read than the rows. With
# ordinality and an order, so that the ids ascend with the rows.
_INSERT = f"""
    INSERT INTO trust_entry ({_names}) SELECT {_names} FROM ROWS FROM (json_to_recordset(%s::json) AS (
        "tenant" text, "act" uuid, "kind" text, "at" timestamptz, "subject" text, "actor" text, "name" text,
        "body" text, "salt" bytea, "commitment" bytea, "leaf" bytea, "shown_from" timestamptz))
    WITH ORDINALITY AS row ({_names}, place) ORDER BY place RETURNING id
"""  # noqa: S608 -- constants


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(type(value).__name__)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)


def acted_on(name: str, persons: Iterable[str]) -> set[str]:
    """Those of the persons about whom an act of this name is on record, where the caller sees it. One query."""
    found = Entry.objects.filter(kind="act", name=name, subject__in=[one for one in persons if one])
    return set(found.values_list("subject", flat=True))
