"""Consents in plain words: who has to agree to what, what was agreed to, and what a statute allows without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from madang.exchange.mydata.service import Consent, Needed, consents_needed, label_of, still_allowed, text_of
from madang.portal.mine.frame import language
from madang.portal.shown.words import said

ROLES = ("applicant", "spouse", "child", "household", "supporter")
"""To the applicant; the nearest first."""


@dataclass(frozen=True, slots=True)
class NeededLine:
    """One person has to agree. mine: the resident can say it, for themself or their child; lines: the text."""

    giver: str
    title: str
    why: str
    lines: tuple[str, ...]
    digest: str
    shown_in: str
    state: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent that was given. state: in_force, withdrawn, replaced or over. still: what statutes allow without it."""

    id: int
    title: str
    lines: tuple[str, ...]
    given_at: dt.datetime
    until: dt.datetime
    ended_at: dt.datetime | None
    channel: str
    state: str
    still: tuple[str, ...]


def needed_lines(service: str, applicant: str, me: str, day: dt.date) -> tuple[NeededLine, ...]:
    """Whoever has to agree before what the service reads may be fetched, the applicant first. Five queries."""
    return tuple(_needed(one, me) for one in consents_needed(service, applicant, day))


def consent_lines(consents: Iterable[Consent]) -> tuple[ConsentLine, ...]:
    """All that somebody gave, what holds first."""
    lines = [_given(one) for one in consents]
    return tuple(sorted(lines, key=lambda line: line.state != "in_force"))


def still_words(still: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """What statutes allow although a consent is withdrawn."""
    return tuple(one[language()] for one in still)


def agreement_of(role: str) -> str:
    """Whose agreement it is, for the applicant."""
    return {
        "applicant": _("Your own agreement"), "spouse": _("Your spouse’s agreement"), "child": _("For your child"),
        "household": _("The agreement of somebody of your household"),
        "supporter": _("The agreement of a relative liable for support"),
    }[role]  # fmt: skip


def _needed(needed: Needed, me: str) -> NeededLine:
    text = text_of(needed, language())
    mine = needed.person == me or me in needed.speakers
    role = next((one for one in ROLES if one in needed.roles), "household")
    return NeededLine(
        needed.person, agreement_of(role), said(needed.why), tuple(text.text.split("\n")), text.digest, text.language,
        needed.state, mine,
    )  # fmt: skip


def _given(consent: Consent) -> ConsentLine:
    ended = consent.withdrawn_at or consent.replaced_at
    state = "withdrawn" if consent.withdrawn_at else "replaced" if consent.replaced_at else "in_force"
    if state == "in_force" and consent.until <= timezone.now():
        state = "over"
    channels = {
        "online": _("given here, online"), "counter": _("said at the counter"), "paper": _("signed on paper"),
        "register": _("from a register"),
    }  # fmt: skip
    return ConsentLine(
        consent.pk, said(label_of(consent.purpose)), tuple(consent.text.split("\n")), consent.given_at, consent.until,
        ended, channels.get(consent.channel, consent.channel), state, still_words(still_allowed(consent)),
    )  # fmt: skip
