"""What parties call persons, and the register numbers behind these names, sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Pseudonym(models.Model):
    """A name that the hub gave to a party (a subsystem). sealed: the number, AES-256-GCM, bound to both."""

    party = models.CharField(max_length=403)
    name = models.CharField(max_length=28)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "name"], name="hub_pseudonym_once")]

    def __str__(self) -> str:
        return f"{self.party} {self.name}"
