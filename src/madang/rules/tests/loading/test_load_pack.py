"""Reading the small pack: every record, every place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from madang.rules.loading.service import Pack, load_pack, value_on
from madang.rules.model import Label, Place

small_pack = Path(__file__).parent / "small_pack"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(small_pack)


def test_the_pack_names_itself(pack: Pack) -> None:
    assert (pack.id, pack.label, pack.version) == ("small", Label("작은 꾸러미", "Small pack"), "2026.1")
    assert list(pack.services) == ["pension"]
    assert list(pack.units) == ["self_and_spouse"]


def test_a_fact_keeps_its_place_and_bounds(pack: Pack) -> None:
    fact = pack.facts["employment.earned_income"]
    assert fact.place == Place("vocabulary/facts.yaml", 2, 5)
    assert (fact.low, fact.high, fact.time, fact.grade, fact.freshness) == (0, None, "month", "S", "P1M")
    assert [source.agency for source in fact.sources] == ["nts", "ask"]
    assert [choice.value for choice in pack.facts["housing.tenure"].choices] == ["owned", "rent"]


def test_an_expression_knows_where_its_text_begins(pack: Pack) -> None:
    service = pack.services["pension"]
    lines = (small_pack / "services/pension.yaml").read_text(encoding="utf-8").splitlines()
    for clause in service.clauses:
        where = clause.when.place
        assert lines[where.line - 1][where.column - 1 :].startswith(clause.when.text.splitlines()[0])
    quoted = pack.units["self_and_spouse"].members[0].source
    assert quoted is not None
    row = (small_pack / "units/units.yaml").read_text(encoding="utf-8").splitlines()[quoted.place.line - 1]
    assert row[quoted.place.column - 1 :].startswith("[applicant]")


def test_a_service_is_read_whole(pack: Pack) -> None:
    service = pack.services["pension"]
    assert (service.per, service.paid_on, service.start) == ("month", 25, dt.date(2014, 7, 1))
    assert [(entry.name, entry.value.text) for entry in service.derived] == [
        ("line", "if count(unit) > 1 then 2 * parameter.line_single else parameter.line_single"),
        ("bonus", "0"),
        ("bonus", "100"),
    ]
    assert [clause.stage for clause in service.clauses] == ["before", "after"]
    assert service.amount is not None
    assert (service.amount_law, service.partial, service.life_events) == (
        "기초연금법 §5",
        {"2024": "시험용"},
        ("ageing",),
    )


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2023-12-31", None),
        ("2024-01-01", 1000),
        ("2024-12-31", 1000),
        ("2025-12-31", 2000),
        ("2026-12-31", 3000),
        ("2027-01-01", None),
    ],
)
def test_the_value_in_force(pack: Pack, day: str, value: int | None) -> None:
    found = value_on(pack.parameters["line_single"], dt.date.fromisoformat(day))
    assert (None if found is None else found.value) == value


def test_numbers_are_exact_decimals(pack: Pack) -> None:
    assert pack.parameters["conversion_rate"].values[0].value == Decimal("0.0417")
    table = pack.parameters["deductions"].values[0].value
    assert table == {
        "seoul": Decimal(99000000),
        "other": Decimal("0.5"),
        "code": "11110",
        "steps": [Decimal(1), Decimal("2.50")],
    }
    assert all(isinstance(entry, Decimal) for entry in table["steps"])
    conflict = pack.parameters["line_single"].values[2].conflicts[0]
    assert (conflict["value"], conflict["why_not"]) == (Decimal(3001), Label("오래됨", "Older"))


def test_the_pack_is_the_same_without_libyaml(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madang.rules.loading.yaml_text._loader", yaml.SafeLoader)
    assert load_pack(small_pack) == pack
