"""Persons, organisations and their units, appointments, delegations, and orders that keep somebody away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from madang.people.kinds import KINDS, ORGANISATION_KINDS, ROLES, STATES, UNIT_KINDS


class Person(models.Model):
    """Somebody a register knows. id: opaque; number_hash: keyed; number_masked: all that is ever shown of the number.

    name: as the register writes it. source: the register; known_since: when the house first heard of them.
    """

    id = models.CharField(max_length=64, primary_key=True)
    number_hash = models.CharField(max_length=64, unique=True)
    number_sealed = models.BinaryField()
    number_masked = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    synthetic = models.BooleanField()
    known_since = models.DateTimeField()
    source = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.id


class Organisation(models.Model):
    """A body that decides, holds records, or, as a firm, asks. Days are inclusive; successors: ids that followed it.

    All but firms are tenants (보장기관, 사회보장급여법 §2 5호). region: the 10-digit code of a local government.
    """

    id = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=32)
    label_ko = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    region = models.CharField(max_length=10, blank=True, default="")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successors = models.JSONField(default=list)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ORGANISATION_KINDS), name="organisation_kind_known"),
        ]

    def __str__(self) -> str:
        return self.id


class Unit(models.Model):
    """A part of an organisation: a general district, an administrative city, a 읍·면·동, a department."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    kind = models.CharField(max_length=32)
    label_ko = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    region = models.CharField(max_length=10, blank=True, default="")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(kind__in=UNIT_KINDS), name="unit_kind_known")]

    def __str__(self) -> str:
        return self.id


class Appointment(models.Model):
    """A role of an account in a tenant, or in one unit of it and what lies below; ends by itself at valid_to.

    The database refuses one that overlaps the same one, or one in another tenant (migration 0002).
    """

    account = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True)
    role = models.CharField(max_length=32)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    granted_by = models.CharField(max_length=128)
    granted_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.CharField(max_length=128, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account"], name="appointment_of")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="appointment_role_known"),
            models.CheckConstraint(condition=Q(valid_from__lt=F("valid_to")), name="appointment_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.role} {self.organisation_id}"


class Delegation(models.Model):
    """holder acts for giver, a person, or for a firm. Rows are never deleted; ended_at says since when it is over.

    services: ids, or ["*"]; deeds: of view, apply, receive_letters. answered_at: since when both agree, or the house
    has it from a register. ground: the law; evidence: a reference. Each side's name is told to the other by that side.
    """

    id = models.CharField(max_length=64, primary_key=True)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="given")
    firm = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="given")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="held")
    kind = models.CharField(max_length=16)
    proposed_by = models.CharField(max_length=16)
    services = models.JSONField()
    deeds = models.JSONField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    state = models.CharField(max_length=16)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=32, blank=True, default="")
    ground = models.CharField(max_length=200)
    evidence = models.CharField(max_length=500, blank=True, default="")
    source = models.CharField(max_length=64, blank=True, default="")
    giver_name = models.CharField(max_length=200, blank=True, default="")
    holder_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["holder"], name="delegation_held"),
            models.Index(fields=["giver"], name="delegation_given"),
            models.Index(fields=["firm"], name="delegation_of_firm", condition=Q(firm__isnull=False)),
            models.Index(fields=["valid_to"], name="delegation_ends", condition=Q(ended_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["giver", "firm", "holder", "kind"], condition=Q(ended_at=None), nulls_distinct=False,
                name="delegation_once",
            ),
            models.CheckConstraint(
                condition=Q(giver=None, firm__isnull=False) | Q(giver__isnull=False, firm=None),
                name="delegation_for_one",
            ),
            models.CheckConstraint(condition=Q(giver=None) | ~Q(giver=F("holder")), name="delegation_of_two"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="delegation_kind_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="delegation_state_known"),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at=None, ended_at=None)
                | Q(state="active", answered_at__isnull=False, ended_at=None)
                | Q(state__in=["withdrawn", "expired", "refused"], ended_at__isnull=False),
                name="delegation_state_fits",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False) | Q(proposed_by="register"), name="delegation_limited"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.id

    @property
    def for_whom(self) -> str:
        """The id of the person, or of the firm."""
        return self.giver_id or self.firm_id or ""


class Restriction(models.Model):
    """An order that keeps `against` away from what is `person`'s (주민등록법 §29⑥·⑦, 가족관계등록법 §14⑧–⑩).

    valid_to: when it was lifted or ends. Both see the row, so that it stands wherever a delegation between them does.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="protected")
    against = models.ForeignKey(Person, models.PROTECT, related_name="kept_away")
    law = models.CharField(max_length=200)
    source = models.CharField(max_length=64)
    evidence = models.CharField(max_length=500, blank=True, default="")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["against", "person"], name="restriction_against")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "against", "source"], condition=Q(valid_to=None), name="restriction_once"
            ),
            models.CheckConstraint(condition=~Q(person=F("against")), name="restriction_of_two"),
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"
