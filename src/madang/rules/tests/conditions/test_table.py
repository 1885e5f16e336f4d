"""The table says what the interpreter says: statuses, reasons, missing facts; and what fails disturbs nothing else."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from madang.rules.reckoning.facts import with_fact
from madang.rules.service import (
    FactValue,
    Rulebook,
    Standing,
    Table,
    answer_to_dict,
    family_from,
    load_rulebook,
    table_on,
)
from madang.rules.tests.conditions.random_services import DAY, answers, partly_known, rulebook
from madang.rules.tests.failing import without_figure

FAMILIES = 24


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
        assert "divides by zero" in faults[f"random_fails_{number}"].en
        assert "0으로 나누게 됩니다" in faults[f"random_fails_{number}"].ko
    for id in faults:
        assert match.statuses[id] in ("unknown", "ineligible")
    assert len(match.statuses) > 150
    assert {"eligible", "ineligible", "unknown"} == set(match.statuses.values())


def test_a_figure_taken_away_fails_in_the_table_as_in_the_interpreter(book: Rulebook, table: Table) -> None:
    reach = {service.id: book.reach_of_service(service).parameters for service in table.programmes.services}
    figures = sorted(frozenset().union(*reach.values()) - {"long_gone"})
    assert figures
    for name in figures:
        broken = without_figure(book, name, DAY)
        again, failed = table_on(broken, DAY, list(reach)), set()
        assert not again.refused
        for seed in range(4):
            before, match = table.match(partly_known(book, seed)), again.match(partly_known(book, seed))
            for answer in Standing(broken, partly_known(book, seed)).check(list(reach), explain=False):
                assert answer_to_dict(match.answer(answer.service, explain=False)) == answer_to_dict(answer)
                assert match.missing(answer.service) == answer.missing
                if name not in reach[answer.service]:
                    assert match.statuses[answer.service] == before.statuses[answer.service]
            failed |= {fault.service for fault in match.faults} - {fault.service for fault in before.faults}
        assert failed
        assert all(name in reach[id] for id in failed)


def test_a_family_of_another_day_is_refused(table: Table, book: Rulebook) -> None:
    with pytest.raises(ValueError, match="2026-11-20"):
        table.match(replace(partly_known(book, 1), date=DAY.replace(month=1)))


def test_packs_are_written_where_asked(tmp_path: Path) -> None:
    assert len(rulebook(tmp_path / "few", 1, 3).pack.services) == len(load_rulebook().pack.services) + 6
