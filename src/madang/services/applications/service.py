"""The door of applications: begin, answer, send, throw away; what was begun."""

from __future__ import annotations

from uuid import UUID

from madang.services.applications.acts.answer import Answer
from madang.services.applications.acts.begin import Begin
from madang.services.applications.acts.discard import Discard
from madang.services.applications.acts.file_ex_officio import FileExOfficio
from madang.services.applications.acts.submit import Submit
from madang.services.applications.asking import asks_for
from madang.services.applications.models import Draft
from madang.services.applications.refusals import (
    AlreadyApplied,
    ApplicationRefused,
    BadAnswer,
    NobodyResponsible,
    NoSuchDraft,
    NotOffered,
    StillMissing,
)
from madang.services.applications.where import responsible_for

__all__ = [
    "AlreadyApplied",
    "Answer",
    "ApplicationRefused",
    "BadAnswer",
    "Begin",
    "Discard",
    "Draft",
    "FileExOfficio",
    "NoSuchDraft",
    "NobodyResponsible",
    "NotOffered",
    "StillMissing",
    "Submit",
    "asks_for",
    "draft_of",
    "drafts_of",
    "responsible_for",
]


def draft_of(id: UUID) -> Draft | None:
    """The draft, if it is there for whoever asks. One query."""
    return Draft.objects.filter(pk=id).first()


def drafts_of(person: str) -> list[Draft]:
    """What was begun for a person and not yet sent, the latest first. One query."""
    return list(Draft.objects.filter(applicant=person, sent_at=None).order_by("-changed_at")[:100])
