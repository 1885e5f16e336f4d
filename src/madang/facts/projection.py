"""The current view of some keys, worked out from the log and put in place of what was there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from madang.facts.folding import FIRST, LAST, Key, Segment, fold, key_of
from madang.facts.inserting import insert
from madang.facts.models import Current, Fact

_keys = "unnest(%s::text[], %s::text[], %s::text[]) AS key (subject, name, object)"
_same_key = """
    row.subject = key.subject AND row.name = key.name
    AND CASE WHEN row.name LIKE 'relation.%%' THEN row.object ELSE '' END = key.object
"""


_columns_of_fact = tuple((field.attname, field.column) for field in Fact._meta.concrete_fields)
_names_of_fact = tuple(name for name, _ in _columns_of_fact)
# Whoever rebuilds the projection waits from the first statement on (rebuild_projection.py); the others see what was
# committed until then.
_READ = f"""
    LOCK TABLE facts_current IN ROW EXCLUSIVE MODE;
    SELECT row.id, row.fact_id, row.valid_from, row.valid_to FROM facts_current AS row JOIN {_keys} ON {_same_key};
    SELECT {", ".join(f'row."{column}"' for _, column in _columns_of_fact)}
    FROM facts_fact AS row JOIN {_keys} ON {_same_key} WHERE row.batch_id <> %s
"""  # noqa: S608 -- constants
Held = tuple[int, dt.date | None, dt.date | None]
"""A row of the projection: the fact's id, first day, day after the last."""


def refresh(keys: Iterable[Key], written: Sequence[Fact]) -> list[Key]:
    """Makes the projection of these keys what the log says; returns those of which something else is known now.

    written: the rows of the batch that was just recorded. Another source or day of evidence for the same value is
    nothing else. Inside the transaction that wrote, with its locks held. Two queries; rows that stay are not touched.
    """
    before, earlier = _read(_columns(keys), written[0].batch_id)
    # What this batch wrote is at hand; a first load would else read back every row.
    log = [*written, *earlier]
    rows = list(projected(fold(log)))
    stay = {(row.fact_id, row.valid_from, row.valid_to) for row in rows}
    gone = [id for held, id in before.items() if held not in stay]
    clear = ("DELETE FROM facts_current WHERE id = ANY(%s)", [gone]) if gone else None
    insert([row for row in rows if (row.fact_id, row.valid_from, row.valid_to) not in before], first=clear)
    facts = {fact.pk: fact for fact in log}
    then = _told((facts[id], first, last) for id, first, last in before)
    now = _told((facts[row.fact_id], row.valid_from, row.valid_to) for row in rows)
    return sorted(key for key in then.keys() | now.keys() if then.get(key) != now.get(key))


def _read(columns: list[list[str]], batch: str) -> tuple[dict[Held, int], list[Fact]]:
    """(the rows of the projection with their ids, the log but for the batch) under the keys. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [*columns, *columns, batch])
        cursor.nextset()
        before = {(fact, first, last): id for id, fact, first, last in cursor.fetchall()}
        cursor.nextset()
        earlier = []
        for row in cursor.fetchall():
            fact = Fact(**dict(zip(_names_of_fact, row, strict=True)))
            fact.value = None if fact.value is None else json.loads(fact.value)
            earlier.append(fact)
    return before, earlier


def _told(rows: Iterable[tuple[Fact, dt.date | None, dt.date | None]]) -> dict[Key, list[tuple[object, ...]]]:
    """What is known under each key, day by day: values that follow on one another without a change are one."""
    found: dict[Key, list[tuple[object, ...]]] = {}
    for fact, first, last in sorted(rows, key=lambda row: row[1] or FIRST):
        said = found.setdefault(key_of(fact), [])
        value = json.dumps(fact.value, sort_keys=True), fact.proven, fact.object
        if said and said[-1][:3] == value and said[-1][4] == first:
            first = said.pop()[3]  # type: ignore[assignment]
        said.append((*value, first, last))
    return found


def latest_of(keys: Iterable[Key]) -> dt.datetime | None:
    """When something was last recorded under any of the keys; None: never."""
    with connection.cursor() as cursor:
        asked = f"SELECT max(recorded_at) FROM facts_fact AS row JOIN {_keys} ON {_same_key}"  # noqa: S608
        cursor.execute(asked, _columns(keys))
        moment: dt.datetime | None = cursor.fetchone()[0]
    return moment


def _columns(keys: Iterable[Key]) -> list[list[str]]:
    return [list(column) for column in zip(*sorted(set(keys)), strict=True)] or [[], [], []]


def projected(segments: Iterable[Segment]) -> Iterator[Current]:
    """The rows of the projection for these segments."""
    for segment in segments:
        fact = segment.fact
        yield Current(
            fact_id=fact.pk,
            subject=fact.subject,
            name=fact.name,
            object=fact.object,
            valid_from=None if segment.first == FIRST else segment.first,
            valid_to=None if segment.last == LAST else segment.last,
        )


def folded_log() -> Iterator[Current]:
    """The projection as the whole log has it, key by key, in bounded memory."""
    gathered: list[Fact] = []
    rows = Fact.objects.order_by("subject", "name", "object", "pk").iterator(chunk_size=5_000)
    for row in rows:
        # A home's rows are of one key whatever their object, so they are folded by subject and name.
        if gathered and (row.subject, row.name) != (gathered[-1].subject, gathered[-1].name):
            yield from projected(fold(gathered))
            gathered = []
        gathered.append(row)
    yield from projected(fold(gathered))
