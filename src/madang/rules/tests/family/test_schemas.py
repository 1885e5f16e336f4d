"""The published schemas are schemas, take what they should and refuse what they should."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from madang.rules.schema import schema

label = {"ko": "나이", "en": "Age"}


def answer(**changes: Any) -> dict[str, Any]:
    clause = {
        "id": "age",
        "holds": True,
        "label": label,
        "law": "기초연금법 §3①",
        "stage": "before",
        "values": [{"kind": "fact", "name": "person.birth_date", "label": label, "value": "1958-03-01", "entity": "a"}],
    }
    return {
        "service": "basic_pension",
        "unit": ["a"],
        "status": "eligible",
        "clauses": [clause],
        "missing": [],
        "amount": {"low": 342510, "high": 342510, "per": "month"},
        "components": [],
        "recipients": ["a"],
        "period": {"from": "2026-03-01", "to": "2026-03-31"},
        "next_question": None,
        "certainty": "likely",
        "closure": "sha256:" + "0" * 64,
        "notes": [{"id": "hint", "ko": "안내", "en": "Hint"}],
        **changes,
    }


def holding(holds: bool | None, stage: str = "before") -> list[dict[str, Any]]:
    return [{"id": "age", "holds": holds, "label": label, "law": "법 §1", "stage": stage, "values": []}]


@pytest.mark.parametrize("name", ["answer", "family"])
def test_they_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": "unknown", "clauses": holding(None), "amount": {"low": 0, "high": None, "per": "month"}},
        {"status": "ineligible", "clauses": holding(False)},
        {"status": "eligible", "clauses": holding(False, "after")},
        {
            "missing": [{"fact": "housing.tenure", "entity": "home1"}],
            "next_question": {"fact": "housing.tenure", "entity": "home1"},
        },
    ],
)
def test_answers_that_stand(changes: dict[str, Any]) -> None:
    jsonschema.validate(answer(**changes), schema("answer"))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "maybe"},
        {"status": "ineligible"},
        {"status": "eligible", "clauses": holding(False)},
        {"status": "unknown", "clauses": holding(False)},
        {"amount": {"low": 1.5, "high": 2, "per": "month"}},
        {"amount": {"low": 1, "per": "month"}},
        {"closure": "sha256:x"},
        {"certainty": "sure"},
        {"extra": 1},
        {"unit": ["a", "a"]},
        {"missing": ["housing.tenure"]},
        {"period": {"from": "2026"}},
        {"notes": [{"ko": "안내"}]},
    ],
)
def test_answers_that_do_not(changes: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer(**changes), schema("answer"))


@pytest.mark.parametrize(
    ("family", "good"),
    [
        ({"date": "2026-03-20", "persons": [{"id": "a", "age": 64}]}, True),
        (
            {
                "household": [{"id": "a", "relation": "head"}],
                "region": "서울 종로구",
                "facts": {"housing.tenure": "rent"},
            },
            True,
        ),
        (
            {
                "persons": [
                    {"id": "a", "facts": {"x.y": {"2026-01": 1}, "x.z": {"value": {"2026": 1}, "source": "nts"}}}
                ]
            },
            True,
        ),
        ({"persons": []}, False),
        ({"persons": [{"id": "a"}], "household": [{"id": "a"}]}, False),
        ({"date": "2026-03-20"}, False),
        ({"persons": [{"id": 3}]}, False),
        ({"persons": [{"id": "a", "facts": {"x.y": {"2026-13": 1}}}]}, False),
        ({"persons": [{"id": "a"}], "region": "세종"}, False),
        ({"persons": [{"id": "a"}], "relations": [{"from": "a", "to": "a", "kind": "cousin"}]}, False),
    ],
)
def test_families(family: dict[str, Any], good: bool) -> None:
    assert jsonschema.Draft202012Validator(schema("family")).is_valid(family) is good
