"""Whom these tests know, and the draft that most of them are about: the pension's figures of 2027."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from madang.rulemaking import service as rulemaking
from madang.rules.drafting.service import NewFigure, figures_of_year
from madang.trust import service as trust

KEEPER, PENSION, LINE = "mohw", "basic_pension", "basic_pension_line_single"
FIGURES, SERVICE = "parameters/basic_pension.yaml", "services/basic_pension.yaml"
NEW_YEAR = dt.date(2027, 1, 15)


def official(id: str, *roles: str, person: str = "", tenant: str = KEEPER) -> trust.Principal:
    return trust.Principal("official", id, person=person, tenant=tenant, roles=roles, assurance="passkey")


AUTHOR = official("author", "rule_author", person="p1")
OTHER_AUTHOR = official("other", "rule_author", person="p2")
RELEASER = official("releaser", "rule_releaser", person="p3")
BOTH = official("both", "rule_author", "rule_releaser", person="p4")


def begun(who: trust.Principal = AUTHOR, **files: str) -> UUID:
    act = rulemaking.Begin("2027년 기초연금", "고시에 따라 새해 값을 넣습니다.", KEEPER, files)
    return UUID(trust.perform(act, who)["draft"])


def at(draft: UUID, who: trust.Principal = AUTHOR) -> int:
    with trust.entered(who):
        return rulemaking.draft_of(draft).revision


def next_year(line: int = 2_600_000) -> dict[str, str]:
    """The files with figures for 2027: those of this year, but for one line."""
    held = rulemaking.in_force()
    figures = []
    for one in figures_of_year(held.rulebook, PENSION, 2027):
        if one.gap is not None:
            assert one.last is not None
            value = Decimal(line) if one.parameter.name == LINE else one.last.value
            start, end = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
            figures.append(NewFigure(one.parameter.name, value, start, end, "시험용 값", "to_be_checked"))
    return rulemaking.with_figures_of_year(held.rulebook, held.files, PENSION, 2027, figures)


def changed(draft: UUID, files: Mapping[str, str | None], who: trust.Principal = AUTHOR) -> int:
    return int(trust.perform(rulemaking.Change(draft, at(draft), dict(files)), who)["revision"])


def examined(draft: UUID, who: trust.Principal = AUTHOR) -> rulemaking.Finding:
    with trust.entered(who):
        found = rulemaking.draft_of(draft)
        return rulemaking.examine(rulemaking.revision(found, found.revision))


def submitted(files: dict[str, str] | None = None, who: trust.Principal = AUTHOR) -> UUID:
    """A draft that waits for review."""
    draft = begun(who)
    changed(draft, files or next_year(), who)
    assert examined(draft, who).sound
    trust.perform(rulemaking.Submit(draft, at(draft)), who)
    return draft


def released(draft: UUID, who: trust.Principal = RELEASER) -> int:
    """Its number."""
    return int(trust.perform(rulemaking.ReleaseDraft(draft, at(draft)), who)["release"])
