"""Figures and states in words of either language, for commands and documents; pages have their own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from madang.rules.feel.temporal_text import text_of
from madang.rules.feel.values import DateTime, DaysDuration, FarDate, MonthsDuration, Time
from madang.rules.model import Label, ParameterDefinition
from madang.rules.reckoning.uncertain import Uncertain

_temporal = (dt.date, FarDate, Time, DateTime, DaysDuration, MonthsDuration)

STATE_WORDS = {
    "exact": Label("정확", "exact"),
    "partial": Label("일부", "partial"),
    "blocked": Label("불가", "blocked"),
}
CERTAINTY_WORDS = {
    "official": Label("공식", "official"),
    "secondary": Label("2차 자료", "secondary"),
    "to_be_checked": Label("확인 필요", "to be checked"),
}
GROUND_WORDS = {
    "hierarchy": Label("법의 위계", "hierarchy of the law"),
    "later": Label("나중 글", "the later text"),
    "mistake": Label("명백한 잘못", "a clear mistake"),
    "undecided": Label("정하지 못함", "undecided"),
}
CASE_WORDS = {
    "threshold": Label("기준에 꼭 맞음", "at the line"),
    "one_above": Label("기준을 하나 넘음", "one beyond the line"),
    "branch": Label("갈림길", "a branch"),
    "year_change": Label("해가 바뀜", "a change of year"),
    "unknown": Label("모르는 사실", "a fact not known"),
    "quoted": Label("공식 예시", "an official example"),
    "typical": Label("보통의 경우", "a usual case"),
}
"""Kinds of worked cases."""
KIND_WORDS = {
    "service": Label("서비스", "service"),
    "clause": Label("조건", "condition"),
    "component": Label("금액의 부분", "part of the amount"),
    "derived": Label("계산값", "value worked out"),
}
_events = {
    "ageing": Label("나이 듦", "growing old"),
    "bereavement": Label("사별", "bereavement"),
    "birth": Label("출생", "birth"),
    "disaster": Label("재난", "disaster"),
    "divorce": Label("이혼", "divorce"),
    "hardship": Label("생활이 어려움", "hardship"),
    "illness": Label("질병", "illness"),
    "job_loss": Label("실직", "losing work"),
    "moving": Label("이사", "moving"),
    "violence": Label("폭력 피해", "violence"),
    "disability": Label("장애", "disability"),
    "pregnancy": Label("임신", "pregnancy"),
    "marriage": Label("혼인", "marriage"),
    "schooling": Label("취학", "schooling"),
    "school": Label("취학", "schooling"),
    "university": Label("대학 진학", "going to university"),
    "study": Label("학업", "study"),
    "job_search": Label("구직", "looking for work"),
    "employment": Label("취업", "taking up work"),
    "death": Label("사망", "death"),
    "retirement": Label("퇴직", "retirement"),
    "military_service": Label("병역", "military service"),
    "childcare": Label("양육", "raising a child"),
    "youth": Label("청년기", "youth"),
    "independence": Label("독립", "leaving home"),
    "farming": Label("영농", "farming"),
}


def words(label: Label, language: str) -> str:
    """A label in "ko" or "en"."""
    return label.ko if language == "ko" else label.en


def two_languages(text: str) -> Label:
    """A text that says the same twice, `한국어 / English`; one that does not, as it is in both."""
    korean, sign, english = text.rpartition(" / ")
    if sign and english.isascii() and not korean.isascii():
        return Label(korean, english)
    return Label(text, text)


def life_event(event: str) -> Label:
    """A life event by its id; the id itself, without its underscores, where nobody has named it."""
    return _events.get(event, Label(event.replace("_", " "), event.replace("_", " ")))


def kind_of(parameter: ParameterDefinition) -> str:
    """The type of a figure's values; "year" for a number that is a calendar year, which is no quantity."""
    return "year" if parameter.type == "number" and parameter.name.endswith("_year") else parameter.type


def value_text(value: Any) -> str:
    """A value that is no figure: durations and times as FEEL writes them; a question mark for what is not settled."""
    if isinstance(value, Uncertain):
        return "?"
    return text_of(value) if isinstance(value, _temporal) else str(value)


def value_words(value: Any, kind: str, language: str) -> str:
    """A figure's value by its type; None is a dash."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return " · ".join(value_words(one, "number", language) for one in value)
    if isinstance(value, dict):
        return " · ".join(f"{key} {value_words(one, 'number', language)}" for key, one in value.items())
    if isinstance(value, bool):
        return ("예" if value else "아니요") if language == "ko" else ("yes" if value else "no")
    if isinstance(value, dt.date):
        return value.isoformat()
    return _number(value, kind, language) if isinstance(value, Decimal | int) else str(value)


def _number(value: Decimal | int, kind: str, language: str) -> str:
    number = Decimal(value)
    if kind == "year":
        return str(value)
    if kind == "rate":
        return f"{(number * 100).normalize():f}%"
    plain = f"{number.normalize():,f}"
    return (f"{plain}원" if language == "ko" else f"{plain} won") if kind == "money" else plain
