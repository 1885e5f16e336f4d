"""Files laid over the installed pack: what then holds, which answers rest on it, what lacks, and the same cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from madang.rules.drafting.service import (
    BadFile,
    NewFigure,
    carried_on,
    cases_among,
    figures_between,
    figures_of_year,
    files_of,
    laid_over,
    merged,
    pack_files,
    path_of,
    promised,
    text_of,
    version_of,
    with_figure,
    with_years,
    years_of_services,
    years_without_figures,
)
from madang.rules.service import (
    KOREA,
    ProblemsFound,
    Rulebook,
    check,
    family_from,
    figure_on,
    install,
    installed_rulebook,
    load_cases,
    run_case,
    while_installed,
)

PENSION, FIGURES, SERVICE = "basic_pension", "parameters/basic_pension.yaml", "services/basic_pension.yaml"
LINE, NEW_YEAR = "basic_pension_line_single", dt.date(2027, 1, 15)
FILES = pack_files(KOREA)


def next_year() -> dict[str, str]:
    text = FILES[FIGURES]
    for one in figures_of_year(installed_rulebook(), PENSION, 2027):
        if one.gap:
            assert one.last is not None
            value = Decimal(2600000) if one.parameter.name == LINE else one.last.value
            text = with_figure(
                text, NewFigure(one.parameter.name, value, dt.date(2027, 1, 1), None, "시험", "secondary")
            )
    return {FIGURES: text, SERVICE: with_years(FILES[SERVICE], PENSION, 2024, 2027)}


@pytest.fixture(scope="module")
def drafted() -> Rulebook:
    return laid_over(next_year())


def test_the_figures_that_end_before_a_year_are_named() -> None:
    due = [one for one in figures_of_year(installed_rulebook(), PENSION, 2027) if one.gap]
    assert {one.parameter.name for one in due} >= {LINE, "basic_pension_line_couple", "basic_pension_base"}
    assert {one.gap for one in due} == {dt.date(2027, 1, 1)}
    assert all(PENSION in one.readers for one in due)
    assert not [one for one in figures_of_year(installed_rulebook(), PENSION, 2026) if one.gap]


def test_what_is_laid_over_answers_the_new_year_and_leaves_the_old_ones_alone(drafted: Rulebook) -> None:
    before = installed_rulebook()
    assert promised(before, PENSION) != promised(drafted, PENSION) == (2024, 2027)
    assert (figure_on(before, LINE, NEW_YEAR), figure_on(drafted, LINE, NEW_YEAR)) == (None, Decimal(2600000))
    differing = [one for one in years_of_services(before, drafted) if one.differs]
    assert [(one.service, one.year, one.before, one.since) for one in differing] == [
        (PENSION, 2027, "", dt.date(2027, 1, 1))
    ]
    assert {name for _, name, _, _ in figures_between(before, drafted, NEW_YEAR)} >= {LINE, "basic_pension_base"}
    assert figures_between(before, drafted, dt.date(2026, 6, 1)) == []


def test_a_year_that_is_promised_without_its_figures_is_a_fault_with_its_line() -> None:
    promising = laid_over({SERVICE: next_year()[SERVICE]})
    problems = years_without_figures(promising, PENSION)
    assert LINE in " ".join(one.message.en for one in problems)
    assert {one.place.file for one in problems if one.place} == {FIGURES}
    assert years_without_figures(laid_over(next_year()), PENSION) == []


def test_a_fault_in_a_laid_file_names_it_and_its_line() -> None:
    with pytest.raises(ProblemsFound) as found:
        laid_over({FIGURES: FILES[FIGURES].replace("value: 2470000", "value: 2470000.5")})
    (problem,) = found.value.problems
    assert problem.place is not None
    assert (problem.code, problem.place.file) == ("money_not_integer", FIGURES)
    assert "2470000" in FILES[FIGURES].split("\n")[problem.place.line - 1]
    with pytest.raises(ProblemsFound):
        laid_over({"parameters/new_one.yaml": "parameters: {a: &b [*b]}\n"})


def test_the_cases_are_read_from_texts_as_from_the_folder() -> None:
    rulebook, known = installed_rulebook(), {case.id: case for case in load_cases() if case.service == PENSION}
    read = cases_among(FILES, {PENSION})
    assert [case.id for case in read] == list(known)
    for case in read[:20]:
        assert run_case(rulebook, case) == run_case(rulebook, known[case.id])
    with pytest.raises(ProblemsFound, match="id"):
        cases_among({"cases/x.yaml": "service: x\ncases:\n  - {about: y}\n"}, {"x"})


def test_this_years_figures_carried_on_answer_the_next_year() -> None:
    before = installed_rulebook()
    carried, names = carried_on(before, [PENSION], NEW_YEAR)
    assert LINE in names
    assert figure_on(carried, LINE, NEW_YEAR) == figure_on(before, LINE, dt.date(2026, 12, 31))
    persons = [{"id": "a", "birth_date": "1955-03-01", "nationality": "KR"}]
    told = {"date": NEW_YEAR, "persons": persons, "given": {"basic_pension.recognised_income": 2_470_001}}
    answers = [check(book, family_from(told, book), [PENSION])[0] for book in (before, carried)]
    assert [note.id for note in answers[0].notes] == ["outside_years"]
    assert {clause.id: clause.holds for clause in answers[1].clauses}["income"] is False
    assert carried_on(before, [PENSION], dt.date(2026, 6, 1)) == (before, ())


def test_only_files_of_rules_are_files() -> None:
    for path in ("pack.yaml", "../parameters/x.yaml", "parameters/../pack.yaml", "/etc/x.yaml", "services/x.yml",
                 "parameters/A.yaml", "regions/codes.csv", "services/a/b.yaml", "services/x.yaml\n", ""):  # fmt: skip
        with pytest.raises(BadFile):
            path_of(path)
    assert path_of(FIGURES) == FIGURES
    assert text_of(FIGURES, "\ufeffa: 1\r\nb: 2") == "a: 1\nb: 2\n"
    for text in ("a\0b", "a: \u202e1", "x" * 500_001):
        with pytest.raises(BadFile):
            text_of(FIGURES, text)
    with pytest.raises(BadFile):
        files_of({f"services/x{number}.yaml": "" for number in range(41)})
    assert version_of(FILES) != version_of({**FILES, FIGURES: "x"})


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("a\nB\nc\nd\n", "a\nb\nc\nD\n", "a\nB\nc\nD\n"),
        ("a\nb\nx\nc\nd\n", "a\nb\nc\nd\ny\n", "a\nb\nx\nc\nd\ny\n"),
        ("a\nB\nc\nd\n", "a\nZ\nc\nd\n", None),
        ("b\nc\nd\n", "a\nb\nc\nd\ne\n", "b\nc\nd\ne\n"),
        ("a\nb\nc\nd\n", "q\n", "q\n"),
    ],
)
def test_two_changes_of_one_text(ours: str, theirs: str, both: str | None) -> None:
    base = "a\nb\nc\nd\n"
    assert merged(base, ours, theirs) == both
    assert merged(base, theirs, ours) == both


def test_what_holds_of_the_installed_rulebook_is_forgotten_with_it(drafted: Rulebook) -> None:
    asked: list[int] = []

    @while_installed
    def known(number: int) -> object:
        asked.append(number)
        return figure_on(installed_rulebook(), LINE, NEW_YEAR)

    assert (known(1), known(1), asked) == (None, None, [1])
    install(drafted)
    try:
        assert (known(1), known(1), asked) == (Decimal(2600000), Decimal(2600000), [1, 1])
    finally:
        install(None)
    assert known(1) is None
