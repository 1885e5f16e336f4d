"""Many rows of one table into the database in few statements, without a parameter for each of their values.

COPY is not for tables behind row-level security; rows as one JSON text are the next quickest.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

CHUNK = 10_000


def insert(rows: Sequence[Model], *, ids: bool = False, first: tuple[str, list[Any]] | None = None) -> None:
    """Inserts rows of one model, one statement for each 10,000. ids: the rows get theirs, ascending.

    first: another statement and its parameters, which goes to the database before the rows and on the same way.
    """
    for start in range(0, len(rows), CHUNK):
        with connection.cursor() as cursor:
            _insert(cursor, rows[start : start + CHUNK], ids, first)
        first = None
    if first is not None:
        with connection.cursor() as cursor:
            cursor.execute(*first)


def _insert(cursor: Any, rows: Sequence[Model], ids: bool, first: tuple[str, list[Any]] | None) -> None:
    statement, fields = _statement(type(rows[0]), ids)
    told = [{column: getattr(row, name) for name, column in fields} for row in rows]
    text = json.dumps(told, default=_plain, ensure_ascii=False)
    if first is None:
        cursor.execute(statement, [text])
    else:
        cursor.execute(f"{first[0]}; {statement}", [*first[1], text])
        cursor.nextset()
    if ids:
        for row, (id,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = id
            row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: type[Model], ids: bool) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The statement, and (attribute, column) of what goes into it."""
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    types = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    # With ordinality and an order, so that the ids ascend with the rows and come back in their order.
    into, of = f"INSERT INTO {meta.db_table} ({names}) SELECT {names}", f"json_to_recordset(%s::json) AS ({types})"
    statement = f"{into} FROM ROWS FROM ({of}) WITH ORDINALITY AS row ({names}, place) ORDER BY place"
    told = tuple((field.attname, str(field.column)) for field in fields)
    return f"{statement} RETURNING id" if ids else statement, told


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):  # a datetime is one
        return value.isoformat()
    raise TypeError(type(value).__name__)
