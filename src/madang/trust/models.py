"""Entries of the log, events to be told, keys, and what was done under which key of a caller."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from madang.trust.log.models import Cosignature, Leaf, LogKey, StoredHead, StoredTile, Waiting, Witness

__all__ = [
    "Cosignature", "Entry", "Key", "Leaf", "LogKey", "OutboxEvent", "Performed", "StoredHead",
    "StoredTile", "Waiting", "Witness",
]  # fmt: skip


class Entry(models.Model):
    """One entry of a tenant's log (log_row.py). Append-only; body and salt may be erased when the law demands it.

    shown_from: until then the person it is about does not see it (a delay the policy allows); the body says so too.
    subject, actor and name repeat what the body says, to be found by; a body says all that is true of them.
    """

    tenant = models.CharField(max_length=64)
    act = models.UUIDField()
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    subject = models.CharField(max_length=64, blank=True, default="")
    actor = models.CharField(max_length=128)
    name = models.CharField(max_length=64)
    body = models.TextField(null=True)  # noqa: DJ001 -- null is erased, which no text is
    salt = models.BinaryField(null=True)
    commitment = models.BinaryField()
    leaf = models.BinaryField()
    shown_from = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "id"], name="entry_of_tenant"),
            models.Index(fields=["subject", "id"], condition=~Q(subject=""), name="entry_about"),
            models.Index(fields=["act"], name="entry_act"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["act", "disclosure", "exchange", "refusal"]), name="entry_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(body=None, salt=None) | Q(body__isnull=False, salt__isnull=False), name="entry_erased_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant} {self.pk}: {self.name}"


class LookReport(models.Model):
    """What a person finds wrong with an entry about them, and what the privacy officer of its tenant answers.

    One for each entry (개인정보 보호법 §35, §31③4: 개인정보 처리와 관련한 불만의 처리). answered_by: an actor.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="report")
    tenant = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    words = models.TextField()
    said_by = models.CharField(max_length=128)
    said_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=128, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "answered_at", "id"], name="look_report_waiting")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by="", answered_at=None)
                | Q(~Q(answer=""), ~Q(answered_by=""), answered_at__isnull=False),
                name="look_report_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return f"report on {self.entry_id}"


class OutboxEvent(models.Model):
    """A CloudEvent that an act tells, written in its transaction and taken by whoever carries it on.

    subject: a person's id or empty; data: ids and codes, nothing personal.
    """

    event = models.UUIDField(default=uuid.uuid4, unique=True)
    type = models.CharField(max_length=64)
    tenant = models.CharField(max_length=64, blank=True, default="")
    subject = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()
    data = models.JSONField()

    def __str__(self) -> str:
        return f"{self.type} {self.event}"


class Performed(models.Model):
    """What a caller's key did: the same key again gives the same result. digest: of the act and all it was told."""

    actor = models.CharField(max_length=128)
    key = models.CharField(max_length=128)
    digest = models.CharField(max_length=71)
    result = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="performed_once")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Key(models.Model):
    """A key of the installation, wrapped with its master key. use: sign, seal, lookup, or letter (the
    key of a seal on letters, PKCS #8); scope: of what.

    public: 32 bytes of Ed25519 for signing keys, the certificate (DER) for letters. One of a use and scope is in force;
    the others only read.
    """

    id = models.CharField(max_length=96, primary_key=True)
    use = models.CharField(max_length=16)
    scope = models.CharField(max_length=64)
    wrapped = models.BinaryField()
    public = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["use", "scope"], condition=Q(retired_at=None), name="key_in_force_once"),
            models.CheckConstraint(condition=Q(use__in=["sign", "seal", "lookup", "letter"]), name="key_use_known"),
        ]

    def __str__(self) -> str:
        return self.id
