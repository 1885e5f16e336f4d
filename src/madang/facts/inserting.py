"""Many rows of one table into the database in few statements, without a parameter for each of their values.

COPY is not for tables behind row-level security; rows as one JSON text are the next quickest.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

CHUNK = 10_000


def insert(rows: Sequence[Model], *, ids: bool = False) -> None:
    """Inserts rows of one model. ids: the rows get theirs, which takes a second statement for each 10,000."""
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        with connection.cursor() as cursor:
            if ids:
                _number(cursor, some)
            _insert(cursor, some, ids=ids)


def _number(cursor: Any, rows: Sequence[Model]) -> None:
    table = rows[0]._meta.db_table
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)])
    for row, (id,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = id
        row._state.adding, row._state.db = False, connection.alias


def _insert(cursor: Any, rows: Sequence[Model], *, ids: bool) -> None:
    meta = rows[0]._meta
    fields = [
        (field.attname, field.column, field.db_type(connection))
        for field in meta.concrete_fields
        if ids or not field.primary_key
    ]
    names = ", ".join(f'"{column}"' for _, column, _ in fields)
    types = ", ".join(f'"{column}" {kind}' for _, column, kind in fields)
    told = [{column: getattr(row, name) for name, column, _ in fields} for row in rows]
    into = f"INSERT INTO {meta.db_table} ({names}) SELECT {names}"
    cursor.execute(
        f"{into} FROM json_to_recordset(%s::json) AS row ({types})",
        [json.dumps(told, default=_plain, ensure_ascii=False)],
    )


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):  # a datetime is one
        return value.isoformat()
    raise TypeError(type(value).__name__)
