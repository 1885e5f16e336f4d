"""A tenant's log as the database holds it now, for an audit or an export."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from madang.trust.audit.rows import Row
from madang.trust.audit.source import About
from madang.trust.context import entered
from madang.trust.log.errors import NoLog
from madang.trust.log.heads import all_heads, heads, witness_keys
from madang.trust.log.models import Leaf
from madang.trust.log.signing import statements
from madang.trust.log.tiles import reader
from madang.trust.log_row import moment_of
from madang.trust.models import Entry
from madang.trust.principals import system
from madang.trust.tree.errors import Malformed
from madang.trust.tree.hashing import SIZE
from madang.trust.tree.tiles import Tile

AUDITOR = system("auditor")
CHUNK = 2_000
_COLUMNS = (
    "tenant",
    "act",
    "kind",
    "at",
    "subject",
    "actor",
    "name",
    "shown_from",
    "commitment",
    "leaf",
    "salt",
    "body",
)


class Live:
    """The log up to its newest head at the time when this was made; what comes later is left out. now: seconds since
    1970; the clock's when left out. Raises NoLog."""

    def __init__(self, tenant: str, now: int | None = None) -> None:
        stated = tuple(statements(tenant))
        if not stated:
            raise NoLog(f"'{tenant}'의 기록이 없습니다.", f"There is no log of '{tenant}'.")
        newest = heads(tenant, most=1)
        made = int(time.time()) if now is None else now
        self._about = About(tenant, newest[0].head.size if newest else 0, made, stated, tuple(witness_keys()))

    def about(self) -> About:
        """Size of the newest head, keys as the database has them."""
        return self._about

    def heads(self) -> Iterator[str]:
        """All heads up to the newest."""
        for each in all_heads(self._about.tenant, self._about.size):
            yield each.note

    def tile(self, tile: Tile, hashes: int) -> bytes | None:
        """One query a tile."""
        content = reader(self._about.tenant)([tile]).get(tile)
        return None if content is None else content[: hashes * SIZE]

    def rows(self) -> Iterator[Row | Malformed]:
        """Rows by index, streamed; a place whose entry is gone is left out, which the audit names."""
        with entered(AUDITOR):
            found = Leaf.objects.filter(tenant=self._about.tenant, index__lt=self._about.size).order_by("index")
            told = found.values_list("index", "entry_id", *(f"entry__{name}" for name in _COLUMNS))
            for index, entry, *values in told.iterator(CHUNK):
                if values[0] is not None:
                    yield _row(index, str(entry), values)

    def waiting(self) -> Iterator[Row | Malformed]:
        """Entries that have no place yet, in their order; their index says so only here."""
        with entered(AUDITOR):
            tenant, size = self._about.tenant, self._about.size
            found = Entry.objects.filter(Q(waits__tenant=tenant) | Q(placed__tenant=tenant, placed__index__gte=size))
            told = found.order_by("id").values_list("id", *_COLUMNS)
            for number, (entry, *values) in enumerate(told.iterator(CHUNK)):
                yield _row(number, str(entry), values)


def _row(index: int, entry: str, values: list[Any]) -> Row:
    tenant, act, kind, at, subject, actor, name, later, commitment, leaf, salt, body = values
    shown_from = "" if later is None else later.astimezone(dt.UTC).isoformat()
    return Row(
        index, entry, tenant, str(act), kind, moment_of(at), subject, actor, name, shown_from, bytes(commitment),
        bytes(leaf), None if salt is None else bytes(salt), body,
    )  # fmt: skip
