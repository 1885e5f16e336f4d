"""The next question over a table: the one most services wait for, an end, and a witness that it is not idle."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import pytest

from madang.rules.asking.questions import Question
from madang.rules.reckoning.facts import with_fact
from madang.rules.service import FactKey, FactValue, Family, Rulebook, Standing, Table, family_from
from madang.rules.tests.conditions.random_services import DAY, answers, partly_known

FAMILIES = 24


def test_the_question_is_the_one_most_services_wait_for(book: Rulebook, table: Table) -> None:
    asked = telling = 0
    for seed in range(400):
        if asked > 15 and telling:
            break
        match = table.match(partly_known(book, seed))
        question = match.next_question()
        waits = {service.id: match.missing(service.id) for service in match.services}
        worth: dict[FactKey, float] = defaultdict(float)
        waiting = Counter[FactKey]()
        for missing in waits.values():
            for key in missing:
                worth[key] += 1 / len(missing)
                waiting[key] += 1
        assert (question is None) == (not worth)
        if question is None:
            continue
        asked += 1
        telling += waiting[question.key] < max(waiting.values())
        assert worth[question.key] == pytest.approx(max(worth.values()))
        assert set(question.services) == {id for id, missing in waits.items() if question.key in missing}
        again = match.next_question(declined=[question.key])
        assert again is None or again.key != question.key
    assert asked > 15
    assert telling, "one that waits for little else counts more than several that wait for much"


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


def half_known(book: Rulebook) -> Family:
    """The first family of whom much is hidden."""
    known = (partly_known(book, seed) for seed in range(50))
    return next(family for family in known if len(family.persons["a"].facts) < 60)


def nothing_known(book: Rulebook) -> Family:
    """Somebody who lives somewhere."""
    return family_from(
        {"date": DAY, "applicant": "a", "persons": [{"id": "a"}], "residences": [{"id": "home", "persons": ["a"]}]},
        book,
    )


def told(family: Family) -> dict[FactKey, Any]:
    """Everything a family says, by fact and whom it is about."""
    homes = {(("residence.region", home.id)): home.region for home in family.residences if home.region is not None}
    held = {(name, id): held.value for id, one in family.persons.items() for name, held in one.facts.items()}
    return (
        homes | held | {(name, home.id): held.value for home in family.residences for name, held in home.facts.items()}
    )


def conditions(book: Rulebook) -> dict[str, list[str]]:
    """The text of every condition of the random services."""
    return {
        id: [clause.when.text for clause in one.clauses]
        for id, one in book.pack.services.items()
        if id.startswith("random_")
    }
