"""YAML and JSON as trees with places: nothing surprises, nothing swells."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.rules.loading.service import Item, read_document
from madang.rules.problems import ProblemsFound


def plain(item: Item) -> Any:
    if isinstance(item.value, dict):
        return {key: plain(entry) for key, entry in item.value.items()}
    return [plain(entry) for entry in item.value] if isinstance(item.value, list) else item.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no: on", {"no": "on"}),
        ("y: 012", {"y": "012"}),
        ("t: 12:30:45", {"t": "12:30:45"}),
        ("x: 1e3", {"x": "1e3"}),
        ("1: 0.10", {"1": Decimal("0.10")}),
        ("d: 2026-03-20", {"d": dt.date(2026, 3, 20)}),
        ("d: 0x10", {"d": "0x10"}),
        ("d: 2026-02-30", {"d": "2026-02-30"}),
        ('q: "1"', {"q": "1"}),
        ("n: ~", {"n": None}),
        ("", None),
        ("\ufeffa: true", {"a": True}),
        ("<<: {a: 1}", {"<<": {"a": Decimal(1)}}),
        ("x: .inf", {"x": ".inf"}),
    ],
)
def test_scalars_mean_what_they_look_like(text: str, value: Any) -> None:
    assert plain(read_document(text, "x.yaml", 1000)) == value


@pytest.mark.parametrize(
    ("data", "file", "code", "line"),
    [
        (b"a: 1\na: 2", "x.yaml", "duplicate_key", 2),
        (b'{"a": 1,\n"a": 2}', "x.json", "duplicate_key", 2),
        (b"a: &x [1]\nb: *x", "x.yaml", "alias", 1),
        (b"a: 1\n---\nb: 2", "x.yaml", "second_document", 2),
        (b"[" * 100_000, "x.yaml", "too_deep", 1),
        (b"[" * 100_000, "x.json", "too_deep", 1),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "x.yaml", "too_deep", 1),
        (b"a: 1\nb: [", "x.yaml", "malformed", 2),
        (b'{"a": 1,\n "b": }', "x.json", "malformed", 2),
        (b'{"a": NaN}', "x.json", "malformed", 1),
        (b"a: 1\nb: \x00", "x.yaml", "null_byte", 2),
        ("a: 1\nb: 가나".encode("cp949"), "x.yaml", "encoding", 2),
        ("a: 가".encode("utf-16"), "x.yaml", "encoding", 1),
        (b"a: 1\nb: \xff\xff", "x.yaml", "encoding", 2),
        (b'{"a": "\\ud800"}', "x.json", "bad_character", 1),
        (b"? [a]\n: 1", "x.yaml", "bad_key", 1),
        (b"a: " + b"9" * 5000, "x.yaml", "number_too_long", 1),
        (b'{"a": 1e999999}', "x.json", "number_too_long", 1),
        (b"a: 1\nb: !!int 3", "x.yaml", "tag", 2),
        (b"x" * 200_001, "x.yaml", "too_large", 1),
        (b'["' + b'\\"' * 90_000, "x.json", "malformed", 1),
        (b"", "x.json", "malformed", 1),
    ],
)
def test_what_is_refused(data: bytes, file: str, code: str, line: int) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_document(data, file, 200_000)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.line if problem.place else None) == (code, line)


def test_cp949_is_named() -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_document("이름: 홍길동".encode("cp949"), "f.yaml", 1000)
    assert "CP949" in caught.value.text("ko")
    assert "UTF-8" in caught.value.text("en")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: "\0" not in text),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values, st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_the_standard_library_reads_it(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(read_document(text, "x.json", 100_000)) == json.loads(text)


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(["x.yaml", "x.json"]),
)
def test_any_bytes_give_a_tree_or_problems(data: bytes, file: str) -> None:
    try:
        assert isinstance(read_document(data, file, 1000), Item)
    except ProblemsFound as found:
        told(found)


def told(found: ProblemsFound) -> None:
    """There is a problem, with words in both languages."""
    assert found.problems
    assert found.text("ko")
    assert found.text("en")
