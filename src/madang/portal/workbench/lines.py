"""Drafts, revisions and releases as lines of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from madang.identity.anyid.service import called_all
from madang.portal.rulebook import rulebook
from madang.portal.shown.words import said
from madang.rulemaking import service as rulemaking
from madang.trust.service import Principal

MARKS = {"open": "working", "submitted": "notice", "returned": "refused", "released": "granted", "withdrawn": ""}
"""The colour of each state, of those the desk has."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft. mark: of its state. mine: whether the reader began it."""

    id: UUID
    title: str
    state: str
    word: str
    mark: str
    author: str
    mine: bool
    revision: int
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision."""

    number: int
    author: str
    at: dt.datetime
    note: str
    came_from: int


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release. services: names of those whose answers rest on it. left_out: it is not in force here."""

    number: int
    title: str
    at: dt.datetime
    writers: str
    releaser: str
    services: str
    version: str
    left_out: bool


def draft_lines(drafts: Sequence[rulemaking.Draft], principal: Principal) -> list[DraftLine]:
    """One query for the names, however many there are."""
    names = called_all(one.author for one in drafts)
    return [_draft(one, names, principal) for one in drafts]


def draft_line(draft: rulemaking.Draft, names: dict[str, str], principal: Principal) -> DraftLine:
    """One of them."""
    return _draft(draft, names, principal)


def revision_lines(revisions: Iterable[rulemaking.Revision], names: dict[str, str]) -> list[RevisionLine]:
    """The history of a draft."""
    return [RevisionLine(one.number, names.get(one.author, one.author), one.at, one.note, one.came_from)
            for one in revisions]  # fmt: skip


def release_lines(releases: Sequence[rulemaking.Release], held: rulemaking.InForce) -> list[ReleaseLine]:
    """One query for the names."""
    names = called_all(id for one in releases for id in (*one.writers, one.releaser))
    left = {one.number for one in held.left_out}
    return [
        ReleaseLine(
            one.number, one.title, one.at, ", ".join(names.get(id, id) for id in one.writers),
            names.get(one.releaser, one.releaser), services_named(one.services), short(one.version), one.number in left,
        )
        for one in releases
    ]  # fmt: skip


def services_named(ids: Iterable[str]) -> str:
    """Their names, with commas between."""
    known = rulebook().pack.services
    return ", ".join(said(known[id].label) if id in known else id for id in ids)


def short(digest: str) -> str:
    """The beginning of a digest, enough to tell two apart."""
    return digest.removeprefix("sha256:")[:12]


def _draft(one: rulemaking.Draft, names: dict[str, str], principal: Principal) -> DraftLine:
    word = said(rulemaking.STATE_LABELS[rulemaking.State(one.state)])
    return DraftLine(one.pk, one.title, one.state, word, MARKS[one.state], names.get(one.author, one.author),
                     one.author == principal.id, one.revision, one.changed_at)  # fmt: skip
