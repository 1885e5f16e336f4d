"""Reads of facts: as known at a moment, or now. Each takes a fixed number of queries, however large the family."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Q

from madang.facts.assembly import KnownFamily, family_of
from madang.facts.current import current
from madang.facts.errors import NoSuchFact
from madang.facts.folding import Segment, fold
from madang.facts.known import KnownFact, by_subject, known_fact, of_segment
from madang.facts.models import Fact
from madang.facts.vocabulary import RELATIONS, RESIDENCE
from madang.rules.service import ProblemsFound, Rulebook

MOST_STEPS = 3
"""Relations or shared homes between the applicant and the farthest person a rule can reach."""

# `object <> ''` lets the index over the few rows that have one be used: without it each step reads the whole log.
NEAR = """
    WITH RECURSIVE near (root, person, steps) AS (
        SELECT applicant, applicant, 0 FROM unnest(%(applicants)s::text[]) AS applicant
        UNION
        SELECT near.root, next.person, near.steps + 1
        FROM near CROSS JOIN LATERAL (
            SELECT object AS person FROM facts_fact
            WHERE subject = near.person AND name = ANY(%(relations)s) AND recorded_at <= %(known_at)s
            UNION ALL
            SELECT subject FROM facts_fact
            WHERE object = near.person AND object <> '' AND name = ANY(%(relations)s) AND recorded_at <= %(known_at)s
            UNION ALL
            SELECT other.subject FROM facts_fact AS own
            JOIN facts_fact AS other ON other.object = own.object AND other.object <> ''
            WHERE own.subject = near.person AND own.name = %(residence)s AND own.recorded_at <= %(known_at)s
              AND other.name = %(residence)s AND other.recorded_at <= %(known_at)s
        ) AS next
        WHERE near.steps < %(most)s
    ), persons AS (SELECT DISTINCT root, person FROM near)
    SELECT root, person, FALSE FROM persons
    UNION SELECT root, object, TRUE FROM facts_fact JOIN persons ON subject = person
    WHERE name = %(residence)s AND recorded_at <= %(known_at)s
"""


def now() -> dt.datetime:
    """The database's clock, by which facts are recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: dt.datetime = cursor.fetchone()[0]
    return moment


def given_near(applicants: Collection[str], known_at: dt.datetime) -> dict[str, Any]:
    """The parameters of NEAR, which gives (applicant, person or home, whether a home)."""
    return {
        "applicants": list(applicants),
        "known_at": known_at,
        "relations": list(RELATIONS),
        "residence": RESIDENCE,
        "most": MOST_STEPS,
    }


def near(applicants: Collection[str], known_at: dt.datetime) -> dict[str, dict[str, bool]]:
    """For each applicant the ids of people and homes around as known at a moment, whether a home. One query."""
    around: dict[str, dict[str, bool]] = {applicant: {} for applicant in applicants}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, given_near(applicants, known_at))
        for root, subject, home in cursor.fetchall():
            around[root][subject] = home
    return around


def surroundings(applicants: Collection[str], known_at: dt.datetime) -> dict[str, list[Segment]]:
    """For each applicant all that was known at a moment of the people and homes around, folded. Two queries."""
    around = near(applicants, known_at)
    subjects = {subject for of_one in around.values() for subject in of_one}
    of = by_subject(fold(Fact.objects.filter(subject__in=subjects, recorded_at__lte=known_at)))
    return {root: [one for subject in sorted(of_one) for one in of.get(subject, ())] for root, of_one in around.items()}


def family_as_known(
    rulebook: Rulebook,
    applicant: str,
    on: dt.date,
    known_at: dt.datetime | None = None,
    *,
    names: Collection[str] | None = None,
) -> KnownFamily:
    """The family of a person on a day, as known at a moment (None: now), and the facts it rests on.

    names: only facts of these names (besides relations, homes, birth dates). Raises ProblemsFound where what is known
    cannot be true of any family. Two queries, three when the moment is now.
    """
    segments = surroundings([applicant], known_at or now())[applicant]
    return family_of(rulebook, segments, applicant, on, names)


def families_as_known(
    rulebook: Rulebook, applicants: Collection[str], on: dt.date, known_at: dt.datetime
) -> Iterator[tuple[str, KnownFamily | ProblemsFound]]:
    """The families of many people, in their order; in place of one that cannot be, what is wrong. Two queries."""
    for applicant, segments in surroundings(applicants, known_at).items():
        try:
            yield applicant, family_of(rulebook, segments, applicant, on)
        except ProblemsFound as found:
            yield applicant, found


def family_from_facts(
    rulebook: Rulebook, ids: Collection[int], applicant: str, on: dt.date, *, names: Collection[str] | None = None
) -> KnownFamily:
    """The family that exactly these facts make, whatever became of them since. One query. Raises NoSuchFact."""
    rows = list(Fact.objects.filter(pk__in=ids))
    if len(rows) != len(set(ids)):
        missing = min(set(ids) - {row.pk for row in rows})
        raise NoSuchFact(f"사실 {missing}이(가) 없습니다.", f"There is no fact {missing}.")
    for row in rows:
        row.supersedes_id = None  # which of them held was settled when they were chosen
    return family_of(rulebook, fold(rows), applicant, on, names)


def known(
    subjects: Iterable[str],
    *,
    on: dt.date | None = None,
    period: tuple[dt.date | None, dt.date | None] | None = None,
    known_at: dt.datetime | None = None,
    names: Collection[str] | None = None,
) -> list[KnownFact]:
    """What is known of persons and homes, by subject, name, object and day. One query.

    on: only what holds on that day. period: only what holds on some day of it (half-open). known_at: as known then;
    None reads the current view.
    """
    if known_at is None:
        found = current(subjects, names)
    else:
        chosen = Q(subject__in=list(subjects)) & (Q() if names is None else Q(name__in=list(names)))
        found = [of_segment(one) for one in fold(Fact.objects.filter(chosen, recorded_at__lte=known_at))]
    found.sort(key=lambda fact: (fact.subject, fact.name, fact.object, fact.valid_from or dt.date.min))
    start, end = (on, on + dt.timedelta(days=1)) if on else period or (None, None)
    return [fact for fact in found if _meets(fact, start, end)]


def facts_by_id(ids: Collection[int]) -> list[KnownFact]:
    """These facts with the period that they were recorded for and what became of them since, by id. One query."""
    rows = Fact.objects.filter(pk__in=ids).select_related("superseded_by").order_by("pk")
    return [known_fact(row, row.valid_from, row.valid_to, getattr(row, "superseded_by", None)) for row in rows]


def touched_since(moment: dt.datetime) -> set[str]:
    """Persons and homes about which something was recorded at or after a moment; both ends of a relation. One query."""
    rows = Fact.objects.filter(recorded_at__gte=moment).values_list("subject", "object").distinct()
    return {one for row in rows for one in row if one}


def recorded_since(
    moment: dt.datetime, subjects: Collection[str]
) -> dict[str, dict[str, list[tuple[dt.datetime, int]]]]:
    """Of these persons and homes, those about whom something was recorded after a moment: by name, (when, the fact's
    id). Both ends of a relation, and the home of a move. One query; as much memory as there are such facts.
    """
    about = Q(subject__in=subjects) | Q(object__in=subjects)
    facts = Fact.objects.filter(about, recorded_at__gt=moment)
    rows = facts.values_list("subject", "object", "name", "recorded_at", "pk")
    found: dict[str, dict[str, list[tuple[dt.datetime, int]]]] = {}
    for subject, other, name, at, id in rows.iterator(chunk_size=10_000):
        for one in filter(None, (subject, other)):
            found.setdefault(one, {}).setdefault(name, []).append((at, id))
    return found


def _meets(fact: KnownFact, start: dt.date | None, end: dt.date | None) -> bool:
    return (end is None or fact.valid_from is None or fact.valid_from < end) and (
        start is None or fact.valid_to is None or start < fact.valid_to
    )
