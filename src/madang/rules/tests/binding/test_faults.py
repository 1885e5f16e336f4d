"""Every fault an author can make in an expression is told with file and line, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.service import ProblemsFound, load_rulebook
from madang.rules.tests.binding.a_pack import spoil, write

FAULTS = [
    ("unknown_fact", "total.income <= parameter.line", "total.incom <= parameter.line", "services/aid.yaml:11"),
    ("unknown_parameter", "total.income <= parameter.line", "total.income <= parameter.lin", "services/aid.yaml:11"),
    ("type_mismatch", "total.income <= parameter.line", "total.income <= sex", "services/aid.yaml:11"),
    ("type_mismatch", "total.income <= parameter.line", "total.income + 1", "services/aid.yaml:11"),
    ("type_mismatch", "at least(room, 0)", "at least(room, sex)", "services/aid.yaml:16"),
    ("unknown_choice", 'sex = "female"', 'sex = "woman"', "services/aid.yaml:13"),
    ("unknown_function", "at least(room, 0)", "larger(room, 0)", "services/aid.yaml:16"),
    ("wrong_arguments", "at least(room, 0)", "at least(room)", "services/aid.yaml:16"),
    ("feel_syntax", "at least(room, 0)", "at least(room, 0", "services/aid.yaml:16"),
    ("not_allowed", "at least(room, 0)", "(function(a) a)(room)", "services/aid.yaml:16"),
    ("path_on_list", "at least(room, 0)", "count(unit.age)", "services/aid.yaml:16"),
    ("not_of_a_person", "age >= 65", "applicant.spouses[1].total.income >= 65", "services/aid.yaml:13"),
    ("whose", "age >= 65", "count(unit[age >= 65]) > 0", "services/aid.yaml:13"),
    ("unknown_unit", "unit: home\ngives", "unit: house\ngives", "services/aid.yaml:1"),
    ("cycle", '"sum(for p in unit return p.work.income)"', "total.income + 1", "vocabulary/facts.yaml:9"),
    ("wrong_time", "p.work.income)", "monthly average(p.work.working, 3))", "vocabulary/facts.yaml:9"),
    ("unknown_component", "date).years", "date).weeks", "vocabulary/facts.yaml:8"),
    ("unreachable_clause", "total.income <= parameter.line", "total.income >= 0", "services/aid.yaml:11"),
    ("unreachable_clause", "total.income <= parameter.line", "total.income < 0", "services/aid.yaml:11"),
    ("divides_by_zero", "total.income <= parameter.line", "1 / 0 > total.income", "services/aid.yaml:11"),
    ("divides_by_zero", "parameter.line - total.income", "100 / (2 - 2)", "services/aid.yaml:9"),
    ("divides_by_zero", "at least(room, 0)", "100 / 0", "services/aid.yaml:16"),
    ("too_costly", "at least(room, 0)", "10 ** 10000000", "services/aid.yaml:16"),
    ("bad_amount", "at least(room, 0)", "-100", "services/aid.yaml:16"),
    ("bad_amount", "at least(room, 0)", "100 / 3", "services/aid.yaml:16"),
    ("bad_amount", "at least(room, 0)", "null", "services/aid.yaml:16"),
    ("bad_amount", "at least(room, 0)", "-parameter.line", "services/aid.yaml:16"),
    ("bad_exclusion", "name: work.working,", "name: work.working, rules_out: [work.incom],", "vocabulary/facts.yaml:5"),
    ("bad_exclusion", "name: work.working,", "name: work.working, rules_out: [home.rent],", "vocabulary/facts.yaml:5"),
    ("bad_exclusion", "name: home.rent,", "name: home.rent, rules_out: [work.income],", "vocabulary/facts.yaml:6"),
    ("missing_year", "to: 2026-12-31", "to: 2025-12-31", "parameters/figures.yaml:2"),
]


@pytest.mark.parametrize(("code", "old", "new", "place"), FAULTS)
def test_fault_is_told_with_its_place(tmp_path: Path, code: str, old: str, new: str, place: str) -> None:
    folder = spoil(tmp_path, old, new)
    with pytest.raises(ProblemsFound) as found:
        load_rulebook([folder])
    told = {(problem.code, str(problem.place)) for problem in found.value.problems}
    assert (code, place) in told
    assert all(problem.message.ko and problem.message.en for problem in found.value.problems)


def test_a_sound_pack_binds(tmp_path: Path) -> None:
    rulebook = load_rulebook([write(tmp_path)])
    assert rulebook.reach_of_service(rulebook.pack.services["aid"]).facts == {
        "person.birth_date",
        "person.sex",
        "work.income",
        "work.working",
    }


def test_a_window_of_some_weeks_is_a_clause_that_does_its_work(tmp_path: Path) -> None:
    """It says no to everybody on most days, and yes to everybody on some."""
    folder = spoil(tmp_path, "total.income <= parameter.line", "date.month = 5 and date.day <= 28")
    assert load_rulebook([folder])


def test_a_window_no_day_lies_in_is_told(tmp_path: Path) -> None:
    folder = spoil(tmp_path, "total.income <= parameter.line", "date.month > 12")
    with pytest.raises(ProblemsFound) as found:
        load_rulebook([folder])
    assert {problem.code for problem in found.value.problems} == {"unreachable_clause"}


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path)
    service = tmp_path / "services" / "aid.yaml"
    text = service.read_text("utf-8").replace("age >= 65", "agee >= 65").replace("room, 0", "rooom, 0")
    service.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_rulebook([tmp_path])
    assert [str(problem.place) for problem in found.value.problems] == ["services/aid.yaml:13", "services/aid.yaml:16"]
