"""Figures of the law as people read them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from madang.portal.rulebook import rulebook
from madang.portal.shown.figures import figure_words
from madang.portal.tests.walking import begin, hidden

FIGURES = [
    (definition.name, held.value, "KRW" if definition.type == "money" else None)
    for definition in rulebook().pack.parameters.values()
    for held in definition.values
]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("name", "value", "unit"), FIGURES)
def test_every_figure_is_in_words_of_the_language(name: str, value: Any, unit: str | None, language: str) -> None:
    with translation.override(language):
        words = figure_words(name, value, unit)
    if language == "ko":
        assert re.findall(r"[a-z_]{2,}", words) == []
    assert not re.search(r"[{}'\"_]|Decimal|(?<![\d,])0\.\d", words.replace("0.78%", "").replace("0.5%", ""))
    if rulebook().pack.parameters[name].type == "rate":
        assert words.endswith("%")


@pytest.mark.parametrize(
    ("name", "value", "ko", "en"),
    [
        ("livelihood_work_deduction_rate", Decimal("0.3"), "30%", "30%"),
        ("basic_pension_child_home_rate", Decimal("0.0078"), "0.78%", "0.78%"),
        ("livelihood_conversion_rate", {"general": Decimal("0.0417"), "car": Decimal("1.0")},
         "일반재산 4.17% · 자동차 100%", "general assets 4.17% · cars 100%"),
        ("emergency_asset_limit", {"city": Decimal(152_000_000)}, "중소도시 152,000,000원", "cities ₩152,000,000"),
        ("median_income", [Decimal(2_564_238), Decimal(4_199_292)], "2,564,238원 · 4,199,292원",
         "₩2,564,238 · ₩4,199,292"),
        ("child_allowance_special_birth_year", Decimal(2017), "2017", "2017"),
    ],
)  # fmt: skip
def test_reads(name: str, value: Any, ko: str, en: str) -> None:
    for language, words in (("ko", ko), ("en", en)):
        with translation.override(language):
            assert figure_words(name, value, None) == words


def test_the_result_shows_no_raw_figure(client: Client) -> None:
    for language in ("ko", "en"):
        page = client.post(
            "/result/", {"state": hidden(begin(client), "state")[0]}, headers={"Accept-Language": language}
        )
        shown = re.findall(r'<span class="value[^>]*>([^<]*)</span>', page.text)
        assert len(shown) > 50
        assert [words for words in shown if "?" in words or "from the table" in words or "법령의 표" in words] == []
        assert "32%" in shown
