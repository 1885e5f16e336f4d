"""What is asked can change a result, can be asked at all, and has not been declined."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.asking.questions import next_question as choose
from madang.rules.model import Source
from madang.rules.service import Rulebook, next_question
from madang.rules.tests.answers.a_law import family_of, law, reckoning_of


def rules(when: str, amount: str = "1000") -> str:
    clause = f"  - {{id: one, when: '{when}', law: 법 §4, label: {{ko: 조건, en: Condition}}}}\n"
    return f"clauses:\n{clause}amount: {{value: '{amount}', law: 법 §6}}\n"


def asked(rulebook: Rulebook, *declined: str) -> str | None:
    question = next_question(rulebook, family_of(rulebook, {}), declined=[(name, "a") for name in declined])
    return None if question is None else question.fact.name


@pytest.mark.parametrize(
    ("when", "amount", "name"),
    [
        # read by the rule, and yet no answer to it changes anything
        ('if work.working then sex = "male" else sex = "male"', "1000", "person.sex"),
        ('sex = "male" or (work.working and not(work.working))', "1000", "person.sex"),
        ('sex = "male"', "if work.working then 1000 else 1000", "person.sex"),
        ('sex = "male"', "(if work.working then 1000 else 1000) + 0 * work.income", "person.sex"),
    ],
)
def test_an_idle_question_is_not_asked(tmp_path: Path, when: str, amount: str, name: str) -> None:
    rulebook = law(tmp_path, rules(when, amount))
    family = family_of(rulebook, {})
    reckoning = reckoning_of(rulebook, family)
    found = choose(reckoning, list(rulebook.pack.services.values()))
    assert found is not None
    assert found.fact.name == name


@pytest.mark.parametrize(
    "amount",
    [
        "1000 + home.rent - home.rent",  # open to interval arithmetic, and yet the same whatever the rent
        "1000 + (if work.working then home.rent else home.rent) * 0 + at most(work.income - work.income, 0)",
        "at least(1000, home.rent - 900000)",
    ],
)
def test_when_only_idle_questions_are_left_none_is_asked(tmp_path: Path, amount: str) -> None:
    rulebook = law(tmp_path, rules('sex = "male"', amount))
    assert next_question(rulebook, family_of(rulebook, {"person.sex": "male"})) is None


def test_a_question_that_only_beside_another_counts_is_asked(tmp_path: Path) -> None:
    """The rent counts only beside an income that few people have."""
    rulebook = law(tmp_path, rules('sex = "male"', "if work.income > 50000000 then home.rent else 0"))
    family = family_of(rulebook, {"person.sex": "male"})
    first = next_question(rulebook, family)
    assert first is not None
    assert first.fact.name in {"work.income", "home.rent"}
    second = next_question(rulebook, family, declined=[first.key])
    assert second is not None
    assert {first.fact.name, second.fact.name} == {"work.income", "home.rent"}


def test_what_settles_most_comes_first(tmp_path: Path) -> None:
    rulebook = law(tmp_path, rules("work.working and work.income < 100 and age > 20", "home.rent"))
    assert asked(rulebook) == "work.working"


def test_what_is_declined_is_not_asked(tmp_path: Path) -> None:
    rulebook = law(tmp_path, rules('work.working and sex = "male"'))
    first = asked(rulebook)
    assert first is not None
    second = asked(rulebook, first)
    assert {first, second} == {"work.working", "person.sex"}
    assert asked(rulebook, "work.working", "person.sex") is None


def test_what_nobody_can_be_asked_is_left_to_the_agency(tmp_path: Path) -> None:
    asked_of_all = "type: boolean, time: instant, label: {ko: 일함, en: Works}, sources: [{agency: ask}]"
    held = asked_of_all.replace("agency: ask", "agency: nts, field: working")
    rulebook = law(tmp_path, rules("work.working"), {asked_of_all: held})
    assert rulebook.pack.facts["work.working"].sources == (Source("nts", "working"),)
    assert asked(rulebook) is None
