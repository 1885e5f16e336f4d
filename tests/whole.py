"""Connections of tests that look at rows of everybody, as no part of the house does unless it says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

SEE = "SELECT set_config('madang.' || name, '*', false) FROM unnest(ARRAY['tenants', 'units', 'subjects']) AS name"
FORGET = "RESET madang.tenants; RESET madang.units; RESET madang.subjects"


@contextmanager
def seeing_everybody() -> Iterator[None]:
    """Every connection that is made within, other threads' too, and the one that is open, sees all rows."""
    connection_created.connect(_tell, weak=False, dispatch_uid="seeing everybody")
    if connection.connection is not None and not connection.connection.closed:
        _tell(None, connection)
    try:
        yield
    finally:
        connection_created.disconnect(dispatch_uid="seeing everybody")
        connection.close() if not connection.in_atomic_block else _forget()


def _tell(sender: Any, connection: Any, **_: Any) -> None:
    with connection.connection.cursor() as cursor:
        cursor.execute(SEE)
        if not connection.in_atomic_block and not connection.connection.autocommit:
            connection.connection.commit()


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
