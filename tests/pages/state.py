"""What the database holds, as one digest a table: whether anything was changed, and in which tables."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import connection

from madang.trust.service import entered, system

UNCOUNTED = {
    "anyid_counter": "how often something was tried",
    "trust_waiting": "entries that wait for their place; the entries are counted",
}
"""Tables that reading may change, and what of theirs it changes."""
NARROWED = {
    "trust_entry": ("one::text", "kind NOT IN ('disclosure', 'refusal')"),
    "anyid_session": ("concat(session_key, account_id)", "account_id IS NOT NULL"),
}
"""Of a table, what is looked at and of which rows: a look and a refusal are put on record and change nothing else; of a
session, whose it is and that it is there."""
ONE = (
    "SELECT '{table}', count(*), coalesce(sum(hashtextextended({what}, 0)), 0)::text FROM {table} AS one WHERE {which}"
)
State = dict[str, tuple[int, str]]


@cache
def _question() -> str:
    every = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    looks = ((table, *NARROWED.get(table, ("one::text", "true"))) for table in sorted(every - UNCOUNTED.keys()))
    return " UNION ALL ".join(ONE.format(table=table, what=what, which=which) for table, what, which in looks)


def state() -> State:
    """Of every table of Madang's and of allauth's: how many rows, and a digest of all they say. One query."""
    with entered(system("test")), connection.cursor() as cursor:
        cursor.execute(_question())
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def changed(before: State, after: State) -> list[str]:
    """Tables that say something else, with how many rows came."""
    return [f"{name} {after[name][0] - before[name][0]:+}" for name in sorted(after) if after[name] != before[name]]
