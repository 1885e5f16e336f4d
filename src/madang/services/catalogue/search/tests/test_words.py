"""Words as people write them find what is meant: particles, spaces, two words as one, initials, synonyms, English."""

from __future__ import annotations

import pytest

from madang.rules.service import installed_rulebook
from madang.services.catalogue.listed.service import words_in
from madang.services.catalogue.search.computed import services_found
from madang.services.catalogue.search.words import bare, grams_of, initials_of, said_words, squeezed, word_of


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("월세를", "월세"), ("청년에게", "청년"), ("출산으로", "출산"), ("아이", "아이"), ("의료", "의료"),
        ("장애인은", "장애인"), ("나이", "나이"), ("임대료", "임대료"), ("housing", "housing"), ("서울에서는", "서울"),
    ],
)  # fmt: skip
def test_a_particle_is_left_off_where_a_word_stays(word: str, left: str) -> None:
    assert bare(word) == left


def test_words_that_say_nothing_are_left_out_unless_alone() -> None:
    assert said_words("월세 지원을 받고 싶어요!") == ["월세", "지원을"]
    assert said_words("신청 방법") == ["신청", "방법"]
    assert said_words("how can I get housing benefit") == ["housing", "benefit"]
    assert said_words(" ".join(f"말{n}" for n in range(20))) == [f"말{n}" for n in range(8)]
    assert said_words("!!! ") == []


def test_a_text_is_looked_through_without_its_spaces() -> None:
    assert squeezed("청년 월세 (한시) 특별지원") == "청년월세한시특별지원"
    assert grams_of("청년월") == {"청년", "년월"}
    assert ("청년", "월세") in word_of("청년월세").ways
    assert initials_of("기초연금") == "ㄱㅊㅇㄱ"
    assert word_of("ㄱㅊㅇㄱ").initials


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("기초연금", "basic_pension"), ("기초 연금을", "basic_pension"), ("노령연금", "basic_pension"),
        ("ㄱㅊㅇㄱ", "basic_pension"), ("basic pension", "basic_pension"), ("출산지원금", "first_meeting"),
        ("애기수당", "child_allowance"), ("월세 지원", "housing"), ("월세", "housing"),
        ("housing benefit", "housing"), ("rent", "housing"),
        ("긴급지원", "emergency"), ("single parent", "single_parent"), ("생계급여를 받고 싶어요", "livelihood"),
    ],
)  # fmt: skip
def test_the_rulebook_is_found_by_what_people_call_things(query: str, first: str) -> None:
    import datetime as dt

    book = installed_rulebook()
    found = services_found(book, dt.date(2026, 3, 20), words_in(query, book))
    assert found[0] == first, found


def test_what_is_nowhere_finds_nothing_and_no_word_finds_all() -> None:
    import datetime as dt

    book, on = installed_rulebook(), dt.date(2026, 3, 20)
    assert services_found(book, on, words_in("우주여행", book)) == []
    assert "parent_benefit" not in services_found(book, on, words_in("rent", book))
    assert "child_allowance" not in services_found(book, on, words_in("월세", book))
    assert len(services_found(book, on, [])) == len(book.pack.services)
    assert services_found(book, on, [], "보건복지부") != []
