"""Drafts with their revisions, what an examination found, effects that are worked out, and releases."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from madang.rulemaking.words import State

ACCOUNT, DIGEST = 64, 71


class Draft(models.Model):
    """A change of the rules while it is written and reviewed. The texts are in its revisions.

    base: version of the rulebook it was begun on. revision: the number of its latest. author: the account that began
    it. submitted_by, answered_by: accounts. answer: why it was sent back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tenant = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    reason = models.TextField()
    base = models.CharField(max_length=DIGEST)
    state = models.CharField(max_length=16, default=State.open.value)
    revision = models.PositiveIntegerField(default=1)
    author = models.CharField(max_length=ACCOUNT)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=ACCOUNT, blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=ACCOUNT, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "-changed_at"], name="rule_draft_recent")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[one.value for one in State]), name="rule_draft_state_known")
        ]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """The files of a draft as somebody saved them. Append-only.

    files: path → {base, text}: the text in force when the file came into the draft (null: a new file), and the
    draft's. author, person: the account that saved it, and whose it is where that is known. came_from: the revision
    that was gone back to, 0 for none.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=ACCOUNT)
    person = models.CharField(max_length=ACCOUNT, blank=True, default="")
    at = models.DateTimeField()
    note = models.CharField(max_length=120, blank=True, default="")
    came_from = models.PositiveIntegerField(default=0)
    files = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="rule_revision_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Finding(models.Model):
    """What the examination of a revision found, against a version of the rulebook in force. Worked out, never typed.

    sound: no problem and no differing case, so that it may be submitted and released. found: see examining.py.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="finding")
    against = models.CharField(max_length=DIGEST)
    at = models.DateTimeField()
    sound = models.BooleanField()
    found = models.JSONField()

    def __str__(self) -> str:
        return f"finding of {self.revision_id}"


class Effect(models.Model):
    """What a revision would do to everybody on a day: asked for, worked on, done or refused.

    counted, total: residents, while it is worked on. result: JSON of the effect. refused: why there is none, ko and en.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="effects")
    on = models.DateField()
    state = models.CharField(max_length=8, default="waiting")
    asked_by = models.CharField(max_length=ACCOUNT)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    counted = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    refused = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "on"], name="rule_effect_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "done", "refused"]), name="rule_effect_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], condition=Q(state__in=["waiting", "working"]), name="rule_effect_waiting")
        ]

    def __str__(self) -> str:
        return f"effect on {self.on}"


class Release(models.Model):
    """What was released, in force from then on. Append-only; read by every process and anybody.

    number: from 1, without gaps. files: path → {base, text}, as the released revision has them. version: of the
    rulebook with it. services: ids of those whose answers rest on it. writers: the accounts that wrote it; releaser:
    the one that released it.
    """

    number = models.PositiveIntegerField(primary_key=True)
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="release")
    revision = models.PositiveIntegerField()
    tenant = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    reason = models.TextField()
    writers = models.JSONField()
    releaser = models.CharField(max_length=ACCOUNT)
    at = models.DateTimeField()
    version = models.CharField(max_length=DIGEST)
    services = models.JSONField()
    files = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(number__gte=1), name="rule_release_numbered")]

    def __str__(self) -> str:
        return f"release {self.number}"
