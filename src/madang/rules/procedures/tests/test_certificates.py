"""The copy of the resident register, made of the records of a household."""

from __future__ import annotations

from typing import Any

import pytest

from madang.rules.procedures.service import CertificateDefinition, Entry, NotIssued, certificate
from madang.rules.procedures.tests.korean import korea

members = ["S0000003", "S0000001", "S0000002"]


def definition() -> CertificateDefinition:
    return korea().certificates["resident_register_copy"]


def record(name: str, relation: str, born: str, **other: Any) -> dict[str, Any]:
    shared = {
        "address": "경상남도 창원시 가람로 12(모의)",
        "household_formed_on": "2020-03-02",
        "household_formed_by": "new_household",
        "household_members": members,
        "register_status": "registered",
        "entered_on": "2020-03-02",
        "entered_by": "moved_in",
    }
    return {**shared, "name": name, "relation_to_head": relation, "birth_date": born, **other}


@pytest.fixture
def records() -> dict[str, dict[str, Any]]:
    return {
        "S0000001": record("김가나(모의)", "head", "1990-01-02"),
        "S0000002": record("이다라(모의)", "spouse", "1991-03-04"),
        "S0000003": record("김마바(모의)", "child", "2026-11-01", entered_on="2026-11-10", entered_by="birth"),
    }


def values(entries: tuple[Entry, ...]) -> dict[str, Any]:
    return {entry.id: entry.value for entry in entries}


def test_a_copy_shows_the_household_head_first(records: dict[str, dict[str, Any]]) -> None:
    made = certificate(definition(), "S0000003", records)
    assert values(made.household) == {
        "head_name": "김가나(모의)",
        "address": "경상남도 창원시 가람로 12(모의)",
        "address_since": "2020-03-02",
        "formed_by": "new_household",
    }
    assert [values(one)["relation"] for one in made.members] == ["head", "spouse", "child"]
    assert values(made.members[2]) == {
        "relation": "child",
        "name": "김마바(모의)",
        "register_number": "S0000003",
        "birth_date": "2026-11-01",
        "entered_on": "2026-11-10",
        "entered_by": "birth",
        "status": "registered",
    }
    words = {entry.id: entry.words for entry in made.members[2]}
    assert words["entered_by"] is not None
    assert words["entered_by"].ko == "출생등록"
    assert words["name"] is None
    assert made.masked


def test_what_is_left_out_is_chosen(records: dict[str, dict[str, Any]]) -> None:
    made = certificate(definition(), "S0000001", records, hidden=["relation", "formed"])
    assert not made.masked
    assert set(values(made.household)) == {"head_name", "address"}
    assert "relation" not in values(made.members[0])
    with pytest.raises(KeyError):
        certificate(definition(), "S0000001", records, hidden=["everything"])


def test_nobody_else_is_on_it(records: dict[str, dict[str, Any]]) -> None:
    records["S0000009"] = record("남의집(모의)", "head", "1980-01-01", household_members=["S0000009"])
    made = certificate(definition(), "S0000001", records)
    assert "S0000009" not in [values(one)["register_number"] for one in made.members]


def test_who_is_not_registered_is_not_listed(records: dict[str, dict[str, Any]]) -> None:
    records["S0000003"]["register_status"] = "not_registered"
    made = certificate(definition(), "S0000001", records)
    assert [values(one)["register_number"] for one in made.members] == ["S0000001", "S0000002"]


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        ("S0000009", {}, "not in the register"),
        ("S0000001", {"S0000001": {"register_status": "residence_unknown"}}, "not registered"),
        ("S0000003", {"S0000003": {"register_status": "not_registered"}}, "not registered"),
        ("S0000001", {"S0000002": None}, "lacking"),
        ("S0000001", {"S0000002": {"household_members": ["S0000002"]}}, "do not agree"),
        ("S0000001", {"S0000001": {"relation_to_head": "other"}}, "0 heads"),
        ("S0000001", {"S0000002": {"relation_to_head": "head"}}, "2 heads"),
    ],
)
def test_a_register_that_does_not_bear_it_out(
    records: dict[str, dict[str, Any]], number: str, change: dict[str, Any], why: str
) -> None:
    for one, patch in change.items():
        if patch is None:
            del records[one]
        else:
            records[one] |= patch
    with pytest.raises(NotIssued, match=why) as refused:
        certificate(definition(), number, records)
    assert refused.value.code == "not_issued"
    assert refused.value.text("ko")
