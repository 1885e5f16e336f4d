"""Reports of one made-up result: the same figures in table, rows and picture; sums in words; hostile labels."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from madang.insight.tests.test_tally import DIMENSIONS, block
from madang.insight.whatif.chart import chart
from madang.insight.whatif.result import Figure, ServiceEffect, WhatIf
from madang.insight.whatif.rows import as_csv, as_dict, rows
from madang.insight.whatif.table import table
from madang.insight.whatif.tally import Tally
from madang.insight.whatif.wording import short, won_short
from madang.rules.service import Label


def result(stands_for: int | None = None, label: str = "기초연금") -> WhatIf:
    tally = Tally(DIMENSIONS)
    tally.add(*block(7, 500))
    effect = ServiceEffect("basic_pension", Label(label, "Basic pension"), "month", tally, left=3)
    base = Figure("basic_pension_base", Label("기준연금액", "Base pension"), Decimal(349_700), Decimal(400_000))
    return WhatIf(
        dt.date(2026, 7, 1), (base,), (effect,), (Label("안 읽는 수치", "Unread"),), DIMENSIONS,
        tally.residents, stands_for or tally.residents,
    )  # fmt: skip


def test_rows_add_up_and_a_years_budget_is_twelve_months() -> None:
    whole, *parts = rows(result())
    for dimension in DIMENSIONS:
        for name in ("persons_gaining", "won_change", "budget_year_change", "residents"):
            assert sum(row[name] for row in parts if row["dimension"] == dimension) == whole[name]
    assert whole["budget_year_change"] == 12 * whole["won_change"]
    assert whole["budget_year_change_standard_error"] == 0


def test_csv_is_read_back_by_a_csv_reader() -> None:
    found = list(csv.DictReader(io.StringIO(as_csv(result()).removeprefix("\ufeff"))))
    assert [row["group_ko"] for row in found] == [row["group_ko"] for row in rows(result())]
    assert int(found[0]["won_change"]) == rows(result())[0]["won_change"]


def test_json_is_plain() -> None:
    read = json.loads(json.dumps(as_dict(result(stands_for=10**6)), allow_nan=False))
    assert read["changes"] == [
        {
            "name": "basic_pension_base", "label": {"ko": "기준연금액", "en": "Base pension"},
            "before": 349_700, "after": 400_000,
        }
    ]  # fmt: skip
    assert read["rows"][0]["budget_year_change_standard_error"] > 0


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("stands_for", [None, 51_700_000])
def test_the_table_says_what_was_counted_changed_and_not_read(language: str, stands_for: int | None) -> None:
    text = table(result(stands_for), language)
    assert "349,700 → 400,000" in text
    assert ("안 읽는 수치" if language == "ko" else "Unread") in text
    assert ("±" in text) == (stands_for is not None)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_picture_is_well_formed_and_says_in_words_what_it_shows(language: str) -> None:
    drawn = chart(result(10**6, label='<b>&"기초</b>'), result().services[0], language)
    root = ElementTree.fromstring(chart(result(10**6, label='<b>&"'), result(label='<b>&"').services[0], language))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names == {"svg", "title", "desc", "rect", "line", "text"}
    bars = [element for element in root.iter() if element.tag.endswith("rect")]
    assert len(bars) == 1 + 10 + len(DIMENSIONS["age"].groups)
    assert "<script" not in drawn


@pytest.mark.parametrize(
    ("value", "ko", "en"),
    [
        (0, "0", "0"),
        (9_994, "9,994", "9.99 thousand"),
        (-12_300, "−1.23만", "−12.3 thousand"),
        (99_999_999, "1억", "100 million"),
        (123_456_789_012, "1,235억", "123 billion"),
        (1.2e12, "1.2조", "1.2 trillion"),
        (999_960_000_000, "1조", "1 trillion"),
    ],
)
def test_sums_in_words(value: float, ko: str, en: str) -> None:
    assert (short(value, "ko"), short(value, "en")) == (ko, en)
    assert won_short(abs(value), "ko", sign=True).startswith("+" if value else "0")
