"""What people write when something happens to them is found: sentences with their endings, family, English phrases."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from madang.rules.service import installed_rulebook
from madang.services.catalogue.listed.service import services_found, words_in
from madang.services.catalogue.search.endings import ENDINGS, TAILS
from madang.services.catalogue.search.synonyms import synonyms
from madang.services.catalogue.search.words import forms_of, squeezed, stems_of, word_of

ON = dt.date(2026, 3, 20)


def found(query: str) -> list[str]:
    book = installed_rulebook()
    return services_found(book, ON, words_in(query, book))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("출산하면", "first_meeting"), ("출산하면 받는 돈", "first_meeting"), ("아기를 낳았어요", "first_meeting"),
        ("임신하면", "pregnancy_medical"), ("임산부예요", "pregnancy_medical"), ("i am pregnant", "pregnancy_medical"),
        ("실직했는데", "jobseeker"), ("해고당했어요", "jobseeker"), ("회사에서 잘렸어요", "jobseeker"),
        ("일자리를 잃었어요", "jobseeker"), ("I lost my job", "jobseeker"),
        ("돌아가셨어요", "funeral"), ("부모님이 돌아가셨어요", "funeral"), ("어머니가 돌아가셔서", "funeral"),
        ("my father passed away", "funeral"),
        ("쌍둥이", "first_meeting"), ("쌍둥이라서", "first_meeting"), ("twins", "first_meeting"),
        ("할머니", "basic_pension"), ("할아버지가", "basic_pension"), ("growing old", "basic_pension"),
        ("old age", "basic_pension"), ("old age pension", "basic_pension"), ("elderly", "basic_pension"),
        ("earned income tax credit", "eitc"), ("육아휴직하려면", "parental_leave"), ("이혼했어요", "single_parent"),
        ("혼자 아이를 키워요", "single_parent"), ("기초생활수급자", "livelihood"), ("기초수급자인데", "livelihood"),
        ("다쳤어요", "emergency_medical"), ("불이 났어요", "emergency"), ("생활비가 부족해요", "livelihood"),
    ],
)  # fmt: skip
def test_what_happened_finds_what_is_for_it(query: str, first: str) -> None:
    assert first in found(query)[:3], found(query)


@pytest.mark.parametrize("query", ["사별", "사별했어요", "사별·장례", "bereaved"])
def test_whoever_lost_a_spouse_finds_more_than_the_funeral(query: str) -> None:
    assert {"funeral", "single_parent", "emergency"} <= set(found(query)), found(query)


def test_old_age_is_not_the_age_of_children() -> None:
    assert "child_allowance" not in found("old age")
    assert not {"medical_aid_refund", "youth_tomorrow"} & set(found("출산하면 받는 돈"))
    assert {"livelihood", "medical_aid", "housing", "education"} <= set(found("기초생활수급자"))


def nouns() -> list[str]:
    """Every Korean word of a synonym or a life event."""
    events = installed_rulebook().pack.life_events.events.values()
    said = {*synonyms().means, *(squeezed(word) for event in events for word in event.ko)}
    return sorted(word for word in said if re.fullmatch("[가-힣]{2,}", word))


@pytest.mark.parametrize("ending", ["하면", "했는데"])
def test_a_noun_with_an_ending_finds_what_the_noun_finds(ending: str) -> None:
    for noun in nouns()[:: 1 if ending == "하면" else 5]:
        assert set(found(noun)) <= set(found(noun + ending)), noun


def test_every_ending_leaves_every_noun() -> None:
    for noun in nouns():
        assert all(noun in forms_of(noun + ending) for ending in ENDINGS), noun


def test_what_an_ending_leaves_is_looked_for() -> None:
    for ending in ENDINGS:
        assert ("출산",) in word_of("출산" + ending).ways, ending
    for tail in TAILS:
        assert "돌아가셨" in stems_of("돌아가셨" + tail), tail


@pytest.mark.parametrize("word", ["재해", "상해", "피해", "위하여", "하면", "의료", "나이", "housing", "돌아가셨어요"])
def test_nothing_is_left_off_a_word_that_has_no_ending(word: str) -> None:
    assert forms_of(word) == (word,)


def test_what_a_verb_may_be_without_its_ending_is_not_looked_for_in_texts() -> None:
    assert "신청기" in stems_of("신청기한")
    assert not any("신청기" in way for way in word_of("신청기한").ways)
