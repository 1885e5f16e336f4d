"""A kept law gives the same answers, byte for byte, as the rulebook it was cut out of."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest

from madang.rules.kept import records
from madang.rules.model import DatedValue, Place
from madang.rules.service import Rulebook, answer_to_dict, check, closure, law_of, rulebook_of_law
from madang.rules.tests.families import random_family


def test_every_service_answers_alike_from_its_kept_law(rulebook: Rulebook) -> None:
    laws: dict[str, Rulebook] = {}
    for seed in range(9):
        family = random_family(rulebook, seed)
        for answer in check(rulebook, family):
            law = law_of(rulebook, answer.service, family.date)
            then = laws.setdefault(law, rulebook_of_law(law))
            (again,) = check(then, family, [answer.service])
            assert json.dumps(answer_to_dict(again)) == json.dumps(answer_to_dict(answer))
            assert closure(then, answer.service, family.date) == answer.closure
            assert law_of(then, answer.service, family.date) == law
    assert len(laws) >= 16


def test_only_the_figure_of_the_day_is_kept(rulebook: Rulebook) -> None:
    then = rulebook_of_law(law_of(rulebook, "livelihood", dt.date(2025, 5, 1)))
    assert {len(parameter.values) for parameter in then.pack.parameters.values()} == {1}
    assert len(then.pack.parameters) < len(rulebook.pack.parameters)
    assert len(then.pack.facts) < len(rulebook.pack.facts)


def test_numbers_and_order_stay_exact() -> None:
    value = DatedValue(
        dt.date(2024, 1, 1), None, {"b": [Decimal("1.50"), 3], "a": Decimal("0.1")}, "출처", "official", Place("x", 1)
    )
    again = records.read(records.write(value))
    assert dataclasses.replace(again, place=value.place) == value
    assert str(again.value["b"][0]) == "1.50"
    assert list(again.value) == ["b", "a"]


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="object is no part of a rulebook"):
        records.write(object())
    with pytest.raises(ValueError, match="'Popen' is no part of a rulebook"):
        records.read('{"$":"Popen","v":1}')
