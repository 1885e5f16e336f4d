"""Drafts: what somebody has begun and not yet sent."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """One application being prepared. actor: who prepares it. applicant: whom it is for; filed_as: own or delegate.

    answers: what only they can say, by name. case: the id of the case it became; sent_at: when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.CharField(max_length=64)
    applicant = models.CharField(max_length=64)
    actor = models.CharField(max_length=128)
    filed_as = models.CharField(max_length=16)
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    case = models.BigIntegerField(null=True)
    number = models.CharField(max_length=40, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["applicant", "-changed_at"], name="draft_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["applicant", "service", "actor"], condition=Q(sent_at=None), name="draft_once"
            ),
            models.CheckConstraint(condition=Q(filed_as__in=["own", "delegate"]), name="draft_filed_as_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
