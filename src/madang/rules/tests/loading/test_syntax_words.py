"""Bad syntax is told in the reader's language, with line and column."""

from __future__ import annotations

import re

import pytest

from madang.rules.loading.json_text import read_json
from madang.rules.loading.yaml_text import read_yaml
from madang.rules.problems import ProblemsFound

yaml_faults = [
    ("a: b: c", (1, 5), "쌍점"),
    ("a: [1, 2", (1, 1), "]"),
    ("a: {b: 1", (1, 1), "}"),
    ("a: 'x", (1, 6), "따옴표"),
    ("a: @x", (1, 4), "따옴표"),
    ("a:\n\t- b", (2, 1), "탭"),
    ("- a\nb: 1", (2, 1), "'-'"),
    ('a: "\\q"', (1, 5), "역슬래시"),
    ("a: - b", (1, 4), "새 줄"),
    ("a: &", (1, 5), "'&'"),
    ("a: |\n  x\n y: 1", (3, 2), "들여쓰기"),
    ("a: }", (1, 4), "값이 없습니다"),
    ("a: {b: 1}}", (1, 10), "들여쓰기"),
    ("x: |9z\n", (1, 6), "줄을 바꿔"),
    ("a: 1\n---x", (2, 1), "쌍점"),
    ("  - a\n - b", (2, 2), "문서가 끝난"),
    ("%YAML 1.2\n%YAML 1.2\n---\n", (2, 1), "'%'"),
]
json_faults = [
    ('{"a": }', (1, 7), "값이 와야"),
    ('{"a": 1,}', (1, 9), "큰따옴표"),
    ('{"a" 1}', (1, 6), "쌍점"),
    ('{"a": 1\n "b": 2}', (2, 2), "쉼표"),
    ('{"a": 1} x', (1, 10), "더 있습니다"),
    ('{"a": "b', (1, 7), "닫히지"),
    ('{"a": "b\nc"}', (1, 9), "줄 바꿈"),
    ('{"a": "\\q"}', (1, 8), "역슬래시"),
    ("", (1, 1), "값이 와야"),
]


@pytest.mark.parametrize(
    ("language", "text", "at", "word"),
    [("YAML", *fault) for fault in yaml_faults] + [("JSON", *fault) for fault in json_faults],
)
def test_told_in_korean_and_in_english(language: str, text: str, at: tuple[int, int], word: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        (read_yaml if language == "YAML" else read_json)(text, "f")
    (problem,) = caught.value.problems
    assert problem.code == "malformed"
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == at
    korean = problem.text("ko").removeprefix(f"f:{at[0]}: {language} 문법에 맞지 않습니다 ({at[1]}번째 칸): ")
    assert word in korean
    assert not re.search("[A-Za-z]{2}", korean)
    assert problem.text("en").startswith(f"f:{at[0]}: not well-formed {language} (column {at[1]}): ")
    assert "이 줄이나 바로 앞줄" not in korean
