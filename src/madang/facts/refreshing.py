"""Persons and homes refreshed: those that were read before are read again only where the log has grown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import connection

from madang.facts.models import Fact
from madang.facts.subjects import Reading, Subject

# The log only grows, so whose last fact is the same is the same: one look into an index for each.
_latest = """
    SELECT kept.subject, CASE WHEN row.recorded_at <= %s THEN row.id ELSE -1 END
    FROM unnest(%s::text[]) AS kept (subject) CROSS JOIN LATERAL (
        SELECT id, recorded_at FROM facts_fact WHERE subject = kept.subject ORDER BY id DESC LIMIT 1) AS row
"""
# Of the others one scan says how far each has come, under which names something is new, and what is known only later.
_versions = """
    SELECT kept.subject, seen.*, later.first FROM unnest(%(subjects)s::text[], %(last)s::bigint[]) AS kept (subject, id)
    CROSS JOIN LATERAL (
        SELECT count(*), max(id), count(*) FILTER (WHERE id > kept.id),
               array_agg(DISTINCT name) FILTER (WHERE id > kept.id)
        FROM facts_fact WHERE subject = kept.subject AND recorded_at <= %(known_at)s) AS seen
    CROSS JOIN LATERAL (
        SELECT min(id) AS first FROM facts_fact WHERE subject = kept.subject AND recorded_at > %(known_at)s) AS later
"""
_of_names = """
    SELECT row.* FROM unnest(%s::text[], %s::text[]) AS key (subject, name)
    JOIN facts_fact AS row ON row.subject = key.subject AND row.name = key.name WHERE row.recorded_at <= %s
"""


Version = tuple[str, int, int | None, int, list[str], int | None]
"""(person or home, facts known, id of the last, facts since it was kept, their names, id of the first known later)"""


class Refreshing:
    """Of some persons and homes, as known at a moment; `kept`: what was read of any before, at no later moment."""

    def __init__(
        self, reading: Reading, kept: Mapping[str, Subject], homes: Mapping[str, bool], known_at: dt.datetime
    ) -> None:
        self.reading, self.kept, self.homes, self.known_at = reading, kept, homes, known_at
        self.passing = set[str]()
        """Whom not to keep."""

    def subjects(self) -> dict[str, Subject]:
        """Each of them. At most four queries."""
        found = self._unchanged()
        grown: dict[str, tuple[int, int, list[str]]] = {}
        whole = [id for id in self.homes if id not in self.kept]
        changed = [id for id in self.homes if id in self.kept and id not in found]
        for id, count, last, new, names, later in self._versions(changed):
            before = self.kept[id]
            if (
                last is None
                or (later is not None and later < last)
                or before.home != self.homes[id]
                or before.count + new != count
            ):
                whole.append(id)
            elif new:
                grown[id] = count, last, names
            elif before.last == last:
                found[id] = before
            else:
                whole.append(id)
        found |= self._again(grown, whole)
        if whole:
            for id, rows in _by_subject(Fact.objects.filter(subject__in=whole)).items():
                found[id] = self.reading.subject(id, self._known(id, rows), home=self.homes[id])
        for id in self.homes.keys() - found.keys():  # only others speak of them
            held = self.kept.get(id)
            if held is None or held.count or held.home != self.homes[id]:
                held = self.reading.subject(id, [], home=self.homes[id])
            found[id] = held
        return found

    def _known(self, id: str, rows: list[Fact]) -> list[Fact]:
        """Those known at the moment. Where one between them is known only later the last says nothing of the rest."""
        known = [row for row in rows if row.recorded_at <= self.known_at]
        last = max((row.pk for row in known), default=0)
        if len(known) < len(rows) and any(row.pk < last for row in rows if row.recorded_at > self.known_at):
            self.passing.add(id)
        return known

    def _unchanged(self) -> dict[str, Subject]:
        """Those of whom nothing was recorded since they were read."""
        held = {id: self.kept[id] for id, home in self.homes.items() if id in self.kept and self.kept[id].home == home}
        if not held:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(_latest, [self.known_at, list(held)])
            last: dict[str, int] = dict(cursor.fetchall())
        return {id: one for id, one in held.items() if last.get(id, 0) == one.last}

    def _versions(self, changed: list[str]) -> list[Version]:
        if not changed:
            return []
        last = [self.kept[id].last for id in changed]
        with connection.cursor() as cursor:
            cursor.execute(_versions, {"subjects": changed, "last": last, "known_at": self.known_at})
            found: list[Version] = cursor.fetchall()
        return found

    def _again(self, grown: Mapping[str, tuple[int, int, list[str]]], whole: list[str]) -> dict[str, Subject]:
        """Those of whom more is known under a few names; who has to be read as a whole goes there."""
        keys = [(id, name) for id, (_, _, names) in grown.items() for name in names]
        if not keys:
            return {}
        columns = [list(column) for column in zip(*keys, strict=True)]
        rows = _by_subject(Fact.objects.raw(_of_names, [*columns, self.known_at]))
        found: dict[str, Subject] = {}
        for id, (count, last, names) in grown.items():
            subject = self.reading.again(self.kept[id], count, last, rows.get(id, []), names)
            if subject is None:
                whole.append(id)
            else:
                found[id] = subject
        return found


def _by_subject(rows: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found
