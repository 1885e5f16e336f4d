"""Places in the trees, tiles, signed heads, the log's keys, and what witnesses have signed. Nothing of persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Waiting(models.Model):
    """An entry that has no place yet; put here by the database itself when the entry is written."""

    entry = models.OneToOneField(
        "trust.Entry", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="waits"
    )
    tenant = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "entry"], name="waiting_of_tenant")]

    def __str__(self) -> str:
        return f"{self.tenant} waiting {self.pk}"


class Leaf(models.Model):
    """The place of an entry in its tenant's tree, from 0. Never changed."""

    entry = models.OneToOneField("trust.Entry", models.PROTECT, primary_key=True, related_name="placed")
    tenant = models.CharField(max_length=64)
    index = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "index"], name="leaf_once")]

    def __str__(self) -> str:
        return f"{self.tenant} #{self.index}"


class StoredTile(models.Model):
    """A tile of a tenant's tree (tree/tiles.py): up to 256 hashes side by side. It only ever becomes longer."""

    tenant = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "level", "index"], name="tile_once")]

    def __str__(self) -> str:
        return f"{self.tenant} tile {self.level}/{self.index}"


class LogKey(models.Model):
    """A key that signs, or signed, a tenant's log. statement: the note that puts it in force (tree/statements.py)."""

    tenant = models.CharField(max_length=64)
    text = models.CharField(max_length=400)
    statement = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "text"], name="log_key_once")]

    def __str__(self) -> str:
        return self.text


class StoredHead(models.Model):
    """A signed head of a tenant's tree. note: the checkpoint with the log's signature."""

    tenant = models.CharField(max_length=64)
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "size"], name="head_once")]

    def __str__(self) -> str:
        return f"{self.tenant} head {self.size}"


class Witness(models.Model):
    """A witness that this installation hands heads to. text: its verifier key, kept from the first time on."""

    name = models.CharField(max_length=200, unique=True)
    text = models.CharField(max_length=400)

    def __str__(self) -> str:
        return self.text


class Cosignature(models.Model):
    """A witness's line below the head of this size. at: seconds since 1970, as the witness says."""

    tenant = models.CharField(max_length=64)
    size = models.BigIntegerField()
    witness = models.ForeignKey(Witness, models.PROTECT, db_index=False)
    at = models.BigIntegerField()
    line = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "size", "witness"], name="cosignature_once")]

    def __str__(self) -> str:
        return f"{self.tenant} {self.size} seen by {self.witness_id}"
