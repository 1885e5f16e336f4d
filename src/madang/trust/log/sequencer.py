"""Gives committed entries their place in their tenant's tree, and signs a head over them: all in one transaction.

Entries come in the order in which they are found committed; those found together, by id. One whose transaction ends
late gets a later place, never none. Two sequencers do not disturb each other: a tenant's lock is taken by one of them,
and what was killed half-way never happened.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import connection

from madang.trust.context import entered
from madang.trust.log import tiles
from madang.trust.log.signing import signer_of, state_keys
from madang.trust.principals import system
from madang.trust.tree.checkpoints import Checkpoint, origin, sign_checkpoint
from madang.trust.tree.tiles import append, edge

WORKER = system("log-sequencer")
BATCH = 10_000
LOCK = 0x6C6F67
"""First half of the advisory lock of a tenant's tree."""


class Placed(NamedTuple):
    """What one batch did. size: of the tree after it."""

    tenant: str
    entries: int
    size: int


def sequence(batch: int = BATCH) -> list[Placed]:
    """All that waits, of every tenant, in batches; a tenant that another sequencer works on is left to it."""
    done: list[Placed] = []
    for tenant in waiting_tenants():
        while (placed := sequence_batch(tenant, batch)) is not None:
            done.append(placed)
            if placed.entries < batch:
                break
    return done


def waiting_tenants() -> list[str]:
    """Tenants with entries that have no place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tenant FROM trust_waiting ORDER BY tenant")
        return [tenant for (tenant,) in cursor.fetchall()]


def sequence_batch(tenant: str, batch: int = BATCH) -> Placed | None:
    """One batch of one tenant in one transaction; None when nothing waits or another is at it. Raises Damaged."""
    with entered(WORKER), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK, tenant])
        if cursor.fetchone() != (True,):
            return None
        cursor.execute(
            "SELECT e.id, e.leaf"
            " FROM (SELECT entry_id FROM trust_waiting WHERE tenant = %s ORDER BY entry_id LIMIT %s) w"
            " JOIN trust_entry e ON e.id = w.entry_id ORDER BY e.id",
            [tenant, batch],
        )
        found = cursor.fetchall()
        if not found:
            return None
        return Placed(tenant, len(found), _place(tenant, [id for id, _ in found], [bytes(leaf) for _, leaf in found]))


def _place(tenant: str, ids: list[int], leaves: list[bytes]) -> int:
    signer = signer_of(tenant)
    state_keys(tenant, signer.key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(size), 0) FROM trust_storedhead WHERE tenant = %s", [tenant])
        ((size,),) = cursor.fetchall()
        after = append(size, tiles.reader(tenant)(edge(size)), leaves)
        tiles.keep(tenant, after.tiles)
        cursor.execute(
            "INSERT INTO trust_leaf (tenant, index, entry_id)"
            " SELECT %s, %s + place - 1, id FROM unnest(%s::bigint[]) WITH ORDINALITY AS found(id, place)",
            [tenant, size, ids],
        )
        cursor.execute("DELETE FROM trust_waiting WHERE entry_id = ANY(%s)", [ids])
        note = sign_checkpoint(Checkpoint(origin(tenant), after.size, after.root), signer)
        cursor.execute(
            "INSERT INTO trust_storedhead (tenant, size, note, at) VALUES (%s, %s, %s, %s)",
            [tenant, after.size, note.whole, dt.datetime.now(dt.UTC)],
        )
    return after.size
