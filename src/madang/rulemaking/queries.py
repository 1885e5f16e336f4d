"""Reads of drafts and releases, within the context of whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from madang.rulemaking.examining import examined
from madang.rulemaking.in_force import InForce, in_force
from madang.rulemaking.models import Draft, Effect, Finding, Release, Revision
from madang.rulemaking.refusals import NoSuchDraft

PAGE = 100


def drafts(*, ended: bool = False) -> list[Draft]:
    """Those that are written or reviewed, or those that have ended, the latest first. One query."""
    over = ["released", "withdrawn"]
    found = Draft.objects.filter(state__in=over) if ended else Draft.objects.exclude(state__in=over)
    return list(found.order_by("-changed_at")[:PAGE])


def draft_of(id: UUID) -> Draft:
    """One draft. NoSuchDraft. One query."""
    found = Draft.objects.filter(pk=id).first()
    if found is None:
        raise NoSuchDraft("그런 초안이 없거나 볼 수 없습니다.", "There is no such draft, or not for you.")
    return found


def revisions_of(draft: Draft) -> list[Revision]:
    """Every revision without its files, the latest first. One query."""
    return list(_of(draft).defer("files").order_by("-number"))


def revision(draft: Draft, number: int) -> Revision:
    """One revision with its files and what was found. NoSuchDraft. One query."""
    found = _of(draft).select_related("finding").filter(number=number).first()
    if found is None:
        raise NoSuchDraft("그런 수정본이 없습니다.", "There is no such revision.")
    return found


def effects_of(one: Revision) -> list[Effect]:
    """What was asked about it, the latest first. One query."""
    return list(Effect.objects.filter(revision=one).order_by("-asked_at"))


def releases(most: int = PAGE) -> list[Release]:
    """The latest first, without their files. One query; everybody may read them."""
    return list(Release.objects.defer("files").order_by("-number")[:most])


def release_of(number: int) -> Release:
    """One release. NoSuchDraft. One query."""
    found = Release.objects.filter(number=number).first()
    if found is None:
        raise NoSuchDraft("그런 시행판이 없습니다.", "There is no such release.")
    return found


def finding_of(one: Revision) -> Finding | None:
    """What was found, if it was examined. No query after :func:`revision`."""
    found: Finding | None = getattr(one, "finding", None)
    return found


def examine(one: Revision, held: InForce | None = None) -> Finding:
    """Examines a revision against the rulebook in force, and keeps what was found, if it is anything new. Within its
    tenant's context."""
    current = held or in_force()
    sound, found = examined(current, one.files)
    said = {"against": current.version, "sound": sound, "found": found}
    known = Finding.objects.filter(revision=one).first()
    if known is not None and {name: getattr(known, name) for name in said} == said:
        return known
    made, _new = Finding.objects.update_or_create(revision=one, defaults={**said, "at": timezone.now()})
    return made


def authors_of(revisions: Sequence[Revision]) -> list[str]:
    """The accounts that wrote them, each once."""
    return list(dict.fromkeys(one.author for one in revisions))


def _of(draft: Draft) -> QuerySet[Revision]:
    return Revision.objects.filter(draft=draft)
