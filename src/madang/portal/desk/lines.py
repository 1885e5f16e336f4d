"""What the desk shows of cases and their steps, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from madang.portal.shown.words import said, won_per
from madang.services.casework.service import Case, Step, word_of
from madang.services.catalogue.service import label_of
from madang.trust.service import Principal


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A row of the queue. left: how long until it is due, in words; mark: late, today, soon or "" (for its colour)."""

    id: int
    number: str
    name: str
    service: str
    state: str
    word: str
    filed: dt.datetime
    due: dt.datetime | None
    left: str
    mark: str
    mine: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step. who: applicant, official or automatic; text: what was said with it; inner: not told to the applicant."""

    at: dt.datetime
    what: str
    who: str
    text: str
    until: dt.date | None
    inner: bool


def case_line(case: Case, now: dt.datetime, principal: Principal) -> CaseLine:
    """A case as a row."""
    left, mark = _left(case, now)
    return CaseLine(
        case.pk, case.number, case.name, said(label_of(case.service)), case.outcome or case.state,
        said(word_of(case.state, case.outcome)), case.filed_at, case.due_at, left, mark,
        case.clerk == principal.id, bool(case.clerk),
    )  # fmt: skip


def _left(case: Case, now: dt.datetime) -> tuple[str, str]:
    if case.decided_at is not None:
        return "", ""
    if case.due_at is None:
        return _("the clock stands still"), ""
    days = (timezone.localtime(case.due_at).date() - timezone.localtime(now).date()).days
    if case.due_at < now:
        late = max(1, -days)
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}, "late"
    if days == 0:
        return _("due today"), "today"
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}, "soon" if days <= 3 else ""


def step_lines(steps: Iterable[Step]) -> list[StepLine]:
    """The steps, the latest first."""
    return [
        StepLine(step.at, _what(step.kind), _who(step.actor), _text(step), step.until, not step.known_to_applicant)
        for step in reversed(list(steps))
    ]


def _what(kind: str) -> str:
    words = {
        "receive": _("Application received"), "take": _("Taken by a clerk"), "hand_over": _("Handed over"),
        "ask_supplement": _("More information asked"), "supply": _("Information supplied"), "approve": _("Approved"),
        "give_notice": _("Notice given"), "answer_notice": _("Opinion given"),
        "notice_ran_out": _("Time for an opinion over"), "refuse": _("Refused"), "extend": _("Time extended"),
        "withdraw": _("Withdrawn"), "note": _("Note"), "issue": _("Certificate issued"),
        "wait": _("Waiting for an agency"), "object_to": _("Objection filed"),
        "answer_objection": _("Objection answered"), "decide_automatically": _("Decided automatically"),
    }  # fmt: skip
    return words.get(kind, kind)


def _who(actor: str) -> str:
    kind = actor.partition(":")[0]
    return {"resident": _("applicant"), "official": _("official"), "system": _("automatic")}.get(kind, kind)


def _text(step: Step) -> str:
    if step.kind == "receive" and step.said.get("filed_as") == "ex_officio":
        return _("Filed by an official for the person")
    if step.kind == "approve" and step.said.get("amount") is not None:
        amount = int(step.said["amount"])
        return won_per(amount, amount, step.said.get("per"))
    for name in ("what", "answer", "opinion", "considered", "text", "told", "why", "reasons", "reason", "remark"):
        if step.said.get(name):
            return str(step.said[name])
    return ""
