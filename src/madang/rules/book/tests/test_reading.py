"""Searching, worked cases, a service on a day, documents, counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.counting import certainties, certainties_by_service, unsure_figures
from madang.rules.book.covering import cases_of, covering
from madang.rules.book.documents import MARK, documents
from madang.rules.book.parts import service_on
from madang.rules.book.searching import services_found
from madang.rules.book.words import CASE_WORDS, two_languages
from madang.rules.cases import KINDS, run_case
from madang.rules.service import load_rulebook
from tests.local_pack import ID, write

DAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("기초연금", "basic_pension"), ("기초연금을", "basic_pension"), ("노령연금은", "basic_pension"),
        ("월세로", "youth_rent"), ("rent", "youth_rent"), ("실직했어요", "jobseeker"),
        ("single parents", "single_parent"),
        ("주거급여법", "housing"), ("basic_pension", "basic_pension"), ("BASIC Pension", "basic_pension"),
        ("부모급여에서", "parent_benefit"),
    ],
)  # fmt: skip
def test_services_are_found_as_people_write(rulebook: Rulebook, typed: str, first: str) -> None:
    assert services_found(rulebook.pack.services.values(), typed)[0].id == first


def test_every_word_must_be_found_and_nothing_typed_finds_all(rulebook: Rulebook) -> None:
    every = tuple(rulebook.pack.services.values())
    assert services_found(every, " ?! ") == every
    assert services_found(every, "월세 우주선") == ()
    assert services_found(every, "x" * 10_000) == ()
    assert {one.id for one in services_found(every, "아이가 태어나면")} >= {"child_allowance", "first_meeting"}


def test_covering_says_what_the_cases_show(rulebook: Rulebook) -> None:
    """Against the answers themselves, for a sample of the cases of every service."""
    for service in rulebook.pack.services.values():
        cases = cases_of(service.id, rulebook.regional)
        assert cases, service.id
        covered = covering(service, cases)
        for case in cases[::7]:
            answer, _ = run_case(rulebook, case)
            holds = {clause.id: clause.holds for clause in answer.clauses}
            for id, held in covered.items():
                for value, shown in ((True, held.true), (False, held.false), (None, held.open)):
                    if case in shown:
                        assert holds[id] is value, (service.id, case.id, id)


def test_a_service_without_cases_has_none() -> None:
    assert cases_of("no_such_service") == ()


def test_a_service_on_a_day_holds_what_it_reads(rulebook: Rulebook) -> None:
    service = rulebook.pack.services["child_allowance"]
    before, after = (service_on(rulebook, service, dt.date(year, 6, 1)) for year in (2025, 2026))
    assert {part.id for part, _ in after.components} - {part.id for part, _ in before.components} == {
        "depopulation", "outside_capital", "local_voucher",
    }  # fmt: skip
    assert before.closure != after.closure
    for one in rulebook.pack.services.values():
        shown = service_on(rulebook, one, DAY)
        reach = rulebook.reach_of_service(one)
        assert {figure.parameter.name for figure in shown.figures} == reach.parameters
        assert set(shown.derived) <= reach.derived


def test_counts_by_certainty(rulebook: Rulebook) -> None:
    counts = certainties(rulebook)
    assert sum(counts.values()) == sum(len(one.values) for one in rulebook.pack.parameters.values())
    assert len(unsure_figures(rulebook)) == counts["to_be_checked"]
    assert all(one.services for one in unsure_figures(rulebook))
    assert certainties_by_service(rulebook)["first_meeting"]["to_be_checked"] == 0


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_page_a_service_an_index_and_three_lists(rulebook: Rulebook, language: str) -> None:
    pages = documents(rulebook, DAY, language)
    lists = {"index.md", "changes.md", "to-be-checked.md", "contradictions.md"}
    assert set(pages) == lists | {f"{id}.md" for id in rulebook.pack.services}
    assert all(text.startswith(f"{MARK}\n\n# ") for text in pages.values())
    assert "기초연금법 §3①" in pages["basic_pension.md"]
    assert ("2,470,000원" if language == "ko" else "2,470,000 won") in pages["basic_pension.md"]
    assert "절상" in pages["contradictions.md"]
    for text in pages.values():
        rows = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("|")]
        assert all(row.endswith("|") for row in rows)
        assert "None" not in text


def test_a_page_names_the_cases_of_a_city_and_has_no_table_of_none(rulebook: Rulebook, tmp_path: Path) -> None:
    write(tmp_path)
    pages = documents(load_rulebook(home=tmp_path), DAY, "en")
    assert "| `new_pupil` | `first-grader`," in pages["local_yongin_school_start.md"]
    assert "Holds in" not in pages[f"{ID}.md"]


def test_a_text_in_two_languages_is_parted() -> None:
    assert (two_languages("가나 / Abc").ko, two_languages("가나 / Abc").en) == ("가나", "Abc")
    assert two_languages("법률 / 시행령").en == "법률 / 시행령"


def test_every_kind_of_case_has_words() -> None:
    assert set(CASE_WORDS) == KINDS
