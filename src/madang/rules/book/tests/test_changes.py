"""What changed between two days, and one service on two of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.changes import changes_of, definition_changes, figure_changes
from madang.rules.book.comparing import compared
from madang.rules.model import DatedValue, Label, ParameterDefinition, Place

PLACE = Place("x.yaml", 1)


def parameter(*values: tuple[str, str | None, Any], kind: str = "money", name: str = "x") -> ParameterDefinition:
    dated = tuple(
        DatedValue(dt.date.fromisoformat(start), dt.date.fromisoformat(end) if end else None, value, "", "official",
                   PLACE)
        for start, end, value in values
    )  # fmt: skip
    return ParameterDefinition(name, kind, Label("가", "a"), "법 §1", dated, PLACE)


def told(one: ParameterDefinition) -> list[tuple[str, Any, Any]]:
    days = dt.date(2025, 12, 31), dt.date(2026, 12, 31)
    return [
        (change.day.isoformat(), change.old and change.old.value, change.new and change.new.value)
        for change in changes_of(one, *days)
    ]


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ([("2025-01-01", "2025-12-31", 1), ("2026-01-01", None, 2)], [("2026-01-01", 1, 2)]),
        ([("2025-01-01", None, 1), ("2026-01-01", None, 1)], []),
        ([("2025-01-01", None, 1), ("2026-03-01", None, 2), ("2026-07-01", None, 3)],
         [("2026-03-01", 1, 2), ("2026-07-01", 2, 3)]),
        ([("2025-01-01", "2025-12-31", 1)], [("2026-01-01", 1, None)]),
        ([("2025-01-01", "2026-06-30", 1), ("2026-09-01", None, 2)],
         [("2026-07-01", 1, None), ("2026-09-01", None, 2)]),
        ([("2026-01-01", None, 5)], [("2026-01-01", None, 5)]),
        ([("2027-01-01", None, 5)], []),
        ([("2024-01-01", "2025-06-30", 5)], []),
    ],
)  # fmt: skip
def test_changes_of_a_figure(
    values: list[tuple[str, str | None, int]], changes: list[tuple[str, int | None, int | None]]
) -> None:
    assert told(parameter(*values)) == changes


def test_lists_and_tables_are_told_entry_by_entry_with_percent() -> None:
    one = Decimal(100), Decimal(107)
    news = [one[1], Decimal(5), Decimal(9)]
    listed = parameter(("2025-01-01", None, [one[0], Decimal(5)]), ("2026-01-01", None, news), kind="list")
    (change,) = changes_of(listed, dt.date(2025, 12, 31), dt.date(2026, 12, 31))
    assert [(entry.key, entry.percent) for entry in change.entries] == [("1", Decimal("7.0")), ("3", None)]
    table = parameter(("2025-01-01", None, {"seoul": one[0]}), ("2026-01-01", None, {"seoul": one[1]}), kind="table")
    (change,) = changes_of(table, dt.date(2025, 12, 31), dt.date(2026, 12, 31))
    assert [(entry.key, entry.old, entry.new) for entry in change.entries] == [("seoul", *one)]


def test_a_year_is_no_quantity() -> None:
    born = parameter(("2025-01-01", None, Decimal(2016)), ("2026-01-01", None, Decimal(2017)), kind="number",
                     name="birth_year")  # fmt: skip
    (change,) = changes_of(born, dt.date(2025, 12, 31), dt.date(2026, 12, 31))
    assert change.entries[0].percent is None


def test_the_pension_line_of_2026(rulebook: Rulebook) -> None:
    found = {one.parameter.name: one for one in figure_changes(rulebook, dt.date(2025, 12, 31), dt.date(2026, 12, 31))}
    (entry,) = found["basic_pension_line_single"].entries
    assert (entry.old, entry.new, entry.percent) == (Decimal(2_280_000), Decimal(2_470_000), Decimal("8.3"))
    assert "child_allowance_base" not in found


def test_definitions_that_began_or_ended(rulebook: Rulebook) -> None:
    found = definition_changes(rulebook, dt.date(2025, 12, 31), dt.date(2026, 12, 31))
    assert ("component", "outside_capital", "2026-01-01", True) in [
        (one.kind, one.id, one.day.isoformat(), one.began) for one in found
    ]
    ages = [(one.day.isoformat(), one.began) for one in found if one.id == "child_allowance.of_age"]
    assert sorted(ages) == [("2026-01-01", False), ("2026-01-01", True)]
    assert definition_changes(rulebook, dt.date(2026, 12, 30), dt.date(2026, 12, 31)) == []


def test_a_service_on_two_days(rulebook: Rulebook) -> None:
    service = rulebook.pack.services["child_allowance"]
    found = compared(rulebook, service, dt.date(2025, 12, 31), dt.date(2026, 6, 1))
    assert not found.same
    assert {"child_allowance_age"} <= {one.parameter.name for one in found.figures}
    began = {pair.id for pair in found.parts if pair.kind == "component" and pair.before is None}
    assert {"outside_capital", "local_voucher"} <= began
    same = compared(rulebook, service, dt.date(2026, 6, 1), dt.date(2026, 6, 2))
    assert (same.same, same.figures, same.parts) == (True, (), ())


def test_equal_closures_mean_that_nothing_differs(rulebook: Rulebook) -> None:
    days = [dt.date(year, month, 15) for year in (2024, 2025, 2026) for month in (1, 4, 8)]
    for service in rulebook.pack.services.values():
        for before, after in pairwise(days):
            found = compared(rulebook, service, before, after)
            assert found.same == (not found.figures and not found.parts), (service.id, before, after)
