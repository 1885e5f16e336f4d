"""Units, given values, figures and ages of one family; one more fact told changes what rests on it and no more."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from madang.rules.family.service import UNKNOWN, FactValue, Value
from madang.rules.reckoning.faults import MissingFigure
from madang.rules.reckoning.memory import Memory
from madang.rules.reckoning.uncertain import FactKey, PerhapsList, PersonRef, Uncertain, bounds
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook, check, with_fact
from madang.rules.tests.answers.a_law import family_of, law, reckoning_of

A, B = PersonRef("a"), PersonRef("b")
RULES = """\
    derived:
      room: parameter.line - total.income
    clauses:
      - {id: income, when: total.income <= parameter.line, law: 법 §4, label: {ko: 소득, en: Income}}
      - {id: old, when: some p in unit satisfies p.age >= 65, law: 법 §4, label: {ko: 나이, en: Age}}
    amount: {value: "at least(room, 0)", law: 법 §6}
    """


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return law(tmp_path_factory.mktemp("law"), RULES)


def reckoned(rulebook: Rulebook, facts: dict[str, Any], b: dict[str, Any] | None = None, **more: Any) -> Reckoning:
    return reckoning_of(rulebook, family_of(rulebook, facts, {} if b is None else {"b": b}, **more))


@pytest.mark.parametrize(("away", "members"), [(False, [A, B]), (True, [A])])
def test_who_is_excluded_is_out(rulebook: Rulebook, away: bool, members: list[PersonRef]) -> None:
    assert reckoned(rulebook, {}, {"person.away": away}).unit("home") == members


def test_who_may_be_excluded_is_perhaps_in(rulebook: Rulebook) -> None:
    found = reckoned(rulebook, {}, {}).unit("home")
    assert isinstance(found, PerhapsList)
    assert [(person, presence is True) for person, presence in found] == [(A, True), (B, False)]
    assert next(presence.missing for person, presence in found if person == B) == {("person.away", "b")}


def total(reckoning: Reckoning, name: str = "total.income") -> Any:
    return reckoning.derived(name, None, {})


def test_a_sum_over_the_unit(rulebook: Rulebook) -> None:
    told = {"work.income": 70, "person.away": False}
    assert total(reckoned(rulebook, {"work.income": 30}, told)) == Decimal(100)
    assert total(reckoned(rulebook, {"work.income": 30}, {**told, "person.away": True})) == Decimal(30)
    perhaps = total(reckoned(rulebook, {"work.income": 30}, {"work.income": 70}))
    assert bounds(perhaps) == (Decimal(30), Decimal(100))


def test_what_is_given_is_not_worked_out(rulebook: Rulebook) -> None:
    told = {"work.income": 30}
    assert total(reckoned(rulebook, told, given={"total.income": 999})) == Decimal(999)
    assert total(reckoned(rulebook, told, given={"total.income": 999}), "aid.room") == Decimal(999_001)
    assert total(reckoned(rulebook, told, given={"aid.room": 5}), "aid.room") == Decimal(5)
    assert total(reckoned(rulebook, told, given={"total.income": "unknown"})) == Decimal(30)


def test_a_persons_own_given_value_is_that_persons(rulebook: Rulebook) -> None:
    found = reckoned(rulebook, {"person.birth_date": "1990-01-01"}, {"person.age": 70})
    assert found.derived("person.age", B, {}) == Decimal(70)
    assert found.derived("person.age", A, {}) == Decimal(36)


@pytest.mark.parametrize(
    ("day", "line"), [("2024-01-01", 1_000_000), ("2026-06-30", 1_000_000), ("2026-07-01", 1_200_000)]
)
def test_a_figure_is_that_of_the_day(rulebook: Rulebook, day: str, line: int) -> None:
    assert reckoned(rulebook, {}, date=dt.date.fromisoformat(day)).parameter("line") == Decimal(line)


def test_a_day_without_a_figure(rulebook: Rulebook) -> None:
    reckoning = reckoned(rulebook, {}, date=dt.date(2023, 12, 31))
    with pytest.raises(MissingFigure):
        reckoning.parameter("line")
    answer = check(rulebook, reckoning.facts.family)[0]
    assert answer.status == "unknown"
    assert answer.amount is None
    assert answer.notes


@pytest.mark.parametrize(
    ("age", "first", "last"),
    [(65, dt.date(1960, 3, 21), dt.date(1961, 3, 20)), (0, dt.date(2025, 3, 21), dt.date(2026, 3, 20))],
)
def test_an_age_leaves_a_year_of_birth_dates(rulebook: Rulebook, age: int, first: dt.date, last: dt.date) -> None:
    """민법 §158: whoever was born a day before `first` would be a year older."""
    found = reckoned(rulebook, {"person.age": age}).fact(A, "person.birth_date", None)
    assert bounds(found) == (first, last)
    for born, wanted in ((first, age), (last, age), (first - dt.timedelta(days=1), age + 1)):
        assert reckoned(rulebook, {"person.birth_date": born}).derived("person.age", A, {}) == Decimal(wanted)


def test_one_more_fact_is_seen_by_all_that_rests_on_it(rulebook: Rulebook) -> None:
    """Asked in every order first, so that each value is remembered before the fact is told."""
    family = family_of(rulebook, {"work.income": 30}, {"b": {}})
    told: list[tuple[FactKey, Value]] = [
        (("person.away", "b"), False),
        (("work.income", "b"), Decimal(70)),
        (("work.income", "a"), Decimal(2_000_000)),
        (("person.birth_date", "b"), dt.date(1950, 1, 1)),
    ]
    reckoning = reckoning_of(rulebook, family)
    for key, value in told:
        for name in ("aid.room", "total.income"):
            total(reckoning, name)
        family = with_fact(family, key, FactValue(value))
        reckoning, afresh = reckoning.supposing(key, FactValue(value)), reckoning_of(rulebook, family)
        assert total(reckoning, "aid.room") == total(afresh, "aid.room")
        assert total(reckoning) == total(afresh)
        assert reckoning.unit("home") == afresh.unit("home")


def test_a_fact_taken_back_is_open_again(rulebook: Rulebook) -> None:
    reckoning = reckoned(rulebook, {"work.income": 30})
    assert total(reckoning) == Decimal(30)
    assert isinstance(total(reckoning.supposing(("work.income", "a"), FactValue(UNKNOWN))), Uncertain)


def test_memory_forgets_whole_chains_and_nothing_else() -> None:
    memory, runs = Memory(), []

    def read(*names: str) -> str:
        runs.append(names)
        for name in names:
            memory.note((name, "a"))
        return "+".join(names)

    memory.remember("inner", lambda: read("x"))
    memory.remember("outer", lambda: memory.remember("inner", lambda: read("never")) + read("y"))
    memory.remember("apart", lambda: read("z"))
    assert memory.reads("outer") == {("x", "a"), ("y", "a")}
    without = memory.without(("x", "a"))
    kept = [key for key in ("inner", "outer", "apart") if without.remember(key, lambda: "afresh") != "afresh"]
    assert kept == ["apart"]
    assert runs == [("x",), ("y",), ("z",)]
    assert memory.remember("inner", lambda: "afresh") == "x"


def test_what_is_read_under_way_counts_for_whoever_asked() -> None:
    memory = Memory()

    def inner() -> int:
        memory.note(("x", "a"))
        return 1

    memory.remember("outer", lambda: memory.remember("inner", inner))
    assert memory.reads("outer") == {("x", "a")}
