"""A case in people's words: its state, what happened, by when and why, what is asked of the applicant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from madang.exchange.mydata.service import Waiting
from madang.portal.mine.frame import language
from madang.portal.mine.paper_lines import AppealLine, appeal_lines
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import day as day_words
from madang.portal.shown.words import said, won_per
from madang.services.casework.service import Case, IssuedLetter, Step, due_of, word_of
from madang.services.catalogue.service import label_of, procedure_of

SPOKEN = ("what", "answer", "opinion", "told", "remark", "why")
"""Where a step keeps what somebody said to somebody."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One application in a list. late: past its day."""

    id: int
    number: str
    label: str
    state: str
    word: str
    filed_at: dt.datetime
    due: dt.date | None
    ended_at: dt.datetime | None
    open: bool
    waits: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """A step: what, when, and what was said."""

    at: dt.datetime
    title: str
    words: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A step of the reckoning of a date, with its article."""

    words: str
    law: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """asked: what is to be supplied or answered now, with until; other_dates: ends in other readings, and why."""

    line: CaseLine
    happened: tuple[Happened, ...]
    asked: Happened | None
    reckoning: tuple[Reckoned, ...]
    other_dates: tuple[tuple[str, str], ...]
    letters: tuple[IssuedLetter, ...]
    waits: tuple[str, ...]
    appeals: tuple[AppealLine, ...]
    can_object: bool
    applied: str


def case_line(case: Case) -> CaseLine:
    """As the list shows it."""
    ended = case.decided_at
    waits = ended is None and case.state in ("supplement", "notice")
    due = None if case.due_at is None or ended else timezone.localtime(case.due_at).date()
    state = "refused" if case.outcome == "refused" else case.state
    late = ended is None and case.due_at is not None and case.due_at < timezone.now() and not waits
    return CaseLine(
        case.pk, case.number, said(label_of(case.service)), state, said(word_of(case.state, case.outcome)),
        case.filed_at, due, ended, ended is None, waits, late,
    )  # fmt: skip


def case_page(case: Case, steps: Sequence[Step], letters: Sequence[IssuedLetter], waits: Sequence[Waiting]) -> CasePage:
    """Everything about one application."""
    due = due_of(case, steps)
    happened = tuple(_happened(step) for step in steps)
    asked = next(
        (line for step, line in zip(reversed(steps), reversed(happened), strict=True)
         if step.kind in ("ask_supplement", "give_notice")), None,
    )  # fmt: skip
    procedure = procedure_of(case.service)
    objected = any(step.kind == "object_to" for step in steps)
    return CasePage(
        line=case_line(case),
        happened=happened,
        asked=asked if case.state in ("supplement", "notice") else None,
        reckoning=tuple(Reckoned(step.text(language()), step.law) for step in due.due.steps),
        other_dates=tuple((_date(other.due.day), said(other.why)) for other in due.others if other.due.day),
        letters=tuple(letters),
        waits=_waits(case, waits),
        appeals=appeal_lines(procedure) if case.decided_at and case.outcome == "refused" else (),
        can_object=case.outcome in ("granted", "refused") and not objected
        and any(one.id == "objection" for one in procedure.appeals),
        applied={"own": "", "delegate": _("applied for by somebody who acts for you"),
                 "ex_officio": _("applied for by an official, with your consent")}.get(case.filed_as, ""),
    )  # fmt: skip


def _happened(step: Step) -> Happened:
    told = step.said
    titles = {
        "receive": _("Your application was received"), "take": _("An official is working on it"),
        "ask_supplement": _("You were asked for something more"), "supply": _("You supplied what was asked"),
        "give_notice": _("You were told what is intended, before a decision"),
        "answer_notice": _("You gave your opinion"), "notice_ran_out": _("The time for an opinion is over"),
        "extend": _("More time was taken"), "hand_over": _("Another desk works on it now"),
        "approve": _("Granted"), "refuse": _("Refused"), "decide_automatically": _("Granted, decided automatically"),
        "withdraw": _("You took the application back"), "issue": _("The certificate was issued"),
        "wait": _("An agency does not answer at present"), "object_to": _("You objected to the decision"),
        "answer_objection": _("Your objection was answered"),
    }  # fmt: skip
    words = next((str(told[name]) for name in SPOKEN if told.get(name)), "")
    if step.kind in ("approve", "decide_automatically") and told.get("amount") is not None:
        words = won_per(told["amount"], told["amount"], told.get("per"))
    if step.kind == "wait":
        words = ", ".join(source_words(agency) for agency in told.get("agencies", ()))
    return Happened(step.at, titles.get(step.kind, _("Something was done")), words, step.until)


def _waits(case: Case, waits: Sequence[Waiting]) -> tuple[str, ...]:
    said_by_mydata = tuple(said(one.label) for one in waits)
    named = tuple(
        _("%(agency)s does not answer at present. It is asked again by itself; nothing is lost and there is nothing "
          "to hand in again.") % {"agency": source_words(str(one.get("agency", "")))}
        for one in case.waits_for
    )  # fmt: skip
    return said_by_mydata or named if case.decided_at is None else ()


def _date(day: dt.date | None) -> str:
    return day_words(day) if day is not None else ""
