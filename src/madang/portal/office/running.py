"""What runs and how it keeps up, as the rooms themselves say: read-only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from madang.entitlements.service import fault_figures
from madang.exchange.hub.service import inbox_figures
from madang.exchange.mydata.service import feeds_in_hold, owed_figures
from madang.facts.service import changes_waiting
from madang.portal.office.frame import OPERATOR, office_page, office_view
from madang.portal.office.health import health_of_all
from madang.portal.office.held import events_for
from madang.portal.rulebook import rulebook
from madang.portal.shown.words import said
from madang.portal.views.methods import READ
from madang.rules.service import Label
from madang.services.casework.service import waiting as certificates_waiting
from madang.trust.service import Principal, log_figures, outbox_figures

SOON, LATE = dt.timedelta(seconds=10), dt.timedelta(minutes=5)
"""Work that waits for longer than the first is told as slow, for longer than the second as late."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. mark: good, wait or bad. since: of the oldest that waits."""

    label: str
    value: str
    since: dt.datetime | None
    mark: str


@office_page(OPERATOR, *READ)
def running(request: HttpRequest, principal: Principal) -> HttpResponse:
    """GET: processes, the log and its witnesses, what waits, what failed. Counts and ages, nothing of anybody."""
    context = {"processes": health_of_all(), "log": _log(), "waiting": _waiting(), "failed": _failed(),
               "packs": _packs(), "held": _held(principal), "at": timezone.now()}  # fmt: skip
    return office_view(request, "running", context)


def aged(count: int, since: dt.datetime | None) -> str:
    """How bad it is that this many wait since then."""
    if not count:
        return "good"
    age = timezone.now() - since if since else dt.timedelta()
    return "good" if age < SOON else "wait" if age < LATE else "bad"


def _log() -> list[Figure]:
    found = log_figures()
    return [
        Figure(_("Logs, and entries in their trees"), f"{found.logs:,} · {found.entries:,}", None, "good"),
        Figure(_("Newest head signed by the log"), "", found.signed_at, "good"),
        Figure(_("Entries without a place in a tree"), f"{found.waiting:,}", found.waiting_since,
               aged(found.waiting, found.waiting_since)),
        Figure(_("Last agreement of a witness"), "" if found.agreed_at else _("never"), found.agreed_at,
               "good" if found.agreed_at or not found.logs else "bad"),
        Figure(_("Logs whose newest head no witness has signed"), f"{found.unagreed:,}", found.unagreed_since,
               aged(found.unagreed, found.unagreed_since)),
    ]  # fmt: skip


def _waiting() -> list[Figure]:
    events, events_since = inbox_figures()
    told, told_since = outbox_figures()
    changes, certificates = changes_waiting(), len(certificates_waiting())
    return [
        Figure(_("Events that were accepted and not yet taken in"), f"{events:,}", events_since,
               aged(events, events_since)),
        Figure(_("Events of acts in the outbox"), f"{told:,}", told_since, "good"),
        Figure(_("Changed facts that standings do not know yet"), f"{changes:,}", None, "wait" if changes else "good"),
        Figure(_("Certificates that wait for a register"), f"{certificates:,}", None,
               "wait" if certificates else "good"),
    ]  # fmt: skip


def _failed() -> list[Figure]:
    reasons = {
        "asked": _("Look-ups that are about to be made"), "down": _("Look-ups whose agency does not answer"),
        "slow": _("Look-ups whose agency is too slow"), "wrong": _("Look-ups that were answered wrongly"),
        "stale": _("Look-ups that gave only old records"), "quarantined": _("Look-ups that wait for a held feed"),
    }  # fmt: skip
    lines = [
        Figure(reasons.get(reason, reason), f"{count:,}", since, aged(count, since))
        for reason, count, since in owed_figures()
    ]
    for service, code, count, last in fault_figures():
        words = _("Outcomes that could not be worked out: %(what)s") % {"what": f"{service or '–'} {code}"}
        lines.append(Figure(words, f"{count:,}", last, "bad"))
    return lines


def _packs() -> list[Figure]:
    """Packs of provinces and cities; each that is left out with its first reason, which names no person."""
    found = [Figure(_("Packs in use"), f"{len(rulebook().regional):,}", None, "good")]
    for one in rulebook().left_out:
        reason = said(Label(one.lines("ko")[0], one.lines("en")[0]))
        found.append(Figure(_("Left out: %(why)s") % {"why": reason}, "", None, "bad"))
    return found


def _held(principal: Principal) -> int:
    return len(feeds_in_hold()) + len(events_for(principal))
