"""Erase what the log says of a person where the law demands it; that it was said, and that it was erased, stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.trust.acts.act import Act, Doing
from madang.trust.models import Entry
from madang.trust.policy.asking import Resource
from madang.trust.principals import Ground


@dataclass(frozen=True)
class EraseBodies(Act[list[Entry], int]):
    """Gives the number of bodies erased. law: the article that demands it."""

    subject: str
    tenant: str
    law: str = "개인정보 보호법 §21①"

    name: ClassVar[str] = "log.erase"
    purpose: ClassVar[Label] = Label("기록 내용의 파기", "Erasing the bodies of entries")
    grade: ClassVar[str] = "C"

    def find(self) -> list[Entry]:
        """The entries about the person in the tenant's log that still have a body."""
        found = Entry.objects.filter(tenant=self.tenant, subject=self.subject, body__isnull=False)
        return list(found.order_by("id").select_for_update())

    def resource(self, about: list[Entry]) -> Resource:
        """The house, in this tenant."""
        return Resource("House", "log", {"tenant": self.tenant})

    def ground(self, about: list[Entry]) -> Ground:
        """The article that demands it."""
        return Ground(self.law, "statute")

    def execute(self, doing: Doing, about: list[Entry]) -> int:
        """Bodies and salts go; the entry of this act names the leaves."""
        Entry.objects.filter(pk__in=[one.pk for one in about]).update(body=None, salt=None)
        doing.note(erased=[bytes(one.leaf).hex() for one in about])
        return len(about)
