"""What could not be accepted as it came: seen, released when it has become acceptable, discarded; by a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from madang.exchange.hub.events.keeping import BEFORE, KEEP, REUSED, kept_as, looked_up_as
from madang.exchange.hub.events.reading import Incoming, NoRight, NotAcceptable, read
from madang.exchange.hub.models import Quarantined
from madang.exchange.hub.registry.looking import entries_now
from madang.exchange.hub.registry.snapshot import Snapshot
from madang.rules.service import Label, Refused
from madang.trust.service import entered, log_row, system, write

HUB = system("hub", tenants=("hub",), subjects=())


class NotWaiting(Refused):
    """No message of that id waits for a decision."""

    code = "not_waiting"


class StillNotAcceptable(Refused):
    """The message cannot be accepted today either; the reason is that of today."""

    code = "still_not_acceptable"


@dataclass(frozen=True, slots=True)
class Held:
    """A message in quarantine. reason: malformed, unknown_type, foreign_source, off_contract, reused_id."""

    id: int
    at: dt.datetime
    publisher: str
    reason: str
    label: Label
    fields: dict[str, str]
    body: bytes


def quarantined(most: int = 100) -> list[Held]:
    """What waits for a decision, oldest first. One query in a transaction of its own."""
    with entered(HUB):
        rows = Quarantined.objects.filter(state="waiting").order_by("id")[:most]
        return [
            Held(row.pk, row.at, row.publisher, row.reason, Label(row.ko, row.en), row.fields, bytes(row.body))
            for row in rows
        ]


def release(id: int, by: str) -> None:
    """Accepts it after all, held against the registry of today. by: who decides, for the record.

    NotWaiting; StillNotAcceptable: change the registry first (a type, a contract, a right), or discard it.
    """
    with entered(HUB):
        row = waiting(id)
        keep(row)
        _decide(row, "released", by)


def discard(id: int, by: str) -> None:
    """Will not be accepted; the message stays on record with who decided. NotWaiting."""
    with entered(HUB):
        _decide(waiting(id), "discarded", by)


def waiting(id: int) -> Quarantined:
    """The message, locked, in the caller's context. NotWaiting."""
    row = Quarantined.objects.select_for_update().filter(pk=id, state="waiting").first()
    if row is None:
        raise NotWaiting(f"{id}번은 결정을 기다리지 않습니다.", f"Nothing with the number {id} waits for a decision.")
    return row


def keep(row: Quarantined) -> None:
    """Into the inbox, as if it came today. StillNotAcceptable."""
    from django.conf import settings

    try:
        secret = settings.HUB_EVENT_SECRET
        event = read(row.fields, bytes(row.body), row.publisher, Snapshot(entries_now()), secret)
        if not _written(event):
            raise REUSED
    except NotAcceptable as why:
        raise StillNotAcceptable(why.label.ko, why.label.en) from None
    except NoRight:
        raise StillNotAcceptable(
            f"{row.publisher}에는 이 종류를 알릴 권한이 없습니다.", f"{row.publisher} may not publish this type."
        ) from None


def _written(event: Incoming) -> bool:
    """Whether it is in the inbox now, under this source and id, with this content."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, kept_as([event]))
        cursor.execute(BEFORE, looked_up_as([(event.source, event.id)]))
        found = cursor.fetchone()
    return found is not None and bool(found[2] == event.digest)


def _decide(row: Quarantined, state: str, by: str) -> None:
    row.state, row.decided_by, row.decided_at = state, by, dt.datetime.now(dt.UTC)
    row.save(update_fields=["state", "decided_by", "decided_at"])
    said = {"quarantined": row.pk, "reason": row.reason, "publisher": row.publisher, "digest": row.digest}
    write([log_row(tenant="hub", kind="act", name=f"hub.event_{state}", actor=by[:128], body=said)])
