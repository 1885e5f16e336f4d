"""Families of what was read before are those of all facts: whatever was recorded, corrected or withdrawn since."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction

from madang.facts.models import Fact
from madang.facts.service import (
    FactsRefused,
    KeptFacts,
    KnownFamily,
    NewFact,
    Retraction,
    Statement,
    facts_of_family,
    families_as_known,
    known,
    lives_at,
    now,
    record,
    relation,
)
from madang.rules.service import ProblemsFound, Rulebook, vocabulary
from tests.families import random_family, random_value
from tests.query_texts import statements_about
from tests.town import consistent, renamed

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 28)


def town(rulebook: Rulebook, count: int, seed: int) -> list[str]:
    """Records families under ids of their own; returns everybody."""
    people: list[str] = []
    for number in range(count):
        family = consistent(renamed(random_family(rulebook, seed * 100 + number), f"{number}."))
        homes = {home.id: home.id for home in family.residences}
        record(rulebook, facts_of_family(rulebook, family, subjects=homes, source="moi"), key=f"{seed} {number}")
        people += family.persons
    return people


def statement(rulebook: Rulebook, people: list[str], chance: random.Random) -> Statement:
    """Something about somebody: a fact, of some days, of evidence of later; a relation, a move, a correction …"""
    one, other = chance.sample(people, 2)
    kind = chance.random()
    first = chance.choice((None, None, DAY - dt.timedelta(days=40), DAY + dt.timedelta(days=9)))
    if kind < 0.08:
        return relation(one, other, chance.choice(("sibling", "child", "de_facto_spouse")), "court", valid_from=first)
    if kind < 0.16:
        return lives_at(one, f"home{chance.randrange(4)}", "moi", valid_from=first)
    if kind < 0.2:
        return NewFact(one, "person.birth_date", DAY - dt.timedelta(days=chance.randint(-200, 40_000)), "moi")
    if kind < 0.25:
        return NewFact(one, chance.choice(("person.age", "household.lodger")), 40, "ask")
    if kind < 0.3:
        return NewFact(one, "basic_pension.recognised_income", 70_000 + chance.randrange(9), "ask")
    if kind < 0.4:
        return _of_before(chance)
    place, entity = (f"home{chance.randrange(4)}", "residence") if kind < 0.5 else (one, "person")
    facts = [fact for fact in vocabulary(rulebook) if fact.entity == entity and fact.root is None]
    fact = chance.choice(facts)
    value = random_value(fact, chance, DAY)
    as_of = chance.choice((None, None, DAY, DAY + dt.timedelta(days=3)))
    return NewFact(place, fact.name, value, chance.choice(("nts", "ask")), first, as_of=as_of)


def _of_before(chance: random.Random) -> Statement:
    """A withdrawal of something that stands."""
    rows = Fact.objects.filter(retracts=False, superseded_by=None).exclude(name__startswith="relation.")
    return Retraction(chance.choice(list(rows.values_list("pk", flat=True))), "moi")


def compared(rulebook: Rulebook, kept: KeptFacts, people: list[str], on: dt.date, moment: dt.datetime) -> list[Any]:
    """What both ways find, where it is the same."""
    found = list(kept.families_as_known(people, on, moment))
    for (one, quick), (other, whole) in zip(found, families_as_known(rulebook, people, on, moment), strict=True):
        assert one == other
        if isinstance(whole, ProblemsFound):
            assert isinstance(quick, ProblemsFound)
            assert quick.problems == whole.problems
        else:
            assert quick == whole
            assert quick.facts == whole.facts
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("most", [0, 5, 1_000])
def test_after_every_batch_both_ways_find_the_same(rulebook: Rulebook, seed: int, most: int) -> None:
    chance = random.Random(seed)
    people = town(rulebook, 2, seed)
    kept, start = KeptFacts(rulebook, most), now()
    shapes = set[type]()
    for number in range(9):
        batch = [statement(rulebook, people, chance) for _ in range(chance.randint(1, 3))]
        with suppress(FactsRefused):
            record(rulebook, batch, key=f"{seed} {most} {number}")
        moment = start if number % 5 == 4 else now()
        on = DAY + dt.timedelta(days=1) if number % 7 == 6 else DAY
        found = compared(rulebook, kept, chance.sample(people, 2), on, moment)
        shapes |= {type(known) for _, known in found}
        assert max(len(kept._kept), len(kept._families)) <= most
    assert KnownFamily in shapes


def test_what_was_rolled_back_is_forgotten(rulebook: Rulebook) -> None:
    people = town(rulebook, 1, 7)
    kept = KeptFacts(rulebook)
    compared(rulebook, kept, people, DAY, now())
    for amount in (5, 6):
        with transaction.atomic():
            record(rulebook, [NewFact(people[0], "assets.financial", amount, "nts")], key=f"{amount}")
            compared(rulebook, kept, people, DAY, now())
            transaction.set_rollback(amount == 5)
        compared(rulebook, kept, people, DAY, now())


def test_what_became_known_out_of_order_is_not_overlooked(rulebook: Rulebook) -> None:
    """Facts taken over from elsewhere were known before what is in the log already."""
    people = town(rulebook, 1, 9)
    kept, start = KeptFacts(rulebook), now()
    record(rulebook, [NewFact(people[0], "assets.financial", 5, "nts")], key="late")
    late = now()
    record(rulebook, [NewFact(people[0], "household.lodger", True, "ask")], key="taken over", recorded_at=start)
    for moment in (start, late, start, now()):
        compared(rulebook, kept, people, DAY, moment)


def test_somebody_of_whom_nothing_was_known_yet(rulebook: Rulebook) -> None:
    """One fact came before the moment, another after it: the last in the log is not the last that is known."""
    people = town(rulebook, 1, 3)
    kept = KeptFacts(rulebook)
    record(rulebook, [relation(people[0], "new", "child", "court")], key="named")
    compared(rulebook, kept, people, DAY, now())
    record(rulebook, [NewFact("new", "person.birth_date", DAY - dt.timedelta(days=3), "court")], key="first")
    moment = now()
    record(rulebook, [NewFact("new", "assets.financial", 5, "nts")], key="second")
    for at in (moment, now()):
        compared(rulebook, kept, people, DAY, at)


def test_who_is_around_is_walked_again_only_where_a_link_is_new(rulebook: Rulebook) -> None:
    """Whichever end tells of it: a parent who is nobody's yet, a home that somebody else moves into."""
    people = town(rulebook, 2, 6)
    kept = KeptFacts(rulebook)
    compared(rulebook, kept, people, DAY, now())
    record(rulebook, [NewFact(people[0], "assets.financial", 5, "nts")], key="money")
    with statements_about("WITH RECURSIVE") as walks:
        list(kept.families_as_known(people, DAY, now()))
    assert walks == []
    record(rulebook, [relation("stranger", people[0], "child", "court")], key="parent")
    home = next(iter(known([people[1]], names=["person.residence"])), None)
    compared(rulebook, kept, people, DAY, now())
    if home is not None:
        record(rulebook, [lives_at("guest", home.object, "moi")], key="guest")
        compared(rulebook, kept, people, DAY, now())


def test_only_what_is_new_is_read_and_in_as_many_queries_for_many_people(
    rulebook: Rulebook, count_queries: Any
) -> None:
    people = town(rulebook, 3, 8)
    kept = KeptFacts(rulebook)
    with count_queries(3):
        before = dict(kept.families_as_known(people, DAY, now()))
    for person in people[:2]:
        record(rulebook, [NewFact(person, "assets.financial", 77, "nts")], key=person)
    with count_queries(5):
        after = dict(kept.families_as_known(people, DAY, now()))
    one, other = before[people[0]], after[people[0]]
    assert isinstance(one, KnownFamily)
    assert isinstance(other, KnownFamily)
    changed = {id for id in one.family.persons if one.family.persons[id] is not other.family.persons[id]}
    assert changed == set(people[:2])
    with count_queries(3):
        again = dict(kept.families_as_known(people, DAY, now()))
    assert again == after
