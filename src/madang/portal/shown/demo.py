"""What the agencies did for a simulated person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.portal.shown.sources import source_words


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency, how it answered, and what that means for the visitor."""

    name: str
    outcome: str
    words: str


def agency_lines(outcomes: Iterable[tuple[str, str]]) -> tuple[AgencyLine, ...]:
    """One line for each agency that was asked, from (agency, outcome)."""
    return tuple(AgencyLine(source_words(agency), outcome, outcome_words(outcome)) for agency, outcome in outcomes)


def outcome_words(outcome: str) -> str:
    """What an outcome means."""
    words = {
        "ok": _("answered"),
        "slow": _("did not answer in time; you will be asked for what it knows"),
        "down": _("cannot be reached; you will be asked for what it knows"),
        "wrong": _("sent something unreadable, which is not used; you will be asked instead"),
        "stale": _("sent records that are too old to use; you will be asked instead"),
    }
    return words.get(outcome, words["down"])
