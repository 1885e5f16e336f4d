"""A family from plain values is the family from their text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.rules.family.writing import family_to_dict, to_json
from madang.rules.loading.service import plain_tree
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.service import Family, Rulebook, family_from, family_from_values, read_family
from madang.rules.tests.families import random_family


@pytest.mark.parametrize("seed", range(20))
def test_alike_for_any_family_sound_or_not(rulebook: Rulebook, seed: int) -> None:
    data = family_to_dict(random_family(rulebook, seed))
    day, text = data["date"], to_json(data)
    by_text = outcome(lambda: read_family(text, rulebook, default_date=day, filename="family.json"))
    by_values = outcome(lambda: family_from_values(data, rulebook, day))
    if isinstance(by_text, tuple) and {problem.code for problem in by_text} <= STATEMENTS:
        assert isinstance(by_values, Family)
    else:
        assert by_values == by_text


STATEMENTS = {"spouse_unmarried", "spouse_too_young", "spouse_sibling", "pregnant_man", "ruled_out"}
"""What people may not say at once; said at several times and kept, it is read as registers that disagree are."""


def outcome(work: Callable[[], Family]) -> Family | tuple[Problem, ...]:
    """The family, or what is wrong with it."""
    try:
        return work()
    except ProblemsFound as found:
        return found.problems


def test_kept_statements_that_disagree_are_read(rulebook: Rulebook) -> None:
    facts = {"person.sex": "male", "person.pregnant": True}
    data = {"date": dt.date(2026, 3, 1), "applicant": "a", "persons": [{"id": "a", "facts": facts}]}
    with pytest.raises(ProblemsFound, match="임신"):
        read_family(to_json(data), rulebook, default_date=dt.date(2026, 3, 1))
    assert family_from_values(data, rulebook, dt.date(2026, 3, 1)).persons["a"].facts.keys() == facts.keys()


def test_series_numbers_and_evidence_stay_exact(rulebook: Rulebook) -> None:
    earned = {"value": {"2026-01": Decimal("1.50"), "2026-02": 7}, "source": "nts", "as_of": dt.date(2026, 2, 1)}
    person = {"id": "a", "facts": {"employment.earned_income": earned, "person.sex": "female"}}
    data = {"date": dt.date(2026, 3, 1), "applicant": "a", "persons": [person]}
    with pytest.raises(ProblemsFound):
        family_from_values(data, rulebook, dt.date(2026, 3, 1))
    earned["value"] = {"2026-01": Decimal(15), "2026-02": 7}
    expected = read_family(to_json(data), rulebook, default_date=dt.date(2026, 3, 1))
    assert family_from_values(data, rulebook, dt.date(2026, 3, 1)) == expected


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(TypeError, match="float is no plain value"):
        plain_tree({"a": 1.5}, "x")


LETTERS = st.text(st.characters(codec=None), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**90), 10**90) | st.decimals() | st.dates() | LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS | st.sampled_from(("id", "value")), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(("date", "applicant", "persons", "relations", "residences", "given", "household", "x"))
PERSONS = st.lists(st.fixed_dictionaries({"id": LETTERS, "facts": st.dictionaries(LETTERS, VALUES)}), max_size=2)


@given(data=st.dictionaries(KEYS, VALUES | PERSONS))
@settings(deadline=None, max_examples=150)
def test_whatever_the_values_they_are_judged_as_their_text(rulebook: Rulebook, data: dict[str, Any]) -> None:
    """Sound or not, what a mapping comes to is what its JSON text comes to, problem by problem and place by place."""
    day = dt.date(2026, 3, 1)
    try:
        to_json(data)
    except (TypeError, ValueError):
        assert isinstance(_as_values(rulebook, data, day), tuple)
        return
    assert _as_values(rulebook, data, day) == _as_text(rulebook, data, day)


def test_values_without_end_are_refused_as_their_text_is(rulebook: Rulebook) -> None:
    day, deep = dt.date(2026, 3, 1), dict[str, Any]()
    for _ in range(60):
        deep = {"x": deep}
    for data in ({"persons": [{"id": "a"}] * 70_000}, {"applicant": "a" * 1_100_000}, deep):
        assert isinstance(_as_text(rulebook, data, day), tuple)
        assert _as_values(rulebook, data, day) == _as_text(rulebook, data, day)


def _as_text(rulebook: Rulebook, data: dict[str, Any], day: dt.date) -> Family | tuple[Problem, ...]:
    return outcome(lambda: read_family(to_json(data), rulebook, default_date=day, filename="family.json"))


def _as_values(rulebook: Rulebook, data: dict[str, Any], day: dt.date) -> Family | tuple[Problem, ...]:
    return outcome(lambda: family_from(data, rulebook, default_date=day))


def test_values_nested_beyond_what_can_be_written_are_a_fault_in_words(rulebook: Rulebook) -> None:
    deep = dict[str, Any]()
    for _ in range(5_000):
        deep = {"x": deep}
    with pytest.raises(ProblemsFound, match="글·수·날짜"):
        family_from(deep, rulebook, default_date=dt.date(2026, 3, 1))
