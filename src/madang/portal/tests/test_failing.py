"""A definition that fails is told on the result page, in the reader's language; the other services stand beside it."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.portal import rulebook
from madang.rules.service import load_rulebook
from tests.failing import without_figure

PENSIONER = """{"family": {"date": "2026-11-20", "applicant": "a",
"persons": [{"id": "a", "facts": {"person.birth_date": "1950-04-11", "person.nationality": "KR"}}],
"residences": [{"id": "home1", "persons": ["a"], "region": "1111000000"}]}}"""
SAID = {
    "ko": ("규칙을 끝까지 계산하지 못했습니다", "의 2026-11-20 값이 없습니다"),
    "en": ("The rule could not be worked out to the end", "on 2026-11-20"),
}
FIGURE = "basic_pension_line_single"


@pytest.fixture
def without_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = without_figure(load_rulebook(), FIGURE)
    monkeypatch.setattr(rulebook, "installed_rulebook", lambda: broken)


@pytest.mark.usefixtures("without_the_line")
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_says_which_figure_is_missing_for_which_day(client: Client, language: str) -> None:
    page = client.post("/result/", {"state": PENSIONER}, headers={"Accept-Language": language})
    assert page.status_code == 200
    of_pension = page.text.split('id="service-basic_pension"')[1].split('id="service-')[0]
    for words in SAID[language]:
        assert words in of_pension.replace("\u2060", "")
        assert page.text.count(words) == 1
    label = load_rulebook().pack.parameters[FIGURE].label
    assert (label.ko if language == "ko" else label.en) in of_pension
    assert 'id="service-livelihood"' in page.text
