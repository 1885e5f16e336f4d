"""Rings for whoever is told something new, so that a page that is open hears of it at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from madang.entitlements.models import StandingChange

CHANNEL = "madang_told"
"""Notified with a resident's id when a transaction that wrote changes for them commits."""


def tell(told: Iterable[StandingChange]) -> None:
    """Once for each resident who is told something, in the transaction that wrote it. One query, none for nobody."""
    residents = sorted({change.resident for change in told})
    if residents:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(pg_notify(%s, id)) FROM unnest(%s::text[]) AS id", [CHANNEL, residents])
