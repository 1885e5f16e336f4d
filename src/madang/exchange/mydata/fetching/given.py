"""Consents as far as they settle what may be fetched: read row by row, without their text."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

_READ = """
    SELECT id, giver, applicant, purpose, information, given_at::text, until::text, withdrawn_at::text,
    replaced_at::text FROM mydata_consent
    WHERE giver = ANY(ARRAY(SELECT json_array_elements_text(%s::json))) AND purpose = ANY(%s) ORDER BY id
"""
_LOCK = f"{_READ} FOR NO KEY UPDATE"


class Given(NamedTuple):
    """What somebody agreed to, ended ones too. information: groups of grounds.yaml."""

    pk: int
    giver: str
    applicant: str
    purpose: str
    information: frozenset[str]
    given_at: dt.datetime
    until: dt.datetime
    withdrawn_at: dt.datetime | None
    replaced_at: dt.datetime | None


def given_by(givers: Collection[str], purposes: Collection[str], *, lock: bool = False) -> dict[str, list[Given]]:
    """Giver → all that they ever said about these purposes, the oldest first. One query.

    lock: none of them can be withdrawn before the caller's transaction ends.
    """
    found: dict[str, list[Given]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK if lock else _READ, [json.dumps(list(givers)), list(purposes)])
        for id, giver, applicant, purpose, information, *moments in cursor.fetchall():
            given = Given(id, giver, applicant, purpose, _groups(information), *(_moment(one) for one in moments))
            found.setdefault(giver, []).append(given)
    return found


def _moment(text: str | None) -> Any:
    """Read here: the way of Django's connection to a moment is the longest part of reading a row."""
    return None if text is None else dt.datetime.fromisoformat(text)


@lru_cache(maxsize=1_024)
def _groups(information: str) -> frozenset[str]:
    """Django's own connection gives JSON as text; the same few lists again and again."""
    return frozenset(json.loads(information))
