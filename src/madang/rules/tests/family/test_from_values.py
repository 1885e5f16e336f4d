"""A family from plain values is the family from their text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from madang.rules.family.writing import family_to_dict, to_json
from madang.rules.loading.service import plain_tree
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.service import Family, Rulebook, family_from_values, load_rulebook, read_family
from madang.rules.tests.families import random_family


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


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
