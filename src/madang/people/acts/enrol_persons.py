"""Persons become known to the house: once for each number, whoever comes first."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.db import connection

from madang.people.models import Person
from madang.people.persons import NUMBERS
from madang.people.refusals import PersonConflict
from madang.people.texts import id_of, masked, name_of, number_of
from madang.rules.service import Label
from madang.trust import service as trust

MOST = 10_000
"""Persons in one transaction."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody a register knows. id: left out, a random one is made; explicit for a demonstration."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    id: str = ""
    synthetic: bool = False


@dataclass(frozen=True)
class EnrolPersons(trust.Act[dict[str, NewPerson], dict[str, int]]):
    """Gives how many are new, known, and known by another name now."""

    records: Sequence[NewPerson] = field(repr=False)
    source: str

    name: ClassVar[str] = "people.enrol"
    purpose: ClassVar[Label] = Label("등록부의 사람을 알아 둠", "Taking note of a person in a register")
    grade: ClassVar[str] = "C"

    def find(self) -> dict[str, NewPerson]:
        """number hash → the record, cleaned. Raises BadText and PersonConflict for two that cannot both be."""
        id_of(self.source)
        numbers = [number_of(one.number) for one in self.records]
        found: dict[str, NewPerson] = {}
        for hash, number, one in zip(trust.lookups(numbers, kind=NUMBERS), numbers, self.records, strict=True):
            clean = NewPerson(number, name_of(one.name), id_of(one.id) if one.id else new_id("p"), one.synthetic)
            before = found.setdefault(hash, clean)
            if before is not clean and (before.name != clean.name or (one.id and one.id != before.id)):
                raise conflict()
        if len({one.id for one in found.values()}) < len(found):
            raise conflict()
        return dict(sorted(found.items()))

    def resource(self, about: dict[str, NewPerson]) -> trust.Resource:
        """The house."""
        return trust.Resource("House", "people", {"tenant": trust.HOUSE})

    def ground(self, about: dict[str, NewPerson]) -> trust.Ground:
        """The register number is handled because law demands it (개인정보 보호법 §24의2①1호, 주민등록법 §7의2)."""
        return trust.Ground("개인정보 보호법 §24의2①1호, 주민등록법 §7의2①", "statute")

    def execute(self, doing: trust.Doing, about: dict[str, NewPerson]) -> dict[str, int]:
        """Those of the same number wait for each other; in one order, so that nobody waits in a circle."""
        fresh = self._insert(doing, about)
        seen = Person.objects.filter(number_hash__in=list(about)).only("number_hash", "name")
        rows = {row.number_hash: row for row in seen}
        explicit = {one.id for one in self.records}
        renamed = []
        for hash, one in about.items():
            row = rows.get(hash)
            if row is None or (row.pk != one.id and one.id in explicit):
                raise conflict()
            if row.name != one.name:
                row.name = one.name
                renamed.append(row)
        Person.objects.bulk_update(renamed, ["name"], batch_size=1_000)
        for row in rows.values():
            if row.pk in fresh:
                doing.about([row.pk], enrolled=True, source=self.source)
        doing.about([row.pk for row in renamed], renamed=True, source=self.source)
        return {"enrolled": len(fresh), "known": len(about) - len(fresh), "renamed": len(renamed)}

    def _insert(self, doing: trust.Doing, about: dict[str, NewPerson]) -> set[str]:
        seals = trust.sealed_of({one.id: one.number for one in about.values()}, grade="C")
        people = list(about.values())
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_person"
                " (id, number_hash, number_sealed, number_masked, name, synthetic, known_since, source)"
                " SELECT one.*, %s, %s FROM unnest(%s::text[], %s::text[], %s::bytea[], %s::text[], %s::text[],"
                " %s::boolean[]) AS one ON CONFLICT DO NOTHING RETURNING id",
                [doing.at, self.source, [one.id for one in people], list(about), [seals[one.id] for one in people],
                 [masked(one.number) for one in people], [one.name for one in people],
                 [one.synthetic for one in people]],
            )  # fmt: skip
            return {id for (id,) in cursor.fetchall()}


def enrol_persons(
    records: Iterable[NewPerson], *, source: str, principal: trust.Principal | None = None
) -> dict[str, int]:
    """Enrols them in transactions of 10,000; the same again changes nothing. Raises BadText and PersonConflict."""
    who = principal or trust.system("people.enrol")
    total = {"enrolled": 0, "known": 0, "renamed": 0}
    everybody = list(records)
    for begin in range(0, len(everybody), MOST):
        done = trust.perform(EnrolPersons(everybody[begin : begin + MOST], source), who)
        total = {name: count + done[name] for name, count in total.items()}
    return total


def new_id(kind: str) -> str:
    """An opaque id: a letter and 128 random bits."""
    return kind + b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def conflict() -> PersonConflict:
    """Which number it is stays untold."""
    return PersonConflict(
        "식별자와 등록번호가 이미 다른 짝으로 알려져 있습니다.",
        "The id or the number is known already, in another pair.",
    )
