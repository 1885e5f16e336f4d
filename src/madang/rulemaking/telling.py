"""Rings for every process when there are other rules, and for whoever works effects out."""

from __future__ import annotations

from django.db import connection

RULES, EFFECTS = "madang_rules", "madang_rule_effects"
"""Channels; notified when the transaction commits."""


def tell_all(release: int) -> None:
    """There is a release of this number."""
    _ring(RULES, str(release))


def tell_workers() -> None:
    """An effect waits."""
    _ring(EFFECTS, "")


def _ring(channel: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, said])
