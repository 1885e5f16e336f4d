"""Life events that were accepted, who still has to take them, and what could not be accepted as it came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """An accepted CloudEvent. (source, event_id) happens once (CloudEvents 1.0 §3.1.1).

    subject_key: a keyed hash of whom it is about; transaction: PostgreSQL's number of the transaction that wrote it,
    by which pulling subscribers never miss one that committed late. digest: SHA-256 of type and data, in hex.
    """

    source = models.CharField(max_length=200)
    event_id = models.CharField(max_length=200)
    type = models.CharField(max_length=200)
    time = models.DateTimeField()
    accepted_at = models.DateTimeField()
    publisher = models.CharField(max_length=403)
    subject_key = models.CharField(max_length=64)
    event = models.JSONField()
    digest = models.CharField(max_length=64)
    transaction = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "event_id"], name="hub_event_once")]
        indexes: ClassVar = [models.Index(fields=["transaction", "id"], name="hub_event_order")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Delivery(models.Model):
    """An event that a queued subscription has still to take; taking it removes the row."""

    subscription = models.CharField(max_length=64)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    subject_key = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subscription", "id"], name="hub_delivery_order"),
            models.Index(fields=["subscription", "subject_key", "id"], name="hub_delivery_subject"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["subscription", "event"], name="hub_delivery_once")]

    def __str__(self) -> str:
        return f"{self.subscription} {self.event_id}"


class Quarantined(models.Model):
    """What a publisher sent and the hub could not accept, whole, with the reason; kept until a person decides."""

    at = models.DateTimeField()
    publisher = models.CharField(max_length=403)
    reason = models.CharField(max_length=32)
    ko = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    fields = models.JSONField()
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=9, default="waiting")
    decided_by = models.CharField(max_length=128, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "released", "discarded"]), name="hub_kept_state"),
            models.UniqueConstraint(fields=["publisher", "digest"], condition=Q(state="waiting"), name="hub_kept_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="hub_kept_order")]

    def __str__(self) -> str:
        return f"{self.reason} {self.publisher}"
