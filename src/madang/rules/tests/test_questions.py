"""Few questions, none of them idle: a quarter of what a form asks at most, and each can change a result."""

from __future__ import annotations

import datetime as dt
import os
import statistics

import pytest

from madang.rules.asking.questions import next_question
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Family, Rulebook, check, family_from, missing, with_fact
from madang.rules.tests.families import random_family
from madang.rules.tests.part import part_of_rulebook
from madang.rules.tests.questioning import asked, best, idle, in_fixed_order, skipping, stripped, told, truth

# Of part of the rulebook: what a form asks grows with every service, what a visitor comes for does not.
FAMILIES = int(os.environ.get("MADANG_QUESTIONED", "12"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return part_of_rulebook()


@pytest.mark.timeout(7200)
def test_far_fewer_questions_than_a_form(rulebook: Rulebook) -> None:
    counts = []
    for seed in range(FAMILIES):
        family = random_family(rulebook, seed)
        counts.append(
            [
                len(asked(rulebook, family, best)),
                len(asked(rulebook, family, skipping(rulebook, family))),
                len(asked(rulebook, family, in_fixed_order(rulebook, family))),
            ]
        )
    ours, skipped, fixed = (statistics.median(column) for column in zip(*counts, strict=True))
    assert ours <= fixed / 4
    assert ours <= skipped * 2 / 3  # of 200 families 30 of 53: benchmarks.questions


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(6))
def test_when_nothing_is_left_to_ask_everything_is_settled(rulebook: Rulebook, seed: int) -> None:
    family = random_family(rulebook, seed)
    keys = asked(rulebook, family, best)
    known = told(family, keys)
    for service, (status, open_) in missing(rulebook, known).items():
        truth = check(rulebook, family, [service], explain=False)[0]
        assert status == truth.status, (service, open_)


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(3))
def test_no_question_is_idle(rulebook: Rulebook, seed: int) -> None:
    family, services = random_family(rulebook, seed), list(rulebook.pack.services.values())
    known = stripped(family)
    while (question := next_question(reckoned(rulebook, known), services)) is not None:
        assert idle(rulebook, known, question) is None, question.key
        known = with_fact(known, question.key, truth(family, question.key))


def reckoned(rulebook: Rulebook, family: Family) -> Reckoning:
    return Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))


def test_what_is_declined_is_not_asked_again(rulebook: Rulebook) -> None:
    family = stripped(random_family(rulebook, 0))
    reckoning = reckoned(rulebook, family)
    services = list(rulebook.pack.services.values())
    declined: list[tuple[str, str]] = []
    for _ in range(8):
        question = next_question(reckoning, services, declined=declined)
        assert question is not None
        assert question.key not in declined
        declined.append(question.key)


def test_who_names_a_spouse_is_not_asked_whether_they_are_married(rulebook: Rulebook) -> None:
    couple = {
        "date": dt.date(2026, 5, 10),
        "household": [{"id": "a", "age": 70, "relation": "head"}, {"id": "b", "age": 72, "relation": "spouse"}],
        "region": "서울특별시 종로구",
    }
    open_ = {key for _, keys in missing(rulebook, family_from(couple, rulebook)).values() for key in keys}
    assert ("employment.earned_income", "a") in open_
    assert not {key for key in open_ if key[0] == "person.marital_status"}


def test_the_pension_of_a_couple_is_never_shown_above_what_the_law_can_pay(rulebook: Rulebook) -> None:
    """2026: twice 349,700 less a fifth each (기초연금법 §5, §8①), however little is known."""
    couple = [{"id": "a", "age": 70, "relation": "head"}, {"id": "b", "age": 72, "relation": "spouse"}]
    family = family_from({"date": dt.date(2026, 5, 10), "household": couple, "region": "서울특별시 종로구"}, rulebook)
    answer = check(rulebook, family, ["basic_pension"])[0]
    assert answer.amount is not None
    assert answer.amount.high == 2 * 349_700 * 8 // 10
    assert all(part.high is not None and part.high <= 349_700 for part in answer.components)
