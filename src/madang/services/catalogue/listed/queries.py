"""What is listed, asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from madang.services.catalogue.listed.importing import WORKER
from madang.services.catalogue.listed.joined import joined, records_of
from madang.services.catalogue.models import Change, Import, Listed, Quarantined
from madang.trust import service as trust

UNCLEAR = Q(place="unclear")
NUL = "\x00"
IMPORT = (
    "id", "phase", "address", "on", "begun_at", "ended_at", "rows_in", "rows_accepted", "rows_quarantined", "counts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A service as it was last read. said: as open_data's `as_json`; changes: (import, kind, fields), newest first.

    service: of the rulebook, where it is one that is computed; else "".
    """

    source: str
    key: str
    said: dict[str, Any]
    withdrawn: bool
    service: str = ""
    changes: tuple[tuple[int, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A row in quarantine. times: how often its source sends it."""

    source: str
    part: str
    key: str
    code: str
    ko: str
    en: str
    body: str
    times: int


def last_import(source: str) -> dict[str, Any] | None:
    """The newest import of a source: phase, address, on, begun_at, ended_at, rows and counts."""
    with trust.entered(WORKER):
        row = Import.objects.filter(source=source).order_by("-id").values(*IMPORT).first()
        return None if row is None else dict(row)


def listed_counts() -> dict[str, dict[str, int]]:
    """Of each source: services listed, withdrawn, and those whose place is unclear."""
    found: dict[str, dict[str, int]] = {}
    here = Q(withdrawn=None)
    counted = Listed.objects.values("source").annotate(
        listed=Count("id", filter=here), gone=Count("id", filter=~here), unclear=Count("id", filter=here & UNCLEAR)
    )
    for row in counted.order_by("source"):
        found[row["source"]] = {"listed": row["listed"], "withdrawn": row["gone"], "unclear": row["unclear"]}
    return found


def shown(key: str, source: str = "") -> list[Shown]:
    """The services of a key, or the records of a service of the rulebook, in whichever source. Nothing is listed under
    a key with a NUL, which the database takes for no text."""
    if NUL in key:
        return []
    wanted = Q(key=key)
    for portal, record in records_of(key):
        wanted |= Q(source=portal, key=record)
    rows = Listed.objects.filter(wanted, **({"source": source} if source else {})).order_by("source", "key")
    return [
        Shown(row.source, row.key, row.said, row.withdrawn_id is not None, joined().get((row.source, row.key), ""),
              tuple(_changes_of(row)))
        for row in rows
    ]  # fmt: skip


def _changes_of(row: Listed) -> list[tuple[int, str, tuple[str, ...]]]:
    found = Change.objects.filter(listed=row).order_by("-id").values_list("of", "kind", "fields")
    return [(of, kind, tuple(fields)) for of, kind, fields in found]


def unclear(source: str, most: int) -> list[Shown]:
    """Services whose agency is no single region of the day, by key."""
    rows = Listed.objects.filter(source=source, place="unclear", withdrawn=None).order_by("key")[:most]
    return [Shown(row.source, row.key, row.said, withdrawn=False) for row in rows]


def changed(source: str, most: int) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(kind, key, name, fields) of the newest import that ended, by kind and key."""
    with trust.entered(WORKER):
        last = Import.objects.filter(source=source, phase="done").order_by("-id").first()
        rows = Change.objects.filter(of=last).order_by("kind", "listed__key") if last else Change.objects.none()
        found = rows.values_list("kind", "listed__key", "listed__name", "fields")[:most]
        return [(kind, key, name, tuple(fields)) for kind, key, name, fields in found]


def quarantine(source: str, *, code: str = "", most: int = 50) -> list[Held]:
    """Rows that are held now, by part and reason."""
    if NUL in code:
        return []
    with trust.entered(WORKER):
        rows = Quarantined.objects.filter(source=source, gone=None).order_by("part", "code", "key", "id")
        rows = rows.filter(code=code) if code else rows
        return [
            Held(row.source, row.part, row.key, row.code, row.ko, row.en, row.body, row.times) for row in rows[:most]
        ]


def quarantine_counts(source: str) -> list[tuple[str, int]]:
    """(reason, rows that are held now), the most first."""
    with trust.entered(WORKER):
        found = Quarantined.objects.filter(source=source, gone=None).values_list("code").annotate(rows=Count("id"))
        return [(code, rows) for code, rows in found.order_by("-rows", "code")]


def joined_records() -> dict[str, tuple[tuple[str, str], ...]]:
    """Of each service of the rulebook the (portal, key) under which it is listed now. One query."""
    wanted, found = Q(pk=None), dict[str, tuple[tuple[str, str], ...]]()
    for source, key in joined():
        wanted |= Q(source=source, key=key)
    rows = Listed.objects.filter(wanted, withdrawn=None).order_by("source", "key").values_list("source", "key")
    for source, key in rows:
        service = joined()[source, key]
        found[service] = (*found.get(service, ()), (source, key))
    return found
