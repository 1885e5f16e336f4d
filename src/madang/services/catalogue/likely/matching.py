"""The listed services whose published conditions hold for a family, and those that may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from madang.rules.service import Family, Rulebook
from madang.services.catalogue.likely.truths import Truths
from madang.services.catalogue.search.records import current, in_text
from madang.services.catalogue.search.words import Word


@dataclass(frozen=True, slots=True)
class LikelyOne:
    """A listed service. met: how many of its conditions hold; waits: names of the facts that others wait for.

    near: 0 the applicant's 시군구, 1 its 시도, 2 the whole country.
    """

    id: int
    met: int
    near: int
    waits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LikelyFound:
    """holds: every published condition holds. perhaps: none fails, and something is not known.

    placed: it is known where the applicant lives; without, only what is offered everywhere is looked at.
    """

    holds: tuple[LikelyOne, ...]
    perhaps: tuple[LikelyOne, ...]
    placed: bool


def likely_for(
    rulebook: Rulebook, family: Family, words: Sequence[Word] = (), groups: Sequence[str] = ()
) -> LikelyFound:
    """Over everything that is listed now. Order: those that ask for more first, then the nearer ones. One query."""
    truths, near = Truths(rulebook, family), _near(rulebook, family)
    youngest, oldest = truths.ages()
    rows = (
        current().filter(in_text(words), left_out="", age_from__lte=oldest, age_to__gte=youngest)
        .filter(Q(until=None) | Q(until__gte=family.date))
        .filter(Q(listed__place="nation") | Q(listed__region__in=[code for code in near if code]))
    )  # fmt: skip
    if groups:
        rows = rows.filter(groups__overlap=list(groups))
    holds: list[LikelyOne] = []
    perhaps: list[LikelyOne] = []
    for id, region, age_from, age_to, asks in rows.order_by("name", "pk").values_list(
        "pk", "listed__region", "age_from", "age_to", "asks"
    ):
        met, waits = 0, dict[str, None]()
        if age_from > 0 or age_to < oldest:
            settled = age_from <= youngest and age_to >= oldest
            met += settled
            waits |= {} if settled else dict.fromkeys(fact for fact, _ in truths.age_missing())
        for codes in asks:
            truth, missing = truths.one_of(codes)
            if truth is False:
                break
            met += truth is True
            waits |= dict.fromkeys(fact for fact, _ in missing)
        else:
            (perhaps if waits else holds).append(LikelyOne(id, met, near.get(region, 2), tuple(waits)))
    return LikelyFound(
        tuple(sorted(holds, key=lambda one: (-one.met, one.near))),
        tuple(sorted(perhaps, key=lambda one: (len(one.waits), -one.met, one.near))),
        bool(near),
    )


def _near(rulebook: Rulebook, family: Family) -> dict[str, int]:
    """The codes of the 시군구 and the 시도 where the applicant lives; none where that is not known."""
    at = next((home.region for home in family.residences if family.applicant in home.persons and home.region
               and _lived_in(home.start, home.end, family.date)), None)  # fmt: skip
    if at is None:
        return {}
    where = rulebook.regions.facts_at(at, family.date)
    named = ((where.get("region.district"), 0), (where.get("region.province"), 1))
    return {code: near for code, near in named if code}


def _lived_in(start: dt.date | None, end: dt.date | None, on: dt.date) -> bool:
    return (start is None or start <= on) and (end is None or on <= end)
