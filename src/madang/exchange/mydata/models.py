"""Consents, feeds of agencies, and what waits for one of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Consent(models.Model):
    """giver agrees that sources are asked about them, for a purpose, for the sake of an applicant. Never deleted.

    information: groups of grounds.yaml; facts, sources: what these come to; law: the articles that ask for it. text: as
    it was shown, with version and digest. channel: online, counter, paper or register. until: from then on it is over.
    """

    giver = models.CharField(max_length=64)
    applicant = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64)
    application = models.CharField(max_length=64, blank=True, default="")
    tenant = models.CharField(max_length=64, blank=True, default="")
    information = models.JSONField()
    facts = models.JSONField()
    sources = models.JSONField()
    law = models.CharField(max_length=400)
    language = models.CharField(max_length=2)
    text = models.TextField()
    text_version = models.CharField(max_length=16)
    text_digest = models.CharField(max_length=71)
    channel = models.CharField(max_length=16)
    evidence = models.CharField(max_length=200, blank=True, default="")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=128)
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=128, blank=True, default="")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["giver", "purpose"], name="consent_of"),
            models.Index(fields=["applicant", "purpose"], name="consent_for"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["giver", "purpose", "applicant"], condition=Q(withdrawn_at=None, replaced_at=None),
                name="consent_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["online", "counter", "paper", "register"]), name="consent_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["online"]) | ~Q(evidence=""), name="consent_seen_somewhere"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"consent {self.pk}"


class ConsentAsk(models.Model):
    """An application asks somebody to agree. name: the applicant's, as the application says it. Never deleted.

    role: who they are to the applicant (grounds.yaml); speakers: who may answer for them. state: asked, given, refused,
    withdrawn, or ended with the application. No value of anybody is here.
    """

    ASKED, GIVEN, REFUSED, WITHDRAWN, ENDED = "asked", "given", "refused", "withdrawn", "ended"

    giver = models.CharField(max_length=64)
    applicant = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=64)
    application = models.CharField(max_length=64)
    tenant = models.CharField(max_length=64)
    role = models.CharField(max_length=16)
    speakers = models.JSONField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=16)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["giver"], name="ask_of", condition=~Q(state="ended")),
            models.Index(fields=["application"], name="ask_for"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["giver", "purpose", "applicant"], condition=~Q(state="ended"), name="ask_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "given", "refused", "withdrawn", "ended"]), name="ask_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"


class Feed(models.Model):
    """What an agency says is held back until somebody has looked. A row is there while it is, and tells who let it go.

    reason: off_contract or implausible; ko, en: what was wrong, nothing personal.
    """

    agency = models.CharField(max_length=32)
    reason = models.CharField(max_length=16)
    ko = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    since = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=128, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency"], condition=Q(released_at=None), name="feed_held_once"),
            models.CheckConstraint(condition=Q(reason__in=["off_contract", "implausible"]), name="feed_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.reason}"


class PendingFetch(models.Model):
    """What an agency still owes. retry_at: when it is asked again; null while its feed is held back.

    reason: asked (not yet, a consent was just given), down, slow, wrong, stale or quarantined. persons: of whom.
    """

    agency = models.CharField(max_length=32)
    applicant = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64)
    application = models.CharField(max_length=64, blank=True, default="")
    tenant = models.CharField(max_length=64, blank=True, default="")
    persons = models.JSONField()
    since_day = models.DateField(null=True)
    reason = models.CharField(max_length=16)
    attempts = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField()
    retry_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["retry_at"], name="pending_due", condition=Q(retry_at__isnull=False)),
            models.Index(fields=["application"], name="pending_for", condition=~Q(application="")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "applicant", "purpose", "application"], name="pending_once"),
            models.CheckConstraint(
                condition=Q(reason__in=["asked", "down", "slow", "wrong", "stale", "quarantined"]),
                name="pending_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} for {self.purpose}"
