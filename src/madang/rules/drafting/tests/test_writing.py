"""A figure of a new year is one line in its file; everything else of the text stays as it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from madang.rules.drafting.service import BadFigure, CannotWrite, NewFigure, figure_in, flow, with_figure, with_years
from madang.rules.loading.service import read_yaml

BLOCK = """# figures
parameters:
  - name: line   # the line
    type: money
    values:
      # of 2026
      - from: 2026-01-01
        to: 2026-12-31
        value: 10
        source: "고시, §2"
        certainty: official
      # until here

  - name: rate
    values:
      - {from: 2026-01-01, value: "0.5", source: x, certainty: official}   # open
  - {name: short, values: [{from: 2025-01-01, value: 1, source: x, certainty: official}]}
"""
SERVICE = """service: pension
law: 기초연금법
gives: {per: month,
        paid_on: 25}
# clauses follow
clauses: []
"""
YEAR = dt.date(2027, 1, 1)


def figure(name: str, value: Any = Decimal(12), start: dt.date = YEAR) -> NewFigure:
    return NewFigure(name, value, start, dt.date(start.year, 12, 31), '고시 "§3"', "secondary")


def added(text: str, changed: str) -> list[str]:
    before = text.split("\n")
    return [line for line in changed.split("\n") if line not in before]


@pytest.mark.parametrize(
    ("name", "behind"),
    [("line", "        certainty: official"), ("rate", "x, certainty: official}   # open")],
)
def test_it_is_put_in_behind_those_before_it(name: str, behind: str) -> None:
    changed = with_figure(BLOCK, figure(name))
    (line,) = added(BLOCK, changed)
    assert line == (
        '      - {from: 2027-01-01, to: 2027-12-31, value: 12, source: "고시 \\"§3\\"", certainty: secondary}'
    )
    assert changed.split("\n")[changed.split("\n").index(line) - 1].endswith(behind)
    assert changed.replace(line + "\n", "") == BLOCK
    read_yaml(changed, "x.yaml")


def test_in_a_list_on_one_line_too() -> None:
    changed = with_figure(BLOCK, figure("short"))
    assert "certainty: official}, {from: 2027-01-01," in changed
    assert len(read_yaml(changed, "x.yaml").value["parameters"].value[2].value["values"].value) == 2


def test_an_earlier_one_comes_first_and_one_of_the_same_day_is_replaced() -> None:
    earlier = with_figure(BLOCK, figure("line", start=dt.date(2024, 1, 1)))
    assert earlier.index("from: 2024-01-01") < earlier.index("from: 2026-01-01")
    same = with_figure(BLOCK, figure("line", start=dt.date(2026, 1, 1)))
    values = read_yaml(same, "x.yaml").value["parameters"].value[0].value["values"].value
    assert [one.value["value"].value for one in values] == [12]
    assert "# until here" in same
    again = with_figure(with_figure(BLOCK, figure("rate")), figure("rate", Decimal("0.75")))
    assert again.count("2027-01-01") == 1
    assert 'value: "0.75"' in again


def test_what_says_more_than_a_figure_is_left_to_the_author() -> None:
    noted = BLOCK.replace("        value: 10\n", "        value: 10\n        note: 확인 필요\n")
    with pytest.raises(CannotWrite, match="note"):
        with_figure(noted, figure("line", start=dt.date(2026, 1, 1)))
    for text, name in ((BLOCK, "unknown"), ("parameters: [", "line"), ("", "line")):
        with pytest.raises(CannotWrite):
            with_figure(text, figure(name))


def test_the_years_of_a_service() -> None:
    changed = with_years(SERVICE, "pension", 2024, 2027)
    assert added(SERVICE, changed) == ["years: [2024, 2027]"]
    assert changed.index("paid_on") < changed.index("years") < changed.index("# clauses")
    assert with_years(changed, "pension", 2024, 2028) == changed.replace("2027", "2028")
    many = "services:\n  - service: a\n    law: 법\n  - service: pension\n    law: 법\n    label: x\n"
    assert with_years(many, "pension", 2024, 2027).endswith("    law: 법\n    years: [2024, 2027]\n    label: x\n")


@pytest.mark.parametrize(
    ("kind", "text", "value", "written"),
    [
        ("money", "2,600,000", Decimal(2600000), "2600000"),
        ("money", "349700원", Decimal(349700), "349700"),
        ("rate", "0.04", Decimal("0.04"), '"0.04"'),
        ("list", "1,2", [1, 2], "[1, 2]"),
        ("table", '{seoul: 10, "그 밖": "0.5"}', {"seoul": 10, "그 밖": "0.5"}, '{seoul: 10, "그 밖": "0.5"}'),
        ("boolean", "true", True, "true"),
        ("date", "2027-01-02", dt.date(2027, 1, 2), "2027-01-02"),
        ("text", 'a: "b" #c', 'a: "b" #c', '"a: \\"b\\" #c"'),
        ("text", "no", "no", '"no"'),
    ],
)
def test_what_is_typed_is_written_and_read_back(kind: str, text: str, value: Any, written: str) -> None:
    assert figure_in(kind, text) == value
    assert flow(value) == written


@pytest.mark.parametrize(
    ("kind", "text"),
    [("money", "12.5"), ("money", "1e9"), ("rate", "반"), ("list", "{}"), ("table", "&a [*a]"), ("date", "2027-02-30"),
     ("boolean", "yes"), ("money", "")],
)  # fmt: skip
def test_what_is_no_figure_is_refused(kind: str, text: str) -> None:
    with pytest.raises(BadFigure):
        figure_in(kind, text)
