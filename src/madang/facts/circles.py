"""Who is around somebody, kept until a relation or a home of anybody in it is recorded: the walk is a long query."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from madang.facts.queries import NEAR, given_near
from madang.facts.vocabulary import RELATIONS, RESIDENCE

# Links are few for anybody; a count and a sum of ids are others as soon as one row is there more or less.
_COUNTED = """
    CROSS JOIN LATERAL (
        SELECT count(*), coalesce(sum(id), 0)::bigint AS sum FROM facts_fact
        WHERE subject = one.id AND name = ANY(%(links)s) AND recorded_at <= %(known_at)s) AS own
    CROSS JOIN LATERAL (
        SELECT count(*), coalesce(sum(id), 0)::bigint AS sum FROM facts_fact
        WHERE object = one.id AND object <> '' AND recorded_at <= %(known_at)s) AS named
"""
_LINKS = f"""
    SELECT one.id, own.count, own.sum, named.count, named.sum FROM unnest(%(ids)s::text[]) AS one (id) {_COUNTED}
"""  # noqa: S608 -- constants
# In one statement, so that circle and counts are of the same moment.
_WALK = f"""
    WITH reached (root, id, home) AS MATERIALIZED ({NEAR}), one (id) AS (SELECT DISTINCT id FROM reached),
    counted AS MATERIALIZED (
        SELECT one.id, own.count, own.sum, named.count AS named, named.sum AS named_sum FROM one {_COUNTED})
    SELECT reached.root, reached.id, reached.home, counted.count, counted.sum, counted.named, counted.named_sum
    FROM reached JOIN counted ON counted.id = reached.id
"""  # noqa: S608 -- constants
Links = tuple[int, int, int, int]
"""How many rows tell of somebody's relations and homes, and the sum of their ids: as subject, as object."""


class _Circle(NamedTuple):
    around: dict[str, bool]
    links: dict[str, Links]


class KeptCircles:
    """Circles by applicant; beyond `most` the one that was not asked about for longest is forgotten."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[str, _Circle] = OrderedDict()

    def around(self, applicants: Collection[str], known_at: dt.datetime) -> dict[str, Mapping[str, bool]]:
        """As :func:`madang.facts.queries.near`; never asked about an earlier moment than before. Two
        queries."""
        held = {one: self._kept[one] for one in applicants if one in self._kept}
        links = _links_of({id for circle in held.values() for id in circle.around}, known_at)
        same = {one: circle for one, circle in held.items() if all(links[id] == of for id, of in circle.links.items())}
        new = [one for one in applicants if one not in same]
        found = self._walked(new, known_at) if new else {}
        for one in applicants:
            self._kept[one] = same[one] if one in same else found[one]
            self._kept.move_to_end(one)
        around: dict[str, Mapping[str, bool]] = {one: self._kept[one].around for one in applicants}
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return around

    def _walked(self, applicants: Collection[str], known_at: dt.datetime) -> dict[str, _Circle]:
        found = {one: _Circle({}, {}) for one in applicants}
        with connection.cursor() as cursor:
            cursor.execute(_WALK, {**given_near(applicants, known_at), "links": _names})
            for root, id, home, *links in cursor.fetchall():
                found[root].around[id] = home
                found[root].links[id] = tuple(links)
        return found


_names = [*RELATIONS, RESIDENCE]


def _links_of(ids: Iterable[str], known_at: dt.datetime) -> dict[str, Links]:
    wanted = list(ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, {"ids": wanted, "links": _names, "known_at": known_at})
        return {id: (own, own_sum, named, named_sum) for id, own, own_sum, named, named_sum in cursor.fetchall()}
