"""What is worked out for one way of settling a unit is shared with the next answer tried, and is still true."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Hashable
from typing import Any

import pytest

from madang.rules.answers.answering import missing_facts
from madang.rules.answers.verdict import verdict_of
from madang.rules.asking.plausible import tried
from madang.rules.family.service import FactValue
from madang.rules.reckoning.facts import FamilyFacts, with_fact
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Family, Rulebook, read_family
from madang.rules.tests.families import random_family
from madang.rules.tests.questioning import stripped, truth


def reckoned(rulebook: Rulebook, family: Family) -> Reckoning:
    return Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_shared_is_what_would_be_worked_out_afresh(seed: int, rulebook: Rulebook) -> None:
    chance = random.Random(seed)
    family = stripped(random_family(rulebook, seed))
    whole = random_family(rulebook, seed)
    reckoning, services = reckoned(rulebook, family), list(rulebook.pack.services.values())
    for _ in range(6):
        waiting = sorted({key for service in services for key in missing_facts(reckoning, service)[1]})
        keys = [key for key in waiting if key[0] in rulebook.pack.facts]
        if not keys:
            break
        key = chance.choice(keys)
        for value in tried(reckoning, key):
            trial = reckoning.supposing(key, FactValue(value, "ask"))
            fresh = reckoned(rulebook, with_fact(family, key, FactValue(value, "ask")))
            for service in services:
                assert missing_facts(trial, service) == missing_facts(fresh, service), (key, value, service.id)
        held = truth(whole, key)
        family, reckoning = with_fact(family, key, held), reckoning.supposing(key, held)


def test_what_does_not_read_the_new_answer_is_not_worked_out_again(rulebook: Rulebook) -> None:
    text = "household: [{id: a, age: 40}, {id: b, age: 19, relation: child}]\nregion: 서울 종로구\n"
    before = reckoned(rulebook, read_family(text, rulebook, default_date=dt.date(2026, 3, 20)))
    service = rulebook.pack.services["livelihood"]
    unit = before.unit(service.unit)
    open_ = frozenset(before.memory.reads(("unit", service.unit)))
    settled: dict[Hashable, Any] = {("unit", service.unit): [person for person, _ in unit]}
    way = before.assuming(settled, open_)
    for clause in service.clauses:
        verdict_of(way, service, clause)
    after = before.supposing(("crisis.reason", "a"), FactValue("none", "ask"))  # of another service
    same = after.assuming(settled, open_)
    assert same is not way
    assert after.assuming(settled, open_) is same
    for clause in service.clauses:
        assert same.memory.reads(("clause", service.id, clause.id))  # KeyError for what was not worked out


def test_a_way_that_was_settled_stays_settled_when_what_decides_on_it_is_told(rulebook: Rulebook) -> None:
    text = "household: [{id: a, age: 40}, {id: b, age: 19, relation: child}]\nregion: 서울 종로구\n"
    before = reckoned(rulebook, read_family(text, rulebook, default_date=dt.date(2026, 3, 20)))
    unit = rulebook.pack.services["livelihood"].unit
    everybody = [person for person, _ in before.unit(unit)]
    open_ = frozenset(before.memory.reads(("unit", unit)))
    settled: dict[Hashable, Any] = {("unit", unit): everybody}
    before.assuming(settled, open_)
    key = ("person.whereabouts", "b")
    assert key in open_
    told = before.supposing(key, FactValue("military", "ask"))
    assert told.assuming(settled, open_).unit(unit) == everybody
    assert [person.id for person, _ in told.unit(unit)] == ["a"]
