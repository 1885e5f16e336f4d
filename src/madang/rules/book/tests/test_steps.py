"""An answer taken apart: the steps give the clause's own value, and end in facts and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from madang.rules.answers.answering import answer
from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.covering import cases_of
from madang.rules.book.step import Step
from madang.rules.book.steps import DEEPEST, MOST_STEPS, Walk, walks
from madang.rules.cases import Case
from madang.rules.family.service import Family, family_from_dict
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.world import Reckoning

CASES = [case for service in ("basic_pension", "child_allowance", "emergency", "housing", "livelihood",
                              "single_parent") for case in cases_of(service)[::25]]  # fmt: skip


def family(rulebook: Rulebook, case: Case) -> Family:
    return family_from_dict(case.family, rulebook.pack, rulebook.regions, default_date=dt.date(2026, 1, 1))


def every(step: Step, depth: int = 0) -> Iterator[tuple[int, Step]]:
    yield depth, step
    for inner in step.steps:
        yield from every(inner, depth + 1)


def taken(rulebook: Rulebook, service: str, case: str) -> dict[str, Walk]:
    found = next(one for one in cases_of(service) if one.id == case)
    return {walk.id: walk for walk in walks(rulebook, family(rulebook, found), rulebook.pack.services[service])}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.service}-{case.id}")
def test_the_steps_come_to_the_answer(rulebook: Rulebook, case: Case) -> None:
    held, service = family(rulebook, case), rulebook.pack.services[case.service]
    found = answer(Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, held)), service, explain=False)
    shown = {walk.id: walk.step for walk in walks(rulebook, held, service) if walk.kind == "clause"}
    assert {clause.id: clause.holds for clause in found.clauses} == {id: step.value for id, step in shown.items()}
    assert [id for id, step in shown.items() if step.open] == [
        clause.id for clause in found.clauses if clause.holds is None and clause.fault is None
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.service}-{case.id}")
def test_it_is_bounded_and_ends_in_facts_and_figures(rulebook: Rulebook, case: Case) -> None:
    parts = [part for walk in walks(rulebook, family(rulebook, case), rulebook.pack.services[case.service])
             for part in every(walk.step)]  # fmt: skip
    assert len(parts) < 2 * MOST_STEPS
    assert max(depth for depth, _ in parts) <= DEEPEST + 4
    for _, step in parts:
        if step.kind == "derived" and not step.again and not step.told and not step.skipped and len(parts) < 1_000:
            assert step.steps, step.text
        if step.kind in ("fact", "parameter"):
            assert step.label is not None


def test_a_comparison_shows_both_sides_and_a_figure_its_source(rulebook: Rulebook) -> None:
    case = next(one for one in cases_of("basic_pension") if "income" in one.expect.get("clauses", {}))
    income = taken(rulebook, "basic_pension", case.id)["income"].step
    left, right = income.steps
    assert (left.name, right.name) == ("basic_pension.recognised_income", "basic_pension.line")
    assert (left.value <= right.value) is income.value
    figures = [step for _, step in every(income) if step.kind == "parameter"]
    assert figures
    assert all(step.source and step.certainty and step.law for step in figures)


def test_the_branch_that_is_not_taken_is_not_worked_out(rulebook: Rulebook) -> None:
    walk = taken(rulebook, "basic_pension", next(one.id for one in cases_of("basic_pension")))["income"]
    line = next(step for _, step in every(walk.step) if step.name == "basic_pension.line")
    condition, yes, no = line.steps[0].steps
    assert {yes.skipped, no.skipped} == {True, False}
    assert yes.skipped is (condition.value is not True)


def test_what_was_told_is_not_taken_apart(rulebook: Rulebook) -> None:
    data = {"date": dt.date(2026, 3, 20), "persons": [{"id": "a", "age": 70}],
            "given": {"basic_pension.recognised_income": 5}}  # fmt: skip
    held = family_from_dict(data, rulebook.pack, rulebook.regions, default_date=dt.date(2026, 1, 1))
    found = walks(rulebook, held, rulebook.pack.services["basic_pension"])
    told = [step for walk in found for _, step in every(walk.step) if step.name == "basic_pension.recognised_income"]
    assert told
    assert all(step.told and not step.steps and step.value == 5 for step in told)
