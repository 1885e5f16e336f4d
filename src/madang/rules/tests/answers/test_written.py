"""Answers as JSON keep to the published schema and to themselves, for odd families, wholly and partly known."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from madang.rules.family.service import UNKNOWN, FactValue, Family
from madang.rules.reckoning.facts import with_facts
from madang.rules.schema import schema
from madang.rules.service import Rulebook, answer_to_dict, check, missing, next_question
from madang.rules.tests.families import random_family
from madang.rules.tests.questioning import stripped

SEEDS = range(6)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    published = schema("answer")
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


def known(family: Family, share: float, chance: random.Random) -> Family:
    """The family with only a share of its facts told."""
    people = [(name, id) for id, person in family.persons.items() for name in person.facts]
    homes = [(name, home.id) for home in family.residences for name in home.facts]
    return with_facts(family, {key: FactValue(UNKNOWN) for key in people + homes if chance.random() > share})


def coherent(found: dict[str, Any]) -> bool:
    """What the schema cannot say: low is not above high, settled parts add up to the whole and others to a range around
    it (parts that move against each other are wider than the whole), nothing missing means settled."""
    amount = found.get("amount")
    parts = found["components"]
    ordered = all(
        part["high"] is None or part["low"] <= part["high"] for part in [*parts, *([amount] if amount else [])]
    )
    lowest, highest = sum(part["low"] for part in parts), [part["high"] for part in parts]
    added = not parts or amount is None or _added(lowest, highest, amount)
    settled = bool(found["missing"]) or amount is None or amount["low"] == amount["high"]
    closed = found["status"] != "ineligible" or ("amount" not in found and not parts and not found["missing"])
    faulty = any("fault" in clause for clause in found["clauses"])
    unheld = any(note["id"] == "outside_years" for note in found["notes"])
    waiting = found["status"] != "unknown" or found["missing"] or faulty or unheld
    return bool(ordered and added and settled and closed and waiting)


def _added(lowest: int, highest: list[int | None], amount: dict[str, Any]) -> bool:
    told = [end for end in highest if end is not None]
    if len(told) == len(highest) and sum(told) == lowest:
        return bool(lowest == amount["low"] == amount["high"])
    above = len(told) < len(highest) or (amount["high"] is not None and amount["high"] <= sum(told))
    return bool(lowest <= amount["low"] and above)


@pytest.mark.parametrize("share", [1.0, 0.95, 0.7, 0.3])
def test_answers_are_valid_and_coherent(rulebook: Rulebook, validator: Draft202012Validator, share: float) -> None:
    for seed in SEEDS:
        family = known(random_family(rulebook, seed), share, random.Random(seed))
        short = missing(rulebook, family)
        for answer in check(rulebook, family):
            found = answer_to_dict(answer)
            assert [error.message for error in validator.iter_errors(found)] == [], (seed, answer.service)
            assert coherent(found), (seed, found)
            assert json.loads(json.dumps(found)) == found
            assert short[answer.service] == (answer.status, answer.missing)


def test_the_next_question_stands_with_the_services_that_wait_for_it(
    rulebook: Rulebook, validator: Draft202012Validator
) -> None:
    family = stripped(random_family(rulebook, 3))
    question = next_question(rulebook, family)
    assert question is not None
    asked = {"fact": question.fact.name, "entity": question.entity}
    for answer in check(rulebook, family, explain=False):
        found = answer_to_dict(answer, question)
        assert validator.is_valid(found)
        assert found["next_question"] == (asked if answer.service in question.services else None)


def test_explanations_change_no_answer(rulebook: Rulebook) -> None:
    family = known(random_family(rulebook, 5), 0.6, random.Random(5))
    for told, bare in zip(check(rulebook, family), check(rulebook, family, explain=False), strict=True):
        assert (told.status, told.amount, told.missing, told.closure) == (
            bare.status,
            bare.amount,
            bare.missing,
            bare.closure,
        )
        assert [clause.holds for clause in told.clauses] == [clause.holds for clause in bare.clauses]
        assert any(clause.values for clause in told.clauses)
        assert not any(clause.values for clause in bare.clauses)
