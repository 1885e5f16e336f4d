"""The table says what the interpreter says: statuses, reasons, missing facts; and what fails disturbs nothing else."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from madang.rules.asking.questions import Question
from madang.rules.reckoning.facts import with_fact
from madang.rules.service import (
    FactKey,
    FactValue,
    Family,
    Rulebook,
    Standing,
    Table,
    answer_to_dict,
    family_from,
    table_on,
)
from madang.rules.tests.conditions.random_services import DAY, partly_known, rulebook
from madang.rules.tests.families import boundary_values

COUNT, FAMILIES = 160, 24


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rulebook(tmp_path_factory.mktemp("odd") / "pack", 7, COUNT)


@pytest.fixture(scope="module")
def table(book: Rulebook) -> Table:
    return table_on(book, DAY, [id for id in book.pack.services if id.startswith("random_")])


def test_every_answer_is_the_interpreters(book: Rulebook, table: Table) -> None:
    assert not table.refused
    seen: Counter[str] = Counter()
    for seed in range(FAMILIES):
        family = partly_known(book, seed)
        match = table.match(family)
        ids = [service.id for service in match.services]
        for answer in Standing(book, family).check(ids, explain=False):
            assert answer_to_dict(match.answer(answer.service, explain=False)) == answer_to_dict(answer), seed
            assert match.missing(answer.service) == answer.missing
            assert match.statuses[answer.service] == answer.status
            seen[answer.status] += 1
    assert min(seen.values()) >= 0.1 * sum(seen.values()), seen


def test_explanations_are_the_interpreters(book: Rulebook, table: Table) -> None:
    family = partly_known(book, 3)
    match, ids = table.match(family), random.Random(3).sample([s.id for s in table.programmes.services], 20)
    told = [answer_to_dict(match.answer(answer.service)) for answer in Standing(book, family).check(ids)]
    assert told == [answer_to_dict(answer) for answer in Standing(book, family).check(ids)]


@pytest.mark.parametrize("seed", range(12))
def test_one_more_fact_never_turns_a_definite_answer_round(book: Rulebook, table: Table, seed: int) -> None:
    family, chance = partly_known(book, seed), random.Random(seed)
    before = table.match(family)
    open_ = sorted({key for service in before.services for key in before.missing(service.id)})
    for key in chance.sample(open_, min(4, len(open_))):
        told = chance.choice(answers(book, key[0]))
        after = table.match(with_fact(family, key, FactValue(told, "ask"))).statuses
        for id, status in before.statuses.items():
            assert status == "unknown" or after[id] == status, (key, told, id)


def test_what_fails_is_named_and_the_rest_is_answered(book: Rulebook, table: Table) -> None:
    alone = family_from(
        {
            "date": DAY,
            "applicant": "a",
            "persons": [{"id": "a", "birth_date": "1980-01-01"}],
            "residences": [{"persons": ["a"], "region": "1111000000", "facts": {"household.monthly_income": 1}}],
        },
        book,
    )
    match = table.match(alone)
    faults = {fault.service: fault.reason for fault in match.faults}
    assert "no figure" in faults["random_fails_1"].en
    assert "값이 없습니다" in faults["random_fails_1"].ko
    for number in (0, 2):
        assert "neither true nor false" in faults[f"random_fails_{number}"].en
        assert "참도 거짓도 아닙니다" in faults[f"random_fails_{number}"].ko
    for id in faults:
        assert match.statuses[id] in ("unknown", "ineligible")
    assert len(match.statuses) > COUNT - 10
    assert {"eligible", "ineligible", "unknown"} == set(match.statuses.values())


def test_the_question_is_the_one_most_services_wait_for(book: Rulebook, table: Table) -> None:
    asked = 0
    for seed in range(30):
        match = table.match(partly_known(book, seed))
        question = match.next_question()
        waits = {service.id: match.missing(service.id) for service in match.services}
        worth: dict[FactKey, float] = defaultdict(float)
        for missing in waits.values():
            for key in missing:
                worth[key] += 1 / len(missing)
        assert (question is None) == (not worth)
        if question is None:
            continue
        asked += 1
        assert worth[question.key] == pytest.approx(max(worth.values()))
        assert set(question.services) == {id for id, missing in waits.items() if question.key in missing}
        again = match.next_question(declined=[question.key])
        assert again is None or again.key != question.key
    assert asked > 15


def told(family: Family) -> dict[FactKey, Any]:
    """Everything a family says, by fact and whom it is about."""
    homes = {(("residence.region", home.id)): home.region for home in family.residences if home.region is not None}
    held = {(name, id): held.value for id, one in family.persons.items() for name, held in one.facts.items()}
    return (
        homes | held | {(name, home.id): held.value for home in family.residences for name, held in home.facts.items()}
    )


def test_questions_are_not_idle(book: Rulebook, table: Table) -> None:
    asked = 0
    for seed in range(FAMILIES):
        family, declined = partly_known(book, seed), list[FactKey]()
        match = table.match(family)
        while len(declined) < 3 and (question := match.next_question(declined)) is not None:
            witness = match.witness(question, declined)
            assert witness is not None, (seed, question.key)
            one, other = told(witness.one), told(witness.other)
            assert told(family).items() <= one.items() & other.items()
            assert {key for key in one | other if one.get(key) != other.get(key)} == {question.key}
            assert not set(declined) & one.keys()
            statuses = [
                Standing(book, each).missing([witness.service])[witness.service][0]
                for each in (witness.one, witness.other)
            ]
            assert statuses[0] != statuses[1]
            assert statuses == [table.match(each).statuses[witness.service] for each in (witness.one, witness.other)]
            asked, declined = asked + 1, [*declined, question.key]
    assert asked > 30


def test_where_somebody_lives_is_tried_at_the_places_a_service_names(book: Rulebook, table: Table) -> None:
    """A service of one district alone says which of hundreds of answers matters."""
    match = table.match(nothing_known(book))
    ids = [id for id, texts in conditions(book).items() if len(texts) == 1 and texts[0].startswith("region.district =")]
    assert ids
    for id in ids:
        assert match.missing(id) == (("residence.region", "home"),)
        witness = match.witness(Question(book.pack.facts["residence.region"], "home", (id,)))
        assert witness is not None
        statuses = {table.match(each).statuses[id] for each in (witness.one, witness.other)}
        assert statuses == {"eligible", "ineligible"}


def nothing_known(book: Rulebook) -> Family:
    """Somebody who lives somewhere."""
    return family_from(
        {"date": DAY, "applicant": "a", "persons": [{"id": "a"}], "residences": [{"id": "home", "persons": ["a"]}]},
        book,
    )


def conditions(book: Rulebook) -> dict[str, list[str]]:
    """The text of every condition of the random services."""
    return {
        id: [clause.when.text for clause in one.clauses]
        for id, one in book.pack.services.items()
        if id.startswith("random_")
    }


def test_a_question_that_changes_nothing_has_no_witness(book: Rulebook, table: Table) -> None:
    match = table.match(half_known(book))
    question = match.next_question()
    assert question is not None
    open_ = {key for service in match.services for key in match.missing(service.id)}
    idle = next(
        fact
        for fact in book.pack.facts.values()
        if fact.type == "boolean"
        and all(fact.name != name for name, _ in open_)
        and fact.name not in half_known(book).persons["a"].facts
    )
    assert match.witness(replace(question, fact=idle)) is None


def test_questions_end_when_everything_is_settled(book: Rulebook, table: Table) -> None:
    family = half_known(book)
    for _ in range(60):
        question = table.match(family).next_question()
        if question is None:
            break
        family = with_fact(family, question.key, FactValue(answers(book, question.fact.name)[-1], "ask"))
    match = table.match(family)
    assert match.next_question() is None
    assert not any(match.missing(service.id) for service in match.services)


def half_known(book: Rulebook) -> Family:
    """The first family of whom much is hidden."""
    known = (partly_known(book, seed) for seed in range(50))
    return next(family for family in known if len(family.persons["a"].facts) < 60)


def answers(book: Rulebook, name: str) -> list[Any]:
    """Answers a question about the fact can have."""
    fact = book.pack.facts[name]
    return boundary_values(fact, Decimal(0) if fact.type in ("money", "number") else "1111000000", DAY)


def test_a_family_of_another_day_is_refused(table: Table, book: Rulebook) -> None:
    with pytest.raises(ValueError, match="2026-11-20"):
        table.match(replace(partly_known(book, 1), date=DAY.replace(month=1)))


def test_packs_are_written_where_asked(tmp_path: Path) -> None:
    assert len(rulebook(tmp_path / "few", 1, 3).pack.services) == 14
