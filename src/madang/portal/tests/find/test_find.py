"""The search page: what is computed first, what is listed then; the page of a record; whatever is asked is answered."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from conftest import CountQueries
from madang.portal.shown.records import deadline_words, safe_link
from madang.portal.tests.find.listed import JONGNO, some

KO, EN = {"Accept-Language": "ko"}, {"Accept-Language": "en"}


def test_what_is_computed_stands_apart_from_what_is_listed(client: Client) -> None:
    some()
    page = client.get("/find/", {"q": "월세를 지원받고 싶어요"}, headers=KO)
    computed, _, listed = page.text.partition('id="listed-title"')
    assert "주거급여" in computed
    assert re.findall(r"/find/gov24/(\w+)/", computed) == []
    assert re.findall(r'href="/find/gov24/(\w+)/"', listed) == ["A1", "A2"]
    assert "javascript:" not in page.text
    assert 'rel="noopener noreferrer nofollow external"' in listed


def test_filters_leave_what_fits(client: Client) -> None:
    some()
    assert "A2" in client.get("/find/", {"q": "월세", "region": JONGNO}).text
    assert "/gov24/A2/" not in client.get("/find/", {"q": "월세", "region": "2611000000"}).text
    assert "listed-title" not in client.get("/find/", {"q": "월세", "kind": "computed"}).text
    assert "computed-title" not in client.get("/find/", {"q": "월세", "kind": "likely"}).text
    assert "/gov24/A3/" in client.get("/find/", {"about": "health"}).text
    assert "/gov24/A1/" not in client.get("/find/", {"about": "health"}).text
    assert "/gov24/A2/" in client.get("/find/", {"agency": "종로구"}).text


def test_in_english_too_and_korean_words_say_that_they_are(client: Client) -> None:
    some()
    page = client.get("/find/", {"q": "rent"}, headers=EN)
    assert "Housing benefit" in page.text
    assert 'lang="ko">청년 월세 특별지원' in page.text


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = client.get("/find/", {"q": "우주선"}, headers=EN)
    assert "Nothing is found" in page.text
    assert "?about=child" in page.text
    assert "Find services" in client.get("/find/", headers=EN).text


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "２", "400"])
def test_whatever_is_asked_is_answered(client: Client, page: str) -> None:
    some()
    asked = {"q": "'%_\\ " + "ㄱ" * 300, "about": "x", "region": "x", "kind": "x", "agency": "%", "page": page}
    assert client.get("/find/", asked).status_code == 200
    assert client.get("/find/", {"q": "월세", "page": page}).status_code == 200
    nul = dict.fromkeys(asked, "\x00") | {"q": "월세\x00", "agency": "종로\x00구"}
    assert "/gov24/A2/" in client.get("/find/", nul).text


def test_a_record_in_its_own_words_and_safe(client: Client) -> None:
    some()
    page = client.get("/find/gov24/A1/", headers=KO)
    assert page.status_code == 200
    assert "&lt;b&gt;20만&lt;/b&gt;" in page.text
    assert 'href="https://www.gov.kr/A1" rel="noopener noreferrer nofollow external"' in page.text
    assert "결정도 아닙니다" in page.text
    assert "javascript:" not in client.get("/find/gov24/A2/").text
    assert "여성" in client.get("/find/gov24/A3/", headers=KO).text
    for nothing in ("/find/gov24/none/", "/find/nowhere/A1/", f"/find/gov24/{'x' * 100}/", "/find/gov24/%00/",
                    "/find/gov24/A1%00/", "/find/bokjiro_central/%00/"):  # fmt: skip
        assert client.get(nothing).status_code == 404


def test_queries_do_not_grow(client: Client, count_queries: CountQueries) -> None:
    some()
    with count_queries(4):
        client.get("/find/", {"q": "지원"})
    with count_queries(2):
        client.get("/find/gov24/A1/")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.kr/?x=1", True), ("http://a.kr", True), ("javascript:x", False), ("//a.kr", False), ("a.kr", False),
        ("https://user@a.kr", False), ("https:///x", False), ("https://[", False),
        ("https://a.kr/" + "x" * 2000, False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_followed(address: str, safe: bool) -> None:
    assert bool(safe_link(address)) is safe


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ({"kind": "always"}, "at any time"), ({"kind": "budget"}, "until the money is spent"),
        ({"kind": "yearly", "months": [3, 4]}, "every year in the months 3, 4"), ({"kind": "none"}, "not said"),
        ({"kind": "window", "start": "2026-03-01", "end": "2026-04-01"}, "from March 1, 2026 to April 1, 2026"),
        ({"kind": "window", "start": None, "end": "2026-04-01"}, "until April 1, 2026"),
        ({"kind": "window", "start": "2026-03-01", "end": None}, "from March 1, 2026"),
        ({"kind": "text", "text": "공고문 참조"}, "공고문 참조"),
    ],
)  # fmt: skip
def test_deadlines_in_words(in_english: None, deadline: dict[str, object], words: str) -> None:
    assert deadline_words(deadline) == words
