"""Regions by name and code, on the day that is asked about."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from madang.rules.model import Place
from madang.rules.problems import ProblemsFound
from madang.rules.regions import ClassValue, Region, RegionClass, Regions

day = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("11110", day, "11110"),
        ("서울특별시 종로구", day, "11110"),
        ("서울 종로구", day, "11110"),
        ("서울시  종로구", day, "11110"),
        ("종로구", day, "11110"),
        ("인천 중구", day, "28110"),
        ("경기 수원시 영통구", day, "41117"),
        ("세종", day, "36110"),
        ("세종특별자치시", day, "36110"),
        ("강원 춘천시", day, "51110"),
        ("강원 춘천시", dt.date(2022, 1, 1), "42110"),
        ("강원도 춘천시", dt.date(2023, 6, 10), "42110"),
        ("충북 증평군", day, "43745"),
        ("제주시", day, "50110"),
        ("제주도", day, "50"),
        ("광주", day, "29"),
        ("광주시", dt.date(2026, 7, 1), "41610"),
        ("수원시 영통구", day, "41117"),
        ("영통구", day, "41117"),
        ("충청북도 괴산군 증평출장소", day, "43745"),
    ],
)
def test_found(regions: Regions, text: str, on: dt.date, code: str) -> None:
    assert regions.find(text, on).code == code


@pytest.mark.parametrize(
    ("text", "on", "code", "words"),
    [
        ("강원도 춘천시", day, "region_ended", ["2023-06-11", "강원특별자치도 춘천시"]),
        ("인천광역시 남구", day, "region_ended", ["2018-07-01", "인천광역시 미추홀구"]),
        ("인천광역시 중구", dt.date(2026, 7, 1), "region_ended", ["인천광역시 제물포구", "인천광역시 영종구"]),
        ("인천광역시 제물포구", dt.date(2026, 6, 30), "region_not_yet", ["2026-07-01"]),
        ("광주시", day, "ambiguous_region", ["광주광역시", "경기도 광주시"]),
        ("중구", day, "ambiguous_region", ["서울특별시 중구", "인천광역시 중구"]),
        ("서울특별시 종루구", day, "unknown_region", ["서울특별시 종로구"]),
        ("99999", day, "unknown_region", ["99999"]),
    ],
)
def test_refused(regions: Regions, text: str, on: dt.date, code: str, words: list[str]) -> None:
    with pytest.raises(ProblemsFound) as caught:
        regions.find(text, on)
    assert [problem.code for problem in caught.value.problems] == [code]
    for word in words:
        assert word in caught.value.text("ko")
        assert word in caught.value.text("en")


@pytest.mark.parametrize(
    ("code", "on", "grade"),
    [
        ("11110", day, 1),
        ("11110", dt.date(2025, 12, 31), 1),
        ("11110", dt.date(2023, 12, 31), 4),
        ("41117", day, 3),
        ("41110", day, 3),
        ("41", day, 2),
        ("28110", day, 4),
        ("51110", day, 4),
    ],
)
def test_the_class_of_the_innermost_region_named(regions: Regions, code: str, on: dt.date, grade: int) -> None:
    region = next(row for row in regions.rows if row.code == code)
    assert regions.facts(region, on)["region.rent_grade"] == Decimal(grade)


def test_a_class_without_period_and_its_default(regions: Regions) -> None:
    assert regions.facts(regions.find("인천 중구", day), day)["region.capital_area"] is True
    assert regions.facts(regions.find("강원 춘천시", day), day)["region.capital_area"] is False


def test_a_bad_table_is_told_with_its_line(tmp_path: Path) -> None:
    header = "code,name,level,parent,valid_from,valid_to,successor\n"
    (tmp_path / "codes.csv").write_text(
        header + "11,서울특별시,sido,,,,\n12,부산,si,,,,\n13,대구,sido,,2026-02-30,,\n", "utf-8"
    )
    (tmp_path / "classes.yaml").write_text('grade:\n  values: [{value: 1, regions: ["11"]}]\n', "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        Regions.load(tmp_path)
    told = [(str(problem.place), problem.code) for problem in caught.value.problems]
    assert ("regions/codes.csv:3", "bad_row") in told
    assert ("regions/codes.csv:4", "bad_date") in told
    assert {code for place, code in told if place.startswith("regions/classes.yaml")} == {"missing_key"}
    with pytest.raises(ProblemsFound):
        Regions.load(tmp_path / "nowhere")


def test_a_region_whose_parts_differ_is_too_wide(regions: Regions) -> None:
    wide = regions.differing_parts(regions.find("경기도", day), day)
    assert [part.name for part in wide] == ["경기도 수원시"]
    assert regions.differing_parts(regions.find("서울", day), day) == []


@pytest.mark.parametrize(
    ("rows", "classes", "code"),
    [
        ("11,서울특별시,sido,,,,\n11110,서울특별시 종로구,sigungu,12,,,\n", "", "unknown_region"),
        ("11,서울특별시,sido,,,2020-01-01,12\n", "", "unknown_region"),
        ("11,서울특별시,sido,,,2020-01-01,\n11,서울시,sido,,2020-01-01,,\n", "", "overlap"),
        ('11,"서울,sido,,,,\n', "", "malformed"),
        ("11,서울\n", "", "bad_row"),
        ("11,서울특별시,sido,,,,\n", 'regions: ["12"]', "unknown_region"),
        ("11,서울특별시,sido,,,,\n", "regions: [", "malformed"),
    ],
)
def test_other_faults_of_the_tables(tmp_path: Path, rows: str, classes: str, code: str) -> None:
    (tmp_path / "codes.csv").write_text(f"code,name,level,parent,valid_from,valid_to,successor\n{rows}", "utf-8")
    if classes:
        text = "a:\n  default: 1\n  values:\n    - value: 2\n      source: x\n      certainty: official\n      "
        (tmp_path / "classes.yaml").write_text(text + classes, "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        Regions.load(tmp_path)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].place is not None


def test_the_longest_code_prefix_decides() -> None:
    place = Place("regions/classes.yaml", 1)
    values = tuple(
        ClassValue(value, frozenset({prefix}), None, None, None, "x", "official", place)
        for value, prefix in (("wide", "41"), ("narrow", "4111"), ("other", "42"))
    )
    row = Region("41117", "경기도 수원시 영통구", "gu", None, None, None)
    table = Regions([row], {"grade": RegionClass("grade", "none", values)})
    assert table.facts(row, day) == {"region.grade": "narrow"}
