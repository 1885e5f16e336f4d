"""Standings between the engine and the database's rows."""

from __future__ import annotations

import datetime as dt
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from madang.entitlements.models import Resident, StandingChange
from madang.entitlements.standing.differences import QUESTION, kind_of, shown
from madang.entitlements.standing.evaluator import Stand

MOST_RESIDENTS = 4_096
"""Residents whose rows are remembered unless said otherwise: some 300 bytes for each service."""


class Row(NamedTuple):
    """What is kept of a resident and a service, as the columns of StandingAnswer say."""

    status: str
    low: int | None
    high: int | None
    per: str
    missing: tuple[str, ...]
    closure: str
    reads: tuple[str, ...]
    look_again: dt.date
    faulty: bool


Rows = dict[str, Row]
"""By service."""
_COLUMNS = ", ".join(Row._fields)
_READ = f"SELECT resident_id, service, {_COLUMNS} FROM entitlements_standinganswer WHERE resident_id = ANY(%s)"  # noqa: S608
_WRITE = f"""
    INSERT INTO entitlements_standinganswer (resident_id, service, {_COLUMNS})
    SELECT resident_id, service, {_COLUMNS} FROM json_to_recordset(%s::json) AS row (
        resident_id varchar, service varchar, status varchar, low bigint, high bigint, per varchar, missing varchar[],
        closure varchar, reads varchar[], look_again date, faulty boolean)
    ON CONFLICT (resident_id, service) DO UPDATE SET {", ".join(f"{one} = EXCLUDED.{one}" for one in Row._fields)}
"""  # noqa: S608 -- names of columns
_TOGETHER, _LISTS = 2_000, 65_536


def row_of(stand: Stand, look_again: dt.date) -> Row:
    """The row that keeps a stand."""
    reads = tuple(sorted({name for name, _ in stand.reads}))
    return Row(*stand[:4], stand.missing, stand.closure, reads, look_again, stand.fault is not None)


def stand_of(row: Row) -> Stand:
    """What a row tells of a stand: all but whose facts were looked at."""
    return Stand(row.status, row.low, row.high, row.per, row.missing, row.closure, frozenset())


def change_of(
    resident: Resident, service: str, before: Stand, after: Stand, on: dt.date, known_at: dt.datetime
) -> StandingChange | None:
    """What the resident is told of the difference, if it is one to be told."""
    kind = kind_of(before, after)
    if kind is None:
        return None
    return StandingChange(
        resident=resident.pk, service=service, kind=kind, before=shown(before), after=shown(after),
        question=after.missing[0] if kind == QUESTION else "", on_before=resident.on, on=on,
        known_from=resident.known_at, known_at=known_at,
    )  # fmt: skip


class KeptRows:
    """The rows of residents that were read or written before. Not for sharing between threads.

    A resident's row says for which day and knowledge it was last worked out, whoever did it: while that is what it was
    when its rows were kept, they are the same. What is handed over is of locked residents, so nobody is at it just now.
    Beyond `most` the one that was not asked about for longest is forgotten.
    """

    def __init__(self, most: int = MOST_RESIDENTS) -> None:
        self.most = most
        self._kept: OrderedDict[str, tuple[dt.date, dt.datetime, Rows]] = OrderedDict()
        self._alike: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, residents: Mapping[str, Resident]) -> dict[str, Rows]:
        """The rows of locked residents, not to be changed. One query; none where all are remembered."""
        found = {id: kept for id, one in residents.items() if (kept := self._same(one)) is not None}
        new = [id for id in residents if id not in found]
        found |= self._read(new) if new else {}
        for id in new:
            self.keep(residents[id], found[id], {})
        return found

    def keep(self, resident: Resident, before: Rows, written: Rows) -> None:
        """The rows as they are for the day and knowledge that the resident has now: before, but for those written."""
        now = {service: row._replace(reads=self._shared(row.reads)) for service, row in written.items()}
        self._kept[resident.pk] = resident.on, resident.known_at, {**before, **now} if now else before
        self._kept.move_to_end(resident.pk)
        if len(self._kept) > self.most:
            self._kept.popitem(last=False)

    def _same(self, resident: Resident) -> Rows | None:
        kept = self._kept.get(resident.pk)
        return None if kept is None or kept[:2] != (resident.on, resident.known_at) else kept[2]

    def _read(self, residents: Sequence[str]) -> dict[str, Rows]:
        found: dict[str, Rows] = {id: {} for id in residents}
        with connection.cursor() as cursor:
            cursor.execute(_READ, [list(residents)])
            for id, service, *told in cursor.fetchall():
                row = Row(*told)
                found[id][service] = row._replace(missing=tuple(row.missing), reads=self._shared(tuple(row.reads)))
        return found

    def _shared(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Residents alike read the same names: one list for all of them."""
        if len(self._alike) > _LISTS:
            self._alike.clear()
        return self._alike.setdefault(names, names)


def write(rows: Iterable[tuple[str, str, Row]]) -> None:
    """Puts the rows of (resident, service) in place of those that are there. One query for every 2,000."""
    told = [{"resident_id": id, "service": service, **row._asdict()} for id, service, row in rows]
    with connection.cursor() as cursor:
        for start in range(0, len(told), _TOGETHER):
            cursor.execute(_WRITE, [json.dumps(told[start : start + _TOGETHER], default=dt.date.isoformat)])
