"""Families as known, again and again: of persons and homes that were read before only what is new is read."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db import connection

from madang.facts.assembly import KnownFamily
from madang.facts.circle import family_of_kept
from madang.facts.models import Fact
from madang.facts.queries import families_as_known, near
from madang.facts.subjects import Reading, Subject
from madang.rules.service import ProblemsFound, Rulebook

MOST_SUBJECTS = 16_384
"""Persons and homes remembered unless said otherwise."""

# One scan says how far each has come, and under which names something is new.
_versions = """
    SELECT row.subject, count(*), max(row.id), count(*) FILTER (WHERE row.id > kept.id),
           array_agg(DISTINCT row.name) FILTER (WHERE row.id > kept.id)
    FROM unnest(%s::text[], %s::bigint[]) AS kept (subject, id) JOIN facts_fact AS row ON row.subject = kept.subject
    WHERE row.recorded_at <= %s GROUP BY row.subject
"""
_of_names = """
    SELECT row.* FROM unnest(%s::text[], %s::text[]) AS key (subject, name)
    JOIN facts_fact AS row ON row.subject = key.subject AND row.name = key.name WHERE row.recorded_at <= %s
"""


Version = tuple[str, int, int, int, list[str]]
"""(person or home, facts recorded, id of the last, facts since it was kept, their names)"""


class KeptFacts:
    """What was read of persons and homes, under one rulebook. Not for sharing between threads.

    What is kept is measured against the log every time, so nobody has to say what changed. Beyond `most` the persons
    and homes that were not asked about for longest are forgotten; another day forgets all.
    """

    def __init__(self, rulebook: Rulebook, most: int = MOST_SUBJECTS) -> None:
        self.rulebook, self.most = rulebook, most
        self._on: dt.date | None = None
        self._kept: OrderedDict[str, Subject] = OrderedDict()

    def families_as_known(
        self, applicants: Collection[str], on: dt.date, known_at: dt.datetime
    ) -> Iterator[tuple[str, KnownFamily | ProblemsFound]]:
        """As the function of the same name. At most six queries, however many people."""
        around = near(applicants, known_at)
        subjects = self._subjects(around, on, known_at)
        found = {
            root: family_of_kept(self.rulebook, {id: subjects[id] for id in of_one}, root, on)
            for root, of_one in around.items()
        }
        whole = [root for root, known in found.items() if known is None]
        read = dict(families_as_known(self.rulebook, whole, on, known_at)) if whole else {}
        for root, known in found.items():
            yield root, read[root] if known is None else known

    def _subjects(
        self, around: Mapping[str, Mapping[str, bool]], on: dt.date, known_at: dt.datetime
    ) -> dict[str, Subject]:
        """Each person and home around, as known at the moment."""
        if on != self._on:
            self._kept.clear()
            self._on = on
        homes = {id: home for of_one in around.values() for id, home in of_one.items()}
        found = _Refreshing(Reading(self.rulebook, on), self._kept, homes, known_at).subjects()
        for id, subject in found.items():
            self._kept[id] = subject
            self._kept.move_to_end(id)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return found


class _Refreshing:
    def __init__(
        self, reading: Reading, kept: Mapping[str, Subject], homes: Mapping[str, bool], known_at: dt.datetime
    ) -> None:
        self.reading, self.kept, self.homes, self.known_at = reading, kept, homes, known_at

    def subjects(self) -> dict[str, Subject]:
        found: dict[str, Subject] = {}
        grown: dict[str, tuple[int, int, list[str]]] = {}
        whole: list[str] = []
        for id, count, last, new, names in self._versions():
            before = self.kept.get(id)
            if before is None or before.home != self.homes[id] or before.count + new != count:
                whole.append(id)
            elif new:
                grown[id] = count, last, names
            elif before.last == last:
                found[id] = before
            else:
                whole.append(id)
        found |= self._again(grown, whole)
        if whole:
            rows = _by_subject(Fact.objects.filter(subject__in=whole, recorded_at__lte=self.known_at))
            found |= {id: self.reading.subject(id, of_one, home=self.homes[id]) for id, of_one in rows.items()}
        for id in self.homes.keys() - found.keys():  # only others speak of them
            before = self.kept.get(id)
            if before is None or before.count or before.home != self.homes[id]:
                before = self.reading.subject(id, [], home=self.homes[id])
            found[id] = before
        return found

    def _versions(self) -> list[Version]:
        last = [0 if (held := self.kept.get(id)) is None else held.last for id in self.homes]
        with connection.cursor() as cursor:
            cursor.execute(_versions, [list(self.homes), last, self.known_at])
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
