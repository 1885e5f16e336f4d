"""What the state's portals list, as pages show it: in its own Korean words, with its source and never as a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from madang.portal.rulebook import fact_named, region_name, today
from madang.portal.shown.words import day, said
from madang.services.catalogue.listed.service import Record

MOST_WAITS = 4
LONGEST_LINK = 1_000


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A listed service. waits: what is not known of whoever looks; sure: every published condition holds."""

    address: str
    portal: str
    key: str
    name: str
    agency: str
    where: str
    deadline: str
    purpose: str
    link: str
    conditions: tuple[str, ...]
    waits: tuple[str, ...] = ()
    sure: bool = False


def portal_words(source: str) -> str:
    """The portal that lists it."""
    return {"gov24": _("정부24 (Government24)"), "bokjiro_central": _("복지로 (Bokjiro), central government"),
            "bokjiro_local": _("복지로 (Bokjiro), local government")}.get(source, source)  # fmt: skip


def record_line(record: Record, waits: Iterable[str] = (), *, sure: bool = False) -> RecordLine:
    """A record for a list; waits: names of facts."""
    return RecordLine(
        reverse("portal:record", args=[record.source, record.key]), portal_words(record.source), record.key,
        record.name, record.agency, where_words(record.place, record.region),
        deadline_words(record.deadline), record.purpose, safe_link(record.apply_at) or safe_link(record.link),
        tuple(said(one) for one in record.conditions), _facts(waits), sure,
    )  # fmt: skip


def where_words(place: str, region: str) -> str:
    """Where somebody must live."""
    if place == "region":
        return region_name(region, today())
    return _("the whole country") if place == "nation" else _("it is not clear where")


def deadline_words(deadline: Mapping[str, Any]) -> str:
    """By when one may apply, as far as it could be read; else the agency's own words."""
    kind, text = deadline.get("kind"), str(deadline.get("text", ""))
    if kind == "always":
        return _("at any time")
    if kind == "budget":
        return _("until the money is spent")
    if kind == "yearly":
        return _("every year in the months %(months)s") % {"months": ", ".join(map(str, deadline["months"]))}
    if kind == "window":
        start, end = (
            dt.date.fromisoformat(deadline[name]) if deadline.get(name) else None for name in ("start", "end")
        )
        if start and end:
            return _("from %(start)s to %(end)s") % {"start": day(start), "end": day(end)}
        return _("until %(end)s") % {"end": day(end)} if end else _("from %(start)s") % {"start": day(start or today())}
    return text or _("not said")


def safe_link(address: str) -> str:
    """An address of the web, to be followed; "" for anything else that a portal may hold there."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    return address if fine and len(address) <= LONGEST_LINK else ""


def _facts(names: Iterable[str]) -> tuple[str, ...]:
    found = [said(fact.label) if (fact := fact_named(name)) else name for name in names]
    return tuple(found[:MOST_WAITS]) + (("…",) if len(found) > MOST_WAITS else ())
