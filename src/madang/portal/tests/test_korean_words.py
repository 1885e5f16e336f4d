"""Korean words on an English page are marked as such; the list of regions names the province too."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe

from madang.portal.templatetags.korean_words import korean_marked
from madang.portal.tests.walking import begin, hidden, plain_answers, press


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("기초연금법 §3①", '<span lang="ko">기초연금법</span> §3①'),
        ("국민기초생활 보장법 시행령 §5의2(10)", '<span lang="ko">국민기초생활 보장법 시행령 §5의</span>2(10)'),
        ("aged 70", "aged 70"),
        ("<b>할머니", '&lt;b&gt;<span lang="ko">할머니</span>'),
        (mark_safe("a &amp; 나"), 'a &amp; <span lang="ko">나</span>'),
    ],
)  # fmt: skip
def test_korean_parts_are_marked_off_a_korean_page(text: str, marked: str) -> None:
    with translation.override("en"):
        assert korean_marked(text) == marked
    with translation.override("ko"):
        assert "<span" not in korean_marked(text)


def test_no_korean_stands_unmarked_on_an_english_page(client: Client) -> None:
    asked = begin(client)
    shown = client.post("/result/", {"state": hidden(asked, "state")[0]}, headers={"Accept-Language": "en"})
    first = client.get("/", headers={"Accept-Language": "en"})
    money = asked
    while "data-money" not in money.text:
        money = press(client, money, "answer", plain_answers(money))
    for page in (asked, shown, first, money):
        text = re.sub(r'<(\w+)[^>]* lang="ko"[^>]*>.*?</\1>', " ", page.text, flags=re.DOTALL)
        text = re.sub(r'<span aria-hidden="true">가</span>', " ", text)
        assert re.findall(r">[^<]*[가-힣][^<]*<", text) == []


def test_a_region_is_named_with_its_province(client: Client) -> None:
    english = client.get("/", headers={"Accept-Language": "en"}).text
    assert '<option value="4128000000" lang="ko">경기도 고양시</option>' in english
    assert '<optgroup label="경기도" lang="ko">' in english
    korean = client.get("/", headers={"Accept-Language": "ko"}).text
    assert '<option value="4128000000">경기도 고양시</option>' in korean
