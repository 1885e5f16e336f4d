"""The record of exchanges: that one took place, never what was in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Exchange(models.Model):
    """One call to an agency: which, what, how it ended, how long it took. No personal content."""

    agency = models.CharField(max_length=32)
    operation = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    duration_ms = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "at"], name="exchange_agency_at")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["right", "down", "slow", "wrong"]), name="exchange_outcome_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}.{self.operation}: {self.outcome}"
