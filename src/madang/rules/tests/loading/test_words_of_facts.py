"""A question is about whom the law means, in either language."""

from __future__ import annotations

from madang.rules.service import Rulebook


def test_it_is_the_parents_in_law_who_are_korean_and_not_the_spouse(rulebook: Rulebook) -> None:
    fact = rulebook.pack.facts["livelihood.shares_costs_with_in_laws"]
    for words in (fact.label, fact.question):
        assert words is not None
        assert "대한민국 국적인 배우자" not in words.ko
        assert "조부모(대한민국 국적)와" in words.ko
        assert "Korean parents" in words.en
    married = rulebook.derived["livelihood.married_to_korean_with_tie"][0].label
    assert married is not None
    assert "대한민국 국적 부모" in married.ko
    assert "Korean parents" in married.en
