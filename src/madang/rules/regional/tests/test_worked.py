"""Worked cases of a regional pack: for its own services alone, within bounds, and never a page that breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.book.service import cases_of, covering
from madang.rules.problems import ProblemsFound
from madang.rules.regional.records import RegionalPack
from madang.rules.regional.worked import worked_cases
from madang.rules.service import Rulebook, load_rulebook
from tests.local_pack import CASES, CASES_FILE, ID, write

pytestmark = pytest.mark.timeout(600)


def taken(home: Path, cases: str = CASES) -> tuple[Rulebook, RegionalPack]:
    """The pack with cases beside the others; it is taken in whatever these are."""
    folder = write(home)
    (folder / "cases").mkdir()
    (folder / CASES_FILE).write_text(cases, "utf-8")
    rulebook = load_rulebook(home=home)
    (pack,) = (one for one in rulebook.regional if one.of_home)
    return rulebook, pack


def test_the_cases_of_every_pack_that_is_there_can_be_read() -> None:
    packs = [one for one in load_rulebook().regional if not one.of_home]
    assert len(packs) == 7
    for pack in packs:
        assert {case.service for case in worked_cases(pack)} == set(pack.pack.services)


def test_a_case_is_read_with_its_place_and_covers_a_condition(tmp_path: Path) -> None:
    rulebook, pack = taken(tmp_path)
    (case,) = worked_cases(pack)
    assert str(case.place) == f"{ID}/{CASES_FILE}:4"
    assert cases_of(ID, rulebook.regional) == (case,)
    assert covering(rulebook.pack.services[ID], [case])["long"].true == (case,)


MANY = CASES + "\n".join(f"  - {{id: n{number}, kind: typical, provenance: derived, source: x, derivation: x, "
                         "family: {persons: [{id: a}]}, expect: {}}" for number in range(200))  # fmt: skip
UNREADABLE = {
    "of a national service": (CASES.replace(f"service: {ID}", "service: livelihood"), "not_its_own", 4),
    "without a list": (f"service: {ID}\n", "no_cases", 1),
    "without a source": (CASES.replace("source: 시험 조례", "source: ''"), "case_incomplete", None),
    "an id that is a list": (CASES.replace("id: long-here", "id: [a, b]"), "case_incomplete", 4),
    "a kind that is a table": (CASES.replace("kind: typical", "kind: {a: b}"), "case_incomplete", None),
    "escapes of the terminal": (CASES.replace("about: 오래 산 사람", 'about: "\\e[2J"'), "case_incomplete", 4),
    "a day that is none": (CASES.replace("date: 2026-03-20", "date: 2026-02-30"), "case_incomplete", 4),
    "conditions that are a list": (CASES.replace("clauses: {long: true}", "clauses: [long]"), "case_incomplete", 4),
    "a condition that is a list": (CASES.replace("{long: true}", "{long: [true]}"), "case_incomplete", 4),
    "an alias": (CASES.replace("expect:", "expect: &x"), "alias", None),
    "too many": (MANY, "too_large", 1),
    "too deep": (f"service: {ID}\ncases: {'[' * 60}{']' * 60}\n", "too_deep", 2),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_case_of_the_pack_is_told_by_file_and_line_and_shown_nowhere(tmp_path: Path, name: str) -> None:
    text, code, line = UNREADABLE[name]
    rulebook, pack = taken(tmp_path, text)
    with pytest.raises(ProblemsFound) as found:
        worked_cases(pack)
    problem = found.value.problems[0]
    assert problem.code == code
    if line is not None:
        assert problem.place is not None
        assert (problem.place.file.startswith(f"{ID}/"), problem.place.line) == (True, line)
    assert problem.message.ko != problem.message.en
    assert cases_of(ID, rulebook.regional) == ()


def test_files_of_cases_have_a_bound_together(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "cases").mkdir()
    for number in range(3):
        (folder / "cases" / f"c{number}.yaml").write_text(CASES + "#" * 190_000, "utf-8")
    (pack,) = (one for one in load_rulebook(home=tmp_path).regional if one.of_home)
    with pytest.raises(ProblemsFound, match="400,000"):
        worked_cases(pack)
