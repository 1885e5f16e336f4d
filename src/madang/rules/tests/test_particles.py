"""Particles by the last letter of the word, as it is read aloud."""

from __future__ import annotations

import pytest

from madang.rules.particles import settled
from madang.rules.problems import Problems, ProblemsFound


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("값 하나이(가) 와야", "값 하나가 와야"),
        ("따옴표 없는 수이(가) 와야", "따옴표 없는 수가 와야"),
        ("짧은 글이(가) 와야", "짧은 글이 와야"),
        ("'소득'은(는)", "'소득'은"),
        ("true나 false이(가)", "true나 false가"),
        ("'person.age'은(는)", "'person.age'는"),
        ("'income'을(를)", "'income'을"),
        ("'b'와(과) 'l'이(가)", "'b'와 'l'이"),
        ("'춘천시'(42110)은(는)", "'춘천시'(42110)는"),
        ("날짜 2027-03-20은(는)", "날짜 2027-03-20은"),
        ("나이 42이(가)", "나이 42가"),
        ("서울(으)로, 집(으)로, 마당(으)로", "서울로, 집으로, 마당으로"),
        ("''은(는)", "''은(는)"),
        ("'😀'을(를)", "'😀'을(를)"),
        ("은(는)", "은(는)"),
    ],
)
def test_the_particle_goes_with_the_word(written: str, read: str) -> None:
    assert settled(written) == read


def test_every_problem_is_told_so() -> None:
    problems = Problems()
    problems.add("code", None, "'기준일'이(가) 없습니다.", "'date' is missing")
    with pytest.raises(ProblemsFound) as caught:
        problems.check()
    assert caught.value.text("ko") == "'기준일'이 없습니다."
