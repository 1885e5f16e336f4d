"""Persons looked up: by number, by id. In whose context it runs decides who is there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from madang.people.models import Person
from madang.people.texts import number_of
from madang.trust import service as trust

NUMBERS = "resident"
"""The kind under which register numbers are hashed."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """As pages may show them: the number masked, never opened."""

    id: str
    name: str
    number_masked: str
    synthetic: bool
    known_since: dt.datetime
    source: str


def person_of_number(number: str) -> str | None:
    """The id of whoever has this number, or None. One query beside the key's. Raises BadText.

    A resident finds only themselves; whoever looks for others is a worker, or discloses.
    """
    found = trust.lookup(number_of(number), kind=NUMBERS)
    return Person.objects.filter(number_hash=found).values_list("pk", flat=True).first()


def persons_of_numbers(numbers: Sequence[str]) -> dict[str, str]:
    """number → id of those that are known, in one query beside the key's. Raises BadText."""
    hashes = dict(zip(trust.lookups([number_of(one) for one in numbers], kind=NUMBERS), numbers, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number_hash, id FROM people_person"
            " WHERE number_hash = ANY(ARRAY(SELECT json_array_elements_text(%s::json)))",
            [json.dumps(list(hashes))],
        )
        return {hashes[one]: id for one, id in cursor.fetchall()}


def persons(ids: Iterable[str]) -> dict[str, KnownPerson]:
    """Those of the ids that the context lets see, in one query."""
    rows = Person.objects.filter(pk__in=list(ids)).order_by("pk")
    return {
        row.pk: KnownPerson(row.pk, row.name, row.number_masked, row.synthetic, row.known_since, row.source)
        for row in rows
    }


def sealed_number(id: str) -> bytes | None:
    """The seal, for :func:`madang.trust.service.unseal`, which puts the opening on record."""
    found = Person.objects.filter(pk=id).values_list("number_sealed", flat=True).first()
    return None if found is None else bytes(found)
