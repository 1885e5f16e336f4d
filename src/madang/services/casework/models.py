"""Cases, their steps, and the letters that were issued on them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from madang.services.casework.states import Outcome, State


class Case(models.Model):
    """One application before one authority.

    number: 접수번호. tenant, unit: who decides. applicant: the person it is for; name: theirs when it was filed.
    filed_by: the actor; filed_as: own, delegate or ex_officio (직권). day: the day asked about. subjects: the persons
    whose data it rests on. answers: what only they could say. due_at: the end of its period by the service's clock;
    null while it stands still. version: raised with every step. decision: what it rests on, in entitlements.
    """

    number = models.CharField(max_length=40, unique=True)
    tenant = models.CharField(max_length=64)
    unit = models.CharField(max_length=64, blank=True, default="")
    service = models.CharField(max_length=64)
    applicant = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    filed_by = models.CharField(max_length=128)
    filed_as = models.CharField(max_length=16)
    filed_at = models.DateTimeField()
    day = models.DateField()
    state = models.CharField(max_length=16)
    outcome = models.CharField(max_length=16, blank=True, default="")
    clerk = models.CharField(max_length=128, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    subjects = ArrayField(models.CharField(max_length=64), default=list)
    answers = models.JSONField(default=dict)
    waits_for = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    decision = models.ForeignKey("entitlements.Decision", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "due_at", "id"], name="case_open_due", condition=Q(decided_at=None)),
            models.Index(fields=["tenant", "unit", "due_at", "id"], name="case_unit_due", condition=Q(decided_at=None)),
            models.Index(fields=["tenant", "state", "due_at", "id"], name="case_state_due"),
            models.Index(fields=["tenant", "name"], name="case_name"),
            models.Index(fields=["tenant", "-filed_at", "-id"], name="case_filed"),
            models.Index(fields=["applicant", "-id"], name="case_of"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["applicant", "service"], condition=Q(decided_at=None), name="case_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in State]), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(one.value for one in Outcome)]), name="case_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["decided", "withdrawn"], decided_at__isnull=False)
                | Q(~Q(state__in=["decided", "withdrawn"]), decided_at=None, outcome=""),
                name="case_ends_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Step(models.Model):
    """Something that happened to a case; append-only. kind: the act's verb. said: words and days, JSON.

    known_to_applicant: an inner note is not. until: the day by which an answer is awaited.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    actor = models.CharField(max_length=128)
    before = models.CharField(max_length=16, blank=True, default="")
    after = models.CharField(max_length=16)
    said = models.JSONField(default=dict)
    until = models.DateField(null=True)
    known_to_applicant = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="step_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Objection(models.Model):
    """An objection to a decision (이의신청). outcome: upheld or dismissed; due_at: when it is to be answered."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=128)
    why = models.TextField()
    excuse = models.TextField(blank=True, default="")
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="objection_open_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | Q(decided_at__isnull=False, outcome__in=["upheld", "dismissed"]),
                name="objection_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"


class IssuedLetter(models.Model):
    """A letter as it was issued, append-only: the sealed PDF, and the same words as HTML (an article, escaped).

    code: to verify it by; document: its id.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=32)
    document = models.CharField(max_length=40, unique=True)
    number = models.CharField(max_length=80)
    code = models.CharField(max_length=32)
    language = models.CharField(max_length=2)
    issued_at = models.DateTimeField()
    title = models.CharField(max_length=200)
    pdf = models.BinaryField()
    html = models.TextField(default="")
    seal_key = models.CharField(max_length=96)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="letter_of_case")]

    def __str__(self) -> str:
        return self.document
