"""What is known otherwise than before and has not been looked at: a queue, filled by whoever records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from madang.facts.folding import Key, key_of
from madang.facts.inserting import insert
from madang.facts.models import Change, Fact
from madang.facts.vocabulary import RESIDENCE
from madang.trust.service import entered, system

CHANNEL = "madang_facts"
"""Notified when a transaction that changed what is known commits."""


class Changed(NamedTuple):
    """A person or home of which something else is known; other: the other person of a relation, a home moved to."""

    subject: str
    name: str
    other: str


def announce(keys: Sequence[Key], rows: Iterable[Fact]) -> None:
    """Queues the keys that changed, in the transaction that recorded the rows. A move is told of every home in it.

    One query, or none."""
    changed = set(keys)
    moves = {(row.subject, row.name, row.object) for row in rows if row.name == RESIDENCE and key_of(row) in changed}
    told = sorted({key for key in changed if key[1] != RESIDENCE} | moves)
    if told:
        rung: tuple[str, list[object]] = "SELECT pg_notify(%s, '')", [CHANNEL]
        insert([Change(subject=key[0], name=key[1], object=key[2]) for key in told], first=rung)


def changes_waiting() -> int:
    """How many changed keys the room that stands on facts has not looked at yet. One query in its own transaction."""
    with entered(system("figures")):
        return Change.objects.count()


class Taken(NamedTuple):
    """changes: each key once. more: whether others may be left waiting."""

    changes: list[Changed]
    more: bool


def take_some(most: int) -> Taken:
    """At most so many of the longest-waiting changes, taken from the queue. One query.

    Inside the caller's transaction: if it fails they are back in the queue; two callers never get the same ones.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            # Materialised: a plan that runs the inner question again for each row would take more than its limit.
            "WITH waiting AS MATERIALIZED (SELECT id FROM facts_change ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)"
            " DELETE FROM facts_change AS row USING waiting WHERE row.id = waiting.id"
            " RETURNING row.subject, row.name, row.object",
            [most],
        )
        rows = cursor.fetchall()
    return Taken(sorted({Changed(*row) for row in rows}), len(rows) == most)


def take_changes(most: int = 10_000) -> list[Changed]:
    """The changes of :func:`take_some`."""
    return take_some(most).changes
