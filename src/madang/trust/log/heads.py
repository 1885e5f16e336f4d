"""Heads of a tenant's tree, with the lines that witnesses have set below them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from madang.trust.log.models import Witness
from madang.trust.tree.checkpoints import Checkpoint, read_checkpoint
from madang.trust.tree.notes import parse_note


class SignedHead(NamedTuple):
    """note: the checkpoint with all signatures; at: when the log signed it; witnesses: names with the time at which
    each saw it."""

    head: Checkpoint
    note: str
    at: dt.datetime
    witnesses: tuple[tuple[str, dt.datetime], ...]


_SELECT = """
SELECT h.note, h.at, coalesce(string_agg(c.line, '' ORDER BY c.id), ''),
       coalesce(array_agg(split_part(w.text, '+', 1) ORDER BY c.id) FILTER (WHERE c.id IS NOT NULL), '{{}}'),
       coalesce(array_agg(c.at ORDER BY c.id) FILTER (WHERE c.id IS NOT NULL), '{{}}')
FROM (SELECT * FROM trust_storedhead WHERE tenant = %s AND size > %s AND size <= %s ORDER BY size {0} LIMIT %s) h
     LEFT JOIN trust_cosignature c ON (c.tenant, c.size) = (h.tenant, h.size)
     LEFT JOIN trust_witness w ON w.id = c.witness_id
GROUP BY h.id, h.note, h.at, h.size ORDER BY h.size {0}
"""
_UP, _DOWN = _SELECT.format("ASC"), _SELECT.format("DESC")
_BEYOND = 2**62
_LOOKED_AT = 50


def heads(tenant: str, *, after: int = -1, most: int = 100) -> list[SignedHead]:
    """The newest heads of more than ``after`` leaves, the newest first. One query."""
    return _heads(_DOWN, [tenant, after, _BEYOND, most])


def all_heads(tenant: str, upto: int = _BEYOND, chunk: int = 1_000) -> Iterator[SignedHead]:
    """All heads of at most ``upto`` leaves, by size, a chunk a query."""
    after = -1
    while found := _heads(_UP, [tenant, after, upto, chunk]):
        yield from found
        after = found[-1].head.size


def head_over(tenant: str, index: int) -> SignedHead | None:
    """A head over this leaf: of the newest that witnesses have signed the one that most have; else the newest.

    None when no head covers the leaf. Two queries, of a few rows however long the log is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size FROM (SELECT size FROM trust_cosignature WHERE tenant = %s AND size > %s"
            " ORDER BY size DESC LIMIT %s) newest GROUP BY size ORDER BY count(*) DESC, size DESC LIMIT 1",
            [tenant, index, _LOOKED_AT],
        )
        row = cursor.fetchone()
    found = heads(tenant, after=index, most=1) if row is None else _heads(_UP, [tenant, row[0] - 1, row[0], 1])
    return found[0] if found else None


def tenants() -> list[str]:
    """Tenants that have a tree. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tenant FROM trust_logkey ORDER BY tenant")
        return [tenant for (tenant,) in cursor.fetchall()]


def witness_keys() -> list[str]:
    """Verifier keys of the witnesses that heads are handed to."""
    return list(Witness.objects.order_by("id").values_list("text", flat=True))


def _heads(query: str, told: list[Any]) -> list[SignedHead]:
    with connection.cursor() as cursor:
        cursor.execute(query, told)
        rows = cursor.fetchall()
    found = []
    for note, at, lines, names, times in rows:
        seen = [dt.datetime.fromtimestamp(seconds, dt.UTC) for seconds in times]
        head = read_checkpoint(parse_note(note))
        found.append(SignedHead(head, note + lines, at, tuple(zip(names, seen, strict=True))))
    return found
