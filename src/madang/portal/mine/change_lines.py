"""What a resident is told when they stand otherwise, and why it is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from madang.entitlements.service import StandingChange, reasons_of_change, work_out
from madang.portal.mine.whose import names_in, own_of
from madang.portal.rulebook import fact_named, rulebook
from madang.portal.shown.figures import figure_words
from madang.portal.shown.words import of_fact, plain, said, won_per, won_range
from madang.rules.service import Label, ProblemsFound

SHOWN_DAYS = 60
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class News:
    """One thing one was told. kind: eligible, lost, amount or question. ago: how long since, in words."""

    id: int
    kind: str
    service: str
    label: str
    title: str
    detail: str
    at: dt.datetime
    ago: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A condition that turned, or a value that is another; before and after in words."""

    label: str
    law: str
    who: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WhyChanged:
    """The page of a change. hidden: how many values are others' own, and are not shown."""

    news: News
    clauses: tuple[Turned, ...]
    values: tuple[Turned, ...]
    hidden: int


def news_of(changes: Iterable[StandingChange], day: dt.date) -> tuple[News, ...]:
    """The latest first; for each service only the last of a moment."""
    since = day - dt.timedelta(days=SHOWN_DAYS)
    known = rulebook().pack.services
    found = [one for one in changes if one.service in known and timezone.localdate(one.known_at) >= since]
    return tuple(_news(one, day) for one in found[:MOST_SHOWN])


def why_changed(change: StandingChange, person: str) -> WhyChanged | None:
    """Worked out when somebody reads; None where what was known then cannot be put together any more.

    So it is where the pack of the service was taken away."""
    if change.service not in rulebook().pack.services:
        return None
    try:
        reasons = reasons_of_change(rulebook(), change)
        family = work_out(rulebook(), change.service, person, change.on).known.family
    except ProblemsFound:
        return None
    names, seen = names_in(family, person), own_of(family, person)
    shown = [one for one in reasons["values"] if one["entity"] is None or one["entity"] in seen]
    clauses = tuple(
        Turned(_label(one), one["law"] or "", "", _verdict(one["before"]), _verdict(one["after"]))
        for one in reasons["clauses"]
    )
    values = tuple(
        Turned(_label(one), one["law"] or "", names.get(one["entity"] or "", ""),
               _value(one, "before", change.on_before),
               _value(one, "after", change.on))
        for one in shown
    )  # fmt: skip
    return WhyChanged(_news(change, timezone.localdate()), clauses, values, len(reasons["values"]) - len(shown))


def _news(change: StandingChange, day: dt.date) -> News:
    label = said(rulebook().pack.services[change.service].label)
    status, low, high = change.after[0], change.after[1], change.after[2]
    titles = {
        "eligible": _("You can get this now: %(label)s"),
        "lost": _("You cannot get this any more: %(label)s"),
        "amount": _("The amount has changed: %(label)s"),
        "question": _("One answer would settle it: %(label)s"),
    }
    per = rulebook().pack.services[change.service].per
    detail = won_per(low, high, per) if low is not None and status != "ineligible" and (low or high) else ""
    if change.kind == "amount" and change.before[1] is not None and low is not None:
        detail = f"{won_range(change.before[1], change.before[2])} → {detail}"
    if change.kind == "question" and change.question:
        fact = fact_named(change.question)
        detail = said(fact.question or fact.label) if fact else ""
    title = titles.get(change.kind, "%(label)s") % {"label": label}
    return News(change.pk, change.kind, change.service, label, title, detail, change.known_at, _ago(change, day))


def _ago(change: StandingChange, day: dt.date) -> str:
    days = (day - timezone.localdate(change.known_at)).days
    if days <= 0:
        return _("today")
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


def _label(one: dict[str, Any]) -> str:
    return said(Label(one["label"]["ko"], one["label"]["en"]))


def _verdict(holds: bool | None) -> str:
    return {True: _("met"), False: _("not met"), None: _("not known")}[holds]


def _value(one: dict[str, Any], which: str, on: dt.date) -> str:
    value = one[which]
    if isinstance(value, dict):
        return _("not known yet")
    if value is None:
        return _("not known yet") if one["kind"] == "fact" else "–"
    fact = fact_named(one["name"]) if one["kind"] == "fact" else None
    if fact is not None:
        return of_fact(fact, _typed(fact.type, value), on)
    if one["kind"] == "parameter":
        return figure_words(one["name"], value, one["unit"])
    return plain(value, one["unit"])


def _typed(kind: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value
