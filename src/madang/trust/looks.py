"""Who looked at a person's data, who changed something about them, and what was refused: for that person."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from madang.rules.service import Label
from madang.trust.models import Entry

PAGE = 20
ERASED = Label("내용이 파기되었습니다", "The content has been erased")


@dataclass(frozen=True, slots=True)
class Look:
    """One entry about a person. kind: act, disclosure or refusal. what: names of facts or records that were read.

    actor: kind:id; tenant: whose business it was; roles: the actor's. ground: {law, kind, consent}. erased: only that
    it was is left.
    """

    entry: int
    kind: str
    name: str
    at: dt.datetime
    actor: str
    tenant: str
    purpose: Label
    ground: dict[str, str]
    what: tuple[str, ...]
    about: str
    roles: tuple[str, ...]
    note: dict[str, Any]
    erased: bool = False


def looks(person: str, *, before: int | None = None, kind: str = "", most: int = PAGE) -> list[Look]:
    """Entries about a person, the latest first, those before an entry's id. Within the person's context. One query."""
    rows = Entry.objects.filter(subject=person)
    rows = rows if before is None else rows.filter(pk__lt=before)
    rows = rows.filter(kind=kind) if kind else rows
    return [_look(row) for row in rows.order_by("-pk")[:most]]


def look_of(entry: int) -> Look | None:
    """One entry, if it is there for whoever asks. One query."""
    row = Entry.objects.filter(pk=entry).first()
    return None if row is None else _look(row)


def _look(row: Entry) -> Look:
    said: dict[str, Any] = json.loads(row.body) if row.body is not None else {}
    purpose = said.get("purpose")
    label = Label(purpose["ko"], purpose["en"]) if purpose else Label(row.name, row.name)
    return Look(
        row.pk, row.kind, row.name, row.at, row.actor, row.tenant, label if said else ERASED, said.get("ground", {}),
        tuple(said.get("what", ())), str(said.get("about", "")), tuple(said.get("roles", ())), said.get("note", {}),
        row.body is None,
    )  # fmt: skip
