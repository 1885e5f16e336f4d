"""The registry: members, subsystems with keys, services with contracts, rights. Rights and keys end, not vanish."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Member(models.Model):
    """An organisation (기관). Its identifier is instance/class/code."""

    instance = models.CharField(max_length=100)
    member_class = models.CharField(max_length=100)
    code = models.CharField(max_length=100)
    name_ko = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instance", "member_class", "code"], name="hub_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.instance}/{self.member_class}/{self.code}"


class Subsystem(models.Model):
    """An information system of a member: asks, answers, publishes. identifier: instance/class/member/code."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="subsystems")
    identifier = models.CharField(max_length=403, unique=True)
    name_ko = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.identifier


class SubsystemKey(models.Model):
    """A public Ed25519 key. keyid: its thumbprint. Two may be valid at once, so that keys can be changed at leisure."""

    subsystem = models.ForeignKey(Subsystem, on_delete=models.PROTECT, related_name="keys")
    keyid = models.CharField(max_length=43, unique=True)
    public = models.CharField(max_length=43)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.subsystem} {self.keyid}"


class Service(models.Model):
    """What a subsystem offers. address: http(s)://…, or process:<name> for one beside the hub (MADANG_URL_<NAME>).

    check_answers: whether answers are held against the registered contract; persons: where its messages name persons
    (asked, answered, number), empty where they do not.
    """

    subsystem = models.ForeignKey(Subsystem, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=100)
    address = models.CharField(max_length=500)
    timeout_seconds = models.FloatField(default=30.0)
    check_answers = models.BooleanField(default=True)
    enabled = models.BooleanField(default=True)
    persons = models.JSONField(blank=True, default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subsystem", "code"], name="hub_service_once")]

    def __str__(self) -> str:
        return f"{self.subsystem}/{self.code}"


class Description(models.Model):
    """One version of a service's OpenAPI document; the latest holds."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="descriptions")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["service", "version"], name="hub_description_once")]

    def __str__(self) -> str:
        return f"{self.service} v{self.version}"


class AccessRight(models.Model):
    """A client subsystem may use a service: all of it (* and /**), or one endpoint (method and path with wildcards).

    ground: the statute by which it uses register numbers; without one it knows persons by names of its own.
    """

    client = models.ForeignKey(Subsystem, on_delete=models.PROTECT, related_name="rights")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="rights")
    method = models.CharField(max_length=10, default="*")
    path = models.CharField(max_length=500, default="/**")
    ground = models.CharField(max_length=200, blank=True, default="")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "service", "method", "path"], condition=Q(revoked_at=None), name="hub_right_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client} → {self.service} {self.method} {self.path}"


class EventType(models.Model):
    """A kind of life event. schema: JSON Schema of its data; subject_field: the field of data that says about whom;
    persons: where data name further ones."""

    name = models.CharField(max_length=200, unique=True)
    label_ko = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    schema = models.JSONField()
    subject_field = models.CharField(max_length=100, blank=True, default="")
    persons = models.JSONField(blank=True, default=list)

    def __str__(self) -> str:
        return self.name


class EventRight(models.Model):
    """A subsystem may publish or subscribe to a type. source: the CloudEvents source its events must carry.

    ground: the statute by which a subscriber is told register numbers.
    """

    subsystem = models.ForeignKey(Subsystem, on_delete=models.PROTECT, related_name="event_rights")
    type = models.ForeignKey(EventType, on_delete=models.PROTECT, related_name="rights")
    may = models.CharField(max_length=9)
    source = models.CharField(max_length=200, blank=True, default="")
    ground = models.CharField(max_length=200, blank=True, default="")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subsystem", "type", "may"], condition=Q(revoked_at=None), name="hub_event_right_once"
            ),
            models.CheckConstraint(condition=Q(may__in=["publish", "subscribe"]), name="hub_event_right_known"),
        ]

    def __str__(self) -> str:
        return f"{self.subsystem} {self.may} {self.type}"


class Subscription(models.Model):
    """Where a subsystem takes events it may subscribe to. queued: by a worker inside; else pulled by HTTP."""

    code = models.CharField(max_length=64, unique=True)
    subsystem = models.ForeignKey(Subsystem, on_delete=models.PROTECT, related_name="subscriptions")
    queued = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code
