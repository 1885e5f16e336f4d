"""Texts that disagree: the file is read strictly, fits the rulebook, and repeats nothing that a figure tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.contradictions import check_contradictions, contradictions_of, figure_conflicts
from madang.rules.problems import ProblemsFound

ONE = """\
contradictions:
  - id: one
    benefit: {ko: 급여, en: Benefit}
    title: {ko: 다름, en: They differ}
    texts:
      - {source: 법 §1, says: {ko: 하나, en: one}, governs: true}
      - {source: 고시, says: {ko: 둘, en: two}}
    ground: hierarchy
    why: {ko: 법이 위, en: the Act stands above}
    certainty: official
"""


def read(tmp_path: Path, text: str) -> str:
    """The problems of a file, in English."""
    (tmp_path / "contradictions.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        contradictions_of(tmp_path)
    return found.value.text("en")


def test_the_pack_tells_the_known_ones_and_they_fit_the_rulebook(rulebook: Rulebook) -> None:
    told = contradictions_of()
    assert len(told) >= 7
    check_contradictions(rulebook, told)
    assert {one.id for one in told} >= {
        "housing_example_rent", "disability_pension_step", "teen_parent_swap", "youth_split_ratio",
        "pregnancy_multiple", "child_savings_match", "energy_notice",
    }  # fmt: skip
    housing = rulebook.pack.services["housing"]
    assert [one.id for one in told if one.concerns(housing)] == ["housing_example_rent", "youth_split_ratio"]


def test_a_figure_that_is_told_of_is_not_told_twice(rulebook: Rulebook) -> None:
    told = contradictions_of()
    every, rest = figure_conflicts(rulebook), figure_conflicts(rulebook, told)
    assert len(every) - len(rest) == sum(len(one.figures) for one in told) == 3


def test_a_pack_without_the_file_tells_of_none(tmp_path: Path) -> None:
    assert contradictions_of(tmp_path) == ()


def test_a_service_is_concerned_by_its_name_too(rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "contradictions.yaml").write_text(ONE.replace("ko: 급여", "ko: 부모급여"), encoding="utf-8")
    (one,) = contradictions_of(tmp_path)
    assert one.concerns(rulebook.pack.services["parent_benefit"])
    assert not one.concerns(rulebook.pack.services["housing"])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ground: hierarchy", "ground: guess", "contradictions.yaml:8"),
        ("    why:", "    because: x\n    why:", "unknown key 'because'"),
        (", governs: true", "", "one of which governs"),
        ("en: two}}", "en: two}, governs: true}", "one of which governs"),
        ("ground: hierarchy", "ground: undecided", "one of which governs"),
        (", en: They differ", "", "'en' text is missing"),
        ("certainty: official", "certainty: sure", "must be one of"),
    ],
)
def test_a_fault_is_told_by_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in ONE
    assert words in read(tmp_path, ONE.replace(old, new))


def test_an_id_twice(tmp_path: Path) -> None:
    assert "'one' is given twice" in read(tmp_path, ONE + ONE.partition("\n")[2])


def test_what_the_rulebook_lacks_is_told(rulebook: Rulebook, tmp_path: Path) -> None:
    more = "    services: [no_such]\n    figures: [{name: child_allowance_base, from: 2024-01-01}]\n"
    (tmp_path / "contradictions.yaml").write_text(ONE + more, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        check_contradictions(rulebook, contradictions_of(tmp_path))
    assert [problem.code for problem in found.value.problems] == ["unknown_service", "unknown_figure"]
