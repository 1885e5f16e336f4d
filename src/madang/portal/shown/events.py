"""Life events as pages offer them, and answers grouped by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.portal.journey.scope import OTHER, services_by_group, shown_under
from madang.portal.rulebook import rulebook
from madang.portal.shown.answers import ServiceLine
from madang.portal.shown.words import said


@dataclass(frozen=True, slots=True)
class EventLine:
    """A group of life events to choose: how many services it has, and whether it is chosen."""

    id: str
    label: str
    help: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class EventSection:
    """The answers under one group of life events, by status."""

    id: str
    title: str
    eligible: tuple[ServiceLine, ...]
    unknown: tuple[ServiceLine, ...]
    ineligible: tuple[ServiceLine, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Owed, open, not owed."""
        return len(self.eligible), len(self.unknown), len(self.ineligible)


def event_title(group: str) -> str:
    """A group of life events in the page's language."""
    known = rulebook().pack.life_events.groups.get(group)
    return said(known.label) if known else _("Other")


def event_lines(day: dt.date, about: Sequence[str]) -> tuple[EventLine, ...]:
    """Every group that has a service on a day, in the order of the pack."""
    groups = rulebook().pack.life_events.groups
    return tuple(
        EventLine(group, event_title(group), said(groups[group].help) if group in groups else "", len(ids),
                  group in about)
        for group, ids in services_by_group(day).items()
    )  # fmt: skip


def event_sections(lines: Iterable[ServiceLine], about: Sequence[str]) -> tuple[EventSection, ...]:
    """The answers by group, in the order of the pack; inside of one they keep their order."""
    found: dict[str, dict[str, list[ServiceLine]]] = {}
    for line in lines:
        by_status = found.setdefault(shown_under(line.id, about), {"eligible": [], "unknown": [], "ineligible": []})
        by_status[line.status].append(line)
    return tuple(
        EventSection(group, event_title(group), *(tuple(lines) for lines in found[group].values()))
        for group in (*rulebook().pack.life_events.groups, OTHER)
        if group in found
    )
