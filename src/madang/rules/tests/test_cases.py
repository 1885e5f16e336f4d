"""Every worked case of the Korean pack gives the answer derived by hand, and the cases together cover the rules."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from madang.rules.service import Answer, Case, Rulebook, installed_rulebook, load_cases, run_case

CASES = load_cases()
SERVICES = tuple(installed_rulebook().pack.services)
REQUIRED_KINDS = {"threshold", "one_above", "branch", "year_change", "unknown"}
YEARS = {2024, 2025, 2026}
FEWER_YEARS = {
    "farm_food_voucher": {2025, 2026},  # until 2024 a pilot in chosen municipalities, with rules and amounts of its own
}

Run = Callable[[Case], tuple[Answer, list[str]]]


@pytest.fixture(scope="module")
def run(rulebook: Rulebook) -> Run:
    """Each case is run once, when a test first wants it."""
    kept: dict[tuple[str, str], tuple[Answer, list[str]]] = {}

    def once(case: Case) -> tuple[Answer, list[str]]:
        key = (case.service, case.id)
        if key not in kept:
            kept[key] = run_case(rulebook, case)
        return kept[key]

    return once


def of(service: str) -> list[Case]:
    return [case for case in CASES if case.service == service]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.service}-{case.id}")
def test_case_gives_what_the_law_gives(case: Case, run: Run) -> None:
    _, differences = run(case)
    assert not differences, "\n".join([case.about, *differences, case.derivation])


@pytest.mark.parametrize("service", SERVICES)
def test_components_add_up_to_the_amount(service: str, run: Run) -> None:
    """Where all is known; while something is open the sum of their ranges is never the narrower one."""
    for case in of(service):
        answer, _ = run(case)
        if answer.amount is None or not answer.components:
            continue
        low = sum(part.low for part in answer.components)
        high = (
            None
            if any(part.high is None for part in answer.components)
            else sum(p.high or 0 for p in answer.components)
        )
        if answer.amount.low == answer.amount.high:
            assert (low, high) == (answer.amount.low, answer.amount.high), case.id
        assert low <= answer.amount.low, case.id
        assert high is None or (answer.amount.high is not None and answer.amount.high <= high), case.id


def test_no_other_service_and_no_id_twice() -> None:
    assert {case.service for case in CASES} == set(SERVICES)
    twice = [key for key, times in Counter((case.service, case.id) for case in CASES).items() if times > 1]
    assert not twice


@pytest.mark.parametrize("service", SERVICES)
def test_service_has_enough_cases_of_every_kind(service: str) -> None:
    cases = of(service)
    assert len(cases) >= 12
    assert {case.kind for case in cases} >= REQUIRED_KINDS


@pytest.mark.parametrize("service", SERVICES)
def test_years_of_one_family_differ(service: str) -> None:
    """One family in 2024, 2025 and 2026: every year the service has is there, and not all get the same."""
    families: dict[str, dict[int, str]] = defaultdict(dict)
    for case in of(service):
        if case.kind == "year_change":
            name, _, year = case.id.rpartition("-")
            assert int(year) == _date(case).year
            families[name][int(year)] = f"{case.expect.get('status')} {case.expect.get('amount')}"
    years = FEWER_YEARS.get(service, YEARS)
    assert any(set(found) == years and len(set(found.values())) > 1 for found in families.values())


@pytest.mark.parametrize("service", SERVICES)
def test_cases_say_where_they_come_from(service: str) -> None:
    assert not [case.id for case in of(service) if not _complete(case)]


@pytest.mark.parametrize("service", SERVICES)
def test_each_clause_is_expected_to_hold_and_to_fail(service: str, rulebook: Rulebook) -> None:
    """Statically: the case files themselves say both of each clause, whatever the engine answers."""
    expected = set(_expected_clauses(service))
    clauses = {clause.id for clause in rulebook.pack.services[service].clauses}
    assert {id for id, _ in expected} <= clauses
    assert not [(id, holds) for id in clauses for holds in (True, False) if (id, holds) not in expected]


@pytest.mark.parametrize("service", SERVICES)
def test_each_clause_holds_and_fails_when_run(service: str, rulebook: Rulebook, run: Run) -> None:
    seen = {(clause.id, clause.holds) for answer in _answers(service, run) for clause in answer.clauses}
    clauses = {clause.id for clause in rulebook.pack.services[service].clauses}
    assert not [(id, holds) for id in clauses for holds in (True, False) if (id, holds) not in seen]


@pytest.mark.parametrize("service", SERVICES)
def test_each_component_is_paid_in_some_case(service: str, rulebook: Rulebook, run: Run) -> None:
    paid = {part.id for answer in _answers(service, run) for part in answer.components if part.low > 0}
    assert {part.id for part in rulebook.pack.services[service].components} <= paid


@pytest.mark.parametrize("service", SERVICES)
def test_unknown_facts_leave_some_answers_open_and_some_settled(service: str) -> None:
    unknown = [case.expect for case in of(service) if case.kind == "unknown"]
    open_ended = [e for e in unknown if e.get("status") == "unknown" or isinstance(e.get("amount"), dict)]
    assert open_ended
    assert len(open_ended) < len(unknown)


def test_a_component_that_may_come_to_more_is_not_what_a_case_expects(rulebook: Rulebook, run: Run) -> None:
    case, part = next(
        (case, part)
        for case in CASES
        if isinstance(case.expect.get("amount"), dict)
        for part in run(case)[0].components
        if part.high != part.low and [one.id for one in run(case)[0].components].count(part.id) == 1
    )
    for wanted, differs in ((part.low, True), (None, True), ({"low": part.low, "high": part.high}, False)):
        _, lines = run_case(rulebook, replace(case, expect={"components": {part.id: wanted}}))
        assert bool(lines) is differs


def _answers(service: str, run: Run) -> list[Answer]:
    return [run(case)[0] for case in of(service)]


def _complete(case: Case) -> bool:
    """Source, provenance, kind, a derivation of some words, the source's own words where quoted, and a status."""
    quoted = case.provenance == "quoted"
    return bool(
        case.about
        and case.source
        and case.provenance in {"derived", "quoted"}
        and len(case.derivation.strip()) >= 15
        and quoted is (case.kind == "quoted")
        and (not quoted or "원문" in case.derivation)
        and "status" in case.expect
    )


def _expected_clauses(service: str) -> Iterator[tuple[str, bool]]:
    for case in of(service):
        yield from case.expect.get("clauses", {}).items()


def _date(case: Case) -> dt.date:
    found = case.family["date"]
    assert isinstance(found, dt.date)
    return found
