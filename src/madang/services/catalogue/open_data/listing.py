"""One published service, read: the same shape whichever portal it comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from madang.services.catalogue.open_data.conditions import Conditions
from madang.services.catalogue.open_data.deadlines import Deadline
from madang.services.catalogue.open_data.places import Place

READER = 1
"""Raised whenever the same record reads otherwise than before: every stored record is then read as changed."""
WORDS = ("purpose", "target", "criteria", "gives", "how")


@dataclass(frozen=True, slots=True)
class Listing:
    """A service as its agency publishes it. Texts are Korean, as written.

    key: the portal's id. words: purpose, target (지원대상), criteria (선정기준), gives (지원내용), how (신청방법);
    those that are said. topics: fields of life, kinds of help, whom it addresses, as the portal sorts them. contacts:
    (name, number). papers, laws, offices: lists as written. conditions: None where none could be read: nobody then
    knows whom it is for. starts, ends: the days in which it is in force, where they are said. notes: codes of what was
    odd but harmless. more: fields this reader does not know.
    """

    key: str
    name: str
    agency: str
    agency_kind: str
    agency_code: str
    department: str
    place: Place
    words: dict[str, str]
    topics: dict[str, tuple[str, ...]]
    deadline: Deadline
    link: str = ""
    apply_at: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    conditions: Conditions | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    registered: dt.datetime | None = None
    updated: dt.datetime | None = None
    notes: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)


def as_json(listing: Listing) -> dict[str, Any]:
    """JSON-ready, dates in ISO form; what is empty is left out, except that null conditions stay null."""
    kept = {name: value for name, value in asdict(listing).items() if value not in ("", (), {}) or name == "conditions"}
    plain: dict[str, Any] = json.loads(json.dumps(kept, default=_text, ensure_ascii=False))
    return plain


def digest(said: dict[str, Any]) -> str:
    """sha256 over the canonical JSON of :func:`as_json` and the reader's version, as hex."""
    text = json.dumps([READER, said], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Names of the fields that two readings of one service do not share, sorted."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _text(value: object) -> str:
    assert isinstance(value, dt.date)
    return value.isoformat()
