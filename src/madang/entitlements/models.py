"""Decisions with what they rest on, and recalculations as proposals."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Law(models.Model):
    """The law that answers of one service rest on, as text under its own digest. Append-only; shared by many."""

    digest = models.CharField(max_length=71, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest


class Decision(models.Model):
    """What was decided for one person, service and month. Append-only.

    date: the day that was asked about; its month is what the amount is for. closure and law: the rules; facts: the ids
    of all facts the answer rests on, as known at known_at; subjects: the persons and homes whose facts could matter.
    engine: of the rules; form: of families out of facts. status eligible or ineligible; amount in won per `per`, null
    for help in kind. answer: digest of the answer's text. key: the caller's, so that the same order twice decides once.
    """

    service = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    date = models.DateField()
    closure = models.CharField(max_length=71)
    law = models.ForeignKey(Law, models.PROTECT)
    known_at = models.DateTimeField()
    facts = ArrayField(models.BigIntegerField())
    subjects = ArrayField(models.CharField(max_length=64))
    engine = models.CharField(max_length=16)
    form = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    amount = models.BigIntegerField(null=True)
    per = models.CharField(max_length=16, blank=True, default="")
    answer = models.CharField(max_length=71)
    made_at = models.DateTimeField()
    key = models.CharField(max_length=128, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "service", "date"], name="decision_whose"),
            models.Index(fields=["service", "date"], name="decision_of_service"),
            GinIndex(fields=["subjects"], name="decision_subjects"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=["eligible", "ineligible"]), name="decision_is_settled")
        ]

    def __str__(self) -> str:
        return f"{self.service} of {self.subject} on {self.date}"


class StoredAnswer(models.Model):
    """The answer's own text, to be quick. A cache: it may be deleted at any time."""

    decision = models.OneToOneField(Decision, models.CASCADE, primary_key=True, related_name="stored")
    text = models.TextField()

    def __str__(self) -> str:
        return f"answer of {self.decision_id}"


class Proposal(models.Model):
    """What recalculating the decisions in force would change. For people to review; it carries nothing out.

    known_at: the facts it was worked out on. rulebook: version of the pack. considered: decisions in force;
    recalculated: those that could be affected.
    """

    made_at = models.DateTimeField()
    known_at = models.DateTimeField()
    rulebook = models.CharField(max_length=64)
    considered = models.PositiveIntegerField()
    recalculated = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"recalculation {self.pk}"


class ProposalLine(models.Model):
    """One decision that would be another: what was decided, what is due, and the difference in won.

    month: the first day of the month it is for. because: law, facts, or both. after_amount null: in kind, or open.
    difference: due minus decided, 0 while open. state: to_decide (in somebody's favour), hearing_first (adverse: notice
    and hearing come before any act, 행정절차법 §21·§22) or open (waits for the facts named, or for what went wrong).
    closure, law, facts, answer: what the new answer rests on, as for a decision.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="lines")
    decision = models.ForeignKey(Decision, models.PROTECT)
    month = models.DateField()
    because = models.CharField(max_length=8)
    after_status = models.CharField(max_length=16)
    after_amount = models.BigIntegerField(null=True)
    difference = models.BigIntegerField()
    state = models.CharField(max_length=16)
    open_facts = ArrayField(models.CharField(max_length=128), default=list)
    fault = models.JSONField(null=True)
    closure = models.CharField(max_length=71, blank=True, default="")
    law = models.ForeignKey(Law, models.PROTECT, null=True)
    facts = ArrayField(models.BigIntegerField(), default=list)
    answer = models.CharField(max_length=71, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "decision"], name="proposal_once_each"),
            models.CheckConstraint(
                condition=Q(state__in=["to_decide", "hearing_first", "open"]), name="proposal_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="hearing_first") | Q(difference__gte=0), name="proposal_adverse_heard_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} by {self.difference}"


class Resident(models.Model):
    """A person whose standing is kept, and the persons and homes whose facts could matter to it.

    on, known_at: the day and the knowledge it was last worked out for.
    """

    id = models.CharField(max_length=64, primary_key=True)
    subjects = ArrayField(models.CharField(max_length=64))
    on = models.DateField()
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["subjects"], name="resident_subjects")]

    def __str__(self) -> str:
        return self.id


class StandingAnswer(models.Model):
    """Where a resident stands with one service: the outcome without reasons, which are worked out on reading.

    low, high: won per `per`; high null: no upper bound; both null: in kind, or nothing owed. missing: names of
    facts still open. reads: names of the facts it was worked out from; a change of another one cannot change it.
    look_again: the first day on which the date alone may. faulty: it could not be worked out to the end, so any change
    is a new attempt.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="answers")
    service = models.CharField(max_length=64)
    status = models.CharField(max_length=16)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    per = models.CharField(max_length=16, blank=True, default="")
    closure = models.CharField(max_length=71, blank=True)
    missing = ArrayField(models.CharField(max_length=128))
    reads = ArrayField(models.CharField(max_length=128))
    look_again = models.DateField()
    faulty = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["resident", "service"], name="standing_once_each")]
        indexes: ClassVar = [
            models.Index(fields=["service", "closure"], name="standing_closure"),
            models.Index(fields=["look_again"], name="standing_look_again"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.service}: {self.status}"


class StandingChange(models.Model):
    """A resident stands otherwise than before. kind: eligible, lost, amount, question (one answer would settle it).

    before, after: [status, low, high, missing]. The reason is worked out on reading, from what was known at known_from
    and at known_at, on the days on_before and on.
    """

    resident = models.CharField(max_length=64)
    service = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    before = models.JSONField()
    after = models.JSONField()
    question = models.CharField(max_length=128, blank=True, default="")
    on_before = models.DateField()
    on = models.DateField()
    known_from = models.DateTimeField()
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["resident", "known_at"], name="standing_change_whose")]

    def __str__(self) -> str:
        return f"{self.resident} {self.service}: {self.kind}"


class Alert(models.Model):
    """Something an operator has to look at: a definition that cannot be worked out, facts that cannot be true.

    One row for each thing that is wrong, however many residents meet it. service: empty where it is about facts.
    """

    service = models.CharField(max_length=64, blank=True, default="")
    code = models.CharField(max_length=32)
    message_ko = models.TextField()
    message_en = models.TextField()
    example = models.CharField(max_length=64)
    count = models.PositiveBigIntegerField(default=1)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "code", "message_en"], name="alert_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.service or 'facts'}: {self.message_en}"
