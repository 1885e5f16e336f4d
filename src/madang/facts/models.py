"""The log of facts, append-only, and its current projection."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Batch(models.Model):
    """What was recorded together, all or nothing. key: the caller's, so that the same batch twice writes once."""

    key = models.CharField(max_length=128, primary_key=True)
    digest = models.CharField(max_length=71)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key


class Fact(models.Model):
    """One thing a source says. Never updated, never deleted: the database itself refuses both.

    subject: a person's or a home's id. name: of the vocabulary, `relation.<kind>` or `person.residence`. object: the
    other person or the home for these two, else empty. valid_from, valid_to: the days it is about, half-open; null is
    open. recorded_at: since when it is known. supersedes: the row that this one corrects or, with retracts, withdraws.
    """

    subject = models.CharField(max_length=64)
    name = models.CharField(max_length=128)
    object = models.CharField(max_length=64, blank=True, default="")
    value = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    retracts = models.BooleanField(default=False)
    source = models.CharField(max_length=64)
    as_of = models.DateField(null=True)
    proven = models.BooleanField()
    evidence = models.TextField(null=True)  # noqa: DJ001 - no evidence and an empty reference are not the same
    batch = models.ForeignKey(Batch, models.PROTECT, db_index=False)
    line = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "name"], name="fact_subject_name"),
            models.Index(fields=["subject", "id"], name="fact_subject_id"),
            models.Index(fields=["object"], name="fact_object", condition=~Q(object="")),
            models.Index(fields=["recorded_at"], name="fact_recorded_at"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "line"], name="fact_once_in_batch"),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(name="") & ~Q(source=""), name="fact_says_of_whom"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
                name="fact_period_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(retracts=False) | Q(supersedes__isnull=False), name="fact_retracts_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.name} #{self.pk}"


class Current(models.Model):
    """What is known now: which fact holds for which days. Kept by the act that records; rebuilt by another."""

    fact = models.ForeignKey(Fact, models.PROTECT)
    subject = models.CharField(max_length=64)
    name = models.CharField(max_length=128)
    object = models.CharField(max_length=64, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "name"], name="current_subject_name"),
            models.Index(fields=["object"], name="current_object", condition=~Q(object="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.name} now"


class Change(models.Model):
    """A key under which something is known otherwise than before, until the room that stands on it has looked."""

    subject = models.CharField(max_length=64)
    name = models.CharField(max_length=128)
    object = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.subject} {self.name} changed"
