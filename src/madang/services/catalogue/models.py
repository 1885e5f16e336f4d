"""What the state's portals list, how it changed from import to import, and what was not taken."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

SOURCES = ("gov24", "bokjiro_central", "bokjiro_local")
PHASES = ("reading", "settling", "closing", "done", "given_up")
PLACES = ("nation", "region", "unclear")
CHANGES = ("new", "changed", "withdrawn", "returned")


class Import(models.Model):
    """One import of one source, from its beginning to its end; where it stands is committed with what it did.

    address: the folder or the address, without a key. on: the day its regions are read for. part, page: what of the
    reading is done; after: the last key that is settled. rows_in = rows_accepted + rows_quarantined once it is done.
    counts: rows of each part, services by what became of them, rows in quarantine by reason.
    """

    source = models.CharField(max_length=32)
    address = models.CharField(max_length=500)
    on = models.DateField()
    phase = models.CharField(max_length=16, default="reading")
    part = models.CharField(max_length=32, blank=True, default="")
    page = models.PositiveIntegerField(default=0)
    after = models.CharField(max_length=64, blank=True, default="")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rows_in = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_quarantined = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source"], condition=Q(ended_at=None), name="catalogue_import_one_open"),
            models.CheckConstraint(condition=Q(source__in=SOURCES), name="catalogue_import_source_known"),
            models.CheckConstraint(condition=Q(phase__in=PHASES), name="catalogue_import_phase_known"),
            models.CheckConstraint(
                condition=~Q(phase="done") | Q(rows_in=F("rows_accepted") + F("rows_quarantined")),
                name="catalogue_import_balanced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.pk} {self.phase}"


class Listed(models.Model):
    """A service as it was last read. key: the portal's id. said: the reading as JSON; digest: over it.

    place: nation, region or unclear; region: its code. opens, closes: of the deadline, where it is a window.
    changed: the import that wrote this row last; withdrawn: the import that no longer found it.
    """

    source = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=500)
    agency = models.CharField(max_length=500)
    place = models.CharField(max_length=16)
    region = models.CharField(max_length=10, blank=True, default="")
    deadline = models.CharField(max_length=16)
    opens = models.DateField(null=True)
    closes = models.DateField(null=True)
    said = models.JSONField()
    digest = models.CharField(max_length=64)
    first = models.ForeignKey(Import, models.PROTECT, related_name="+")
    changed = models.ForeignKey(Import, models.PROTECT, related_name="+")
    withdrawn = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="catalogue_listed_once"),
            models.CheckConstraint(
                condition=Q(place__in=["nation", "region", "unclear"]), name="catalogue_place_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "source"], name="catalogue_listed_region")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Change(models.Model):
    """What one import did to one service. fields: those of the reading that differ, for kind changed."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="changes")
    listed = models.ForeignKey(Listed, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=16)
    fields = ArrayField(models.CharField(max_length=32), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "listed"], name="catalogue_change_once"),
            models.CheckConstraint(condition=Q(kind__in=CHANGES), name="catalogue_change_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.listed_id}"


class Quarantined(models.Model):
    """A row that was not taken, with its reason, kept until the source no longer sends it.

    body: the row as JSON in ASCII; digest: over it. times: how often the source sends it. gone: the import that no
    longer found it.
    """

    source = models.CharField(max_length=32)
    part = models.CharField(max_length=32)
    key = models.CharField(max_length=64, blank=True, default="")
    code = models.CharField(max_length=32)
    field = models.CharField(max_length=64, blank=True, default="")
    ko = models.CharField(max_length=500)
    en = models.CharField(max_length=500)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    times = models.PositiveIntegerField()
    first = models.ForeignKey(Import, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "part", "key", "code", "digest"], name="catalogue_quarantined_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.part} {self.code}"


class Staged(models.Model):
    """A row of an import that is under way; all of them go when it is done. place: its position in its part, from 0.

    code: why it is not taken, or "" so far; the first row of a key counts, a second one is a repeat.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="staged")
    part = models.CharField(max_length=32)
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=64, blank=True, default="")
    body = models.TextField()
    code = models.CharField(max_length=32, blank=True, default="")
    field = models.CharField(max_length=64, blank=True, default="")
    ko = models.CharField(max_length=500, blank=True, default="")
    en = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "part", "place"], name="catalogue_staged_place_once"),
            models.UniqueConstraint(
                fields=["of", "part", "key"],
                condition=~Q(code="repeated") & ~Q(key=""),
                name="catalogue_staged_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.place}"


class SearchEntry(models.Model):
    """What is looked through of a listed service (search/entries.py): it follows from the reading and can be made anew.

    name, text: without spaces, in lower case; grams: their pairs of letters; initials: of the name. groups: of life
    events. age_from, age_to: inclusive. asks: codes of which one of each list must hold. until: the last day it is
    offered. left_out: why nobody is told that it is likely, else "".
    """

    listed = models.OneToOneField(Listed, models.CASCADE, primary_key=True, related_name="entry")
    reader = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=500)
    text = models.TextField()
    initials = models.CharField(max_length=500)
    grams = ArrayField(models.CharField(max_length=2))
    groups = ArrayField(models.CharField(max_length=32))
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()
    asks = models.JSONField()
    until = models.DateField(null=True)
    left_out = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["grams"], name="catalogue_entry_grams")]

    def __str__(self) -> str:
        return self.name
