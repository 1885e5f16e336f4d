"""The pack's holidays, against 관공서의 공휴일에 관한 규정, and what a wrong file is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from madang.rules.clock.service import load_clock
from madang.rules.clock.tests.korean import day, korea
from madang.rules.problems import ProblemsFound
from madang.rules.service import KOREA


@pytest.mark.parametrize(
    ("year", "holidays"),
    # 2027: 관공서의 공휴일 76 = 52 Sundays and 24 (월력요항). The others: the days of the law and what was designated.
    [(2023, 18), (2024, 19), (2025, 20), (2026, 22), (2027, 24)],
)
def test_as_many_holidays_as_the_almanac_has(year: int, holidays: int) -> None:
    assert len(korea().calendar.of_year(year)) == holidays


@pytest.mark.parametrize(
    ("date", "instead_of"),
    [
        ("2023-01-24", "2023-01-22"),  # §3①2: 설날 on a Sunday, over the day after it
        ("2023-05-29", "2023-05-27"),  # §3①1 since 2023.5.4: a Saturday
        ("2024-02-12", "2024-02-11"),  # §3①2: the Sunday; the Saturday before it owes none
        ("2024-05-06", "2024-05-05"),  # §3①1
        ("2025-03-03", "2025-03-01"),  # §3①1: a Saturday
        ("2025-05-06", "2025-05-05"),  # §3①3: two holidays on one Monday, one of them made up for
        ("2025-10-08", "2025-10-05"),  # §3①2: over 추석 and the day after it
        ("2026-05-25", "2026-05-24"),
        ("2027-05-03", "2027-05-01"),  # 노동절
        ("2027-07-19", "2027-07-17"),  # 제헌절
        ("2027-10-11", "2027-10-09"),
    ],
)
def test_substitutes(date: str, instead_of: str) -> None:
    (found,) = korea().calendar.holidays(day(date))
    assert found.instead_of == day(instead_of)
    assert not korea().calendar.works(day(date))


@pytest.mark.parametrize("date", ["2026-06-08", "2027-06-07", "2026-09-28", "2023-10-04", "2023-01-02", "2025-07-17"])
def test_days_that_are_no_holidays(date: str) -> None:
    # 현충일 and 1월 1일 have no substitute (§3①1); 추석 다음 날 on a Saturday neither (§3①2); 제헌절 before 2026.
    assert korea().calendar.works(day(date))


@pytest.mark.parametrize("date", ["2023-10-02", "2024-04-10", "2024-10-01", "2025-01-27", "2025-06-03", "2026-06-03"])
def test_elections_and_designated_days(date: str) -> None:
    (found,) = korea().calendar.holidays(day(date))
    assert found.rule.kind == ("election" if date in ("2024-04-10", "2026-06-03") else "temporary")
    assert found.source
    assert found.certainty == "secondary"


substitute = "  - {date: 2024-05-06, rule: substitute, for: 2024-05-05}\n"
foundation = "  - {date: 2024-10-03, rule: foundation}\n"
faults = [
    ("holidays/2024.yaml", "rule: new_year", "rule: new_years", "unknown_rule", "new_years"),
    ("holidays/2024.yaml", substitute, "", "missing_holiday", "05-05"),
    ("holidays/2024.yaml", "date: 2024-05-06", "date: 2024-05-07", "wrong_holiday", "2024-05-07"),
    ("holidays/2024.yaml", ", for: 2024-02-11", "", "wrong_holiday", "2024-02-12"),
    ("holidays/2024.yaml", "date: 2024-06-06", "date: 2024-06-07", "wrong_holiday", "2024-06-07"),
    ("holidays/2024.yaml", "  - {date: 2024-12-25, rule: christmas}\n", "", "missing_holiday", "days:"),
    ("holidays/2024.yaml", "date: 2024-01-01", "date: 2025-01-01", "wrong_holiday", "2025-01-01"),
    ("holidays/2024.yaml", "rule: memorial}", "rule: constitution}", "wrong_holiday", "constitution"),
    ("holidays/2024.yaml", "year: 2024", "year: 2023", "duplicate_name", None),
    ("holidays/2024.yaml", "year: 2024\n", "", "missing_key", None),
    ("holidays/2024.yaml", "date: 2024-09-17", "date: 2024-09-31", "bad_date", "2024-09-31"),
    ("holidays/2024.yaml", "date: 2024-10-01", "dote: 2024-10-01", "unknown_key", "dote"),
    ("holidays/2024.yaml", "certainty: secondary", "certainty: sure", "not_a_choice", "sure"),
    ("holidays/2024.yaml", foundation, foundation * 2, "duplicate_name", None),
    ("holidays/rules.yaml", 'on: "05-01"', 'on: "5-1"', "bad_date", "5-1"),
    ("holidays/rules.yaml", "gives_way: [sunday, holiday]", "gives_way: [monday]", "not_a_choice", "monday"),
    ("holidays/rules.yaml", "id: chuseok_eve", "id: chuseok", "duplicate_name", None),
    ("clock/kinds.yaml", 'to: "12:00"', 'to: "12:30"', "bad_hours", "spans:"),
    ("clock/kinds.yaml", 'from: "09:00"', 'from: "9"', "wrong_type", "spans"),
    ("clock/kinds.yaml", "most: 5,", "most: 6,", "overlap", "least: 6"),
    ("clock/kinds.yaml", "count: working_days", "count: good_days", "not_a_choice", "good_days"),
    ("clock/kinds.yaml", "units: [hour], c", "units: [month], c", "bad_case", "[month]"),
    ("clock/kinds.yaml", "units: [hour]", "units: [fortnight]", "not_a_choice", "fortnight"),
    ("clock/kinds.yaml", "id: restriction", "id: civil", "duplicate_name", "id: civil"),
    ("clock/kinds.yaml", "id: transfer", "id: supplement", "duplicate_name", "id: supplement"),
    ("clock/kinds.yaml", "office_hours:", "hours:", "unknown_key", "hours:"),
    ("clock/kinds.yaml", "    law: 행정기본법 §6②\n", "", "missing_key", "id: restriction"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), faults)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, code: str, line: str | None
) -> None:
    for folder in ("holidays", "clock"):
        shutil.copytree(KOREA / folder, tmp_path / folder)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_clock(tmp_path)
    problem = next((one for one in found.value.problems if one.code == code), None)
    assert problem is not None, found.value.text("en")
    assert problem.place is not None
    assert problem.message.ko
    assert problem.message.en
    if line is not None:
        lines = (tmp_path / file).read_text(encoding="utf-8").splitlines()
        assert line in lines[problem.place.line - 1]


def test_a_day_to_be_checked_is_not_used(tmp_path: Path) -> None:
    for folder in ("holidays", "clock"):
        shutil.copytree(KOREA / folder, tmp_path / folder)
    path = tmp_path / "holidays" / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("rule: temporary,", "rule: temporary, certainty: to_be_checked,"), encoding="utf-8")
    assert not korea().calendar.works(day("2024-10-01"))
    assert load_clock(tmp_path).calendar.works(day("2024-10-01"))


def test_a_pack_without_a_clock_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_clock(tmp_path)
    assert {problem.code for problem in found.value.problems} == {"missing_file", "missing_key"}
