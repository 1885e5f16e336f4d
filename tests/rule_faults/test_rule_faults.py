"""Faults of the rulebook are made as they should be, and a sample of them is seen by a worked case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from madang.rules.binding.rulebook import Rulebook
from madang.rules.feel.parsing import parse
from tests.rule_faults.fault import Fault, faults_of, shifted
from tests.rule_faults.feel_faults import spoiled
from tests.rule_faults.trying import Cases, cases_by_service, chosen, equivalent, listed, tried

SAMPLE = ("basic_pension.age:comparison-turned-0", "basic_pension.citizen:and-for-or-0",
          "child_allowance.registered:dropped", "basic_pension_line_single@2026-01-01:less",
          "livelihood_household.excluded.imprisoned:dropped")  # fmt: skip
"""One of each family of kinds; each is seen by a case of its service."""


@pytest.fixture(scope="module")
def cases(rulebook: Rulebook) -> Cases:
    return cases_by_service(rulebook)


@pytest.fixture(scope="module")
def every(rulebook: Rulebook) -> dict[str, Fault]:
    found = list(faults_of(rulebook.pack))
    twice = [id for id, times in Counter(fault.id for fault in found).items() if times > 1]
    assert twice == []
    return {fault.id: fault for fault in found}


@pytest.mark.parametrize(
    ("feel", "slips"),
    [
        ("a <= 5", ["a < 5", "a <= 6"]),
        ("a and not(b)", ["a or not(b)", "a and b"]),
        ("won down(x, 10)", ["won up(x, 10)", "won down(x, 11)"]),
        ("if a then b else c", ["if a then c else b"]),
        ("at least(a - b, 0)", ["at most(a - b, 0)", "at least(a + b, 0)"]),
        ("some p in unit satisfies p.age >= 65",
         ["some p in unit satisfies p.age > 65", "some p in unit satisfies p.age >= 66"]),
    ],
)  # fmt: skip
def test_one_slip_at_a_time(feel: str, slips: list[str]) -> None:
    assert [text for _, _, text in spoiled(parse(feel))] == slips


def test_a_figure_is_shifted_by_its_last_digit() -> None:
    assert shifted(Decimal("0.63"), 1) == Decimal("0.64")
    assert shifted([Decimal(5), {"a": Decimal(7)}], -1) == [Decimal(4), {"a": Decimal(6)}]
    assert shifted(True, 1) is None
    assert shifted("text", 1) is None


def test_faults_are_many_and_of_every_kind(every: dict[str, Fault], rulebook: Rulebook) -> None:
    kinds = Counter(fault.kind for fault in every.values())
    assert set(kinds) >= {
        "clause dropped", "component dropped", "condition of a component dropped", "line of a unit dropped",
        "figure by one step", "window by a day", "comparison turned", "and for or", "rounding changed", "negation lost",
        "bound turned", "number by one",
    }  # fmt: skip
    assert len(every) > 300
    spoilt = {fault.reads[1] for fault in every.values() if fault.reads[0] == "service"}
    assert spoilt == set(rulebook.pack.services)


def test_the_draw_is_the_same_for_a_seed_and_reaches_every_service_with_cases(rulebook: Rulebook, cases: Cases) -> None:
    drawn = [(service, fault.id) for service, fault in chosen(rulebook, cases, 1, 5)]
    assert drawn == [(service, fault.id) for service, fault in chosen(rulebook, cases, 1, 5)]
    assert drawn != [(service, fault.id) for service, fault in chosen(rulebook, cases, 2, 5)]
    assert {service for service, _ in drawn} == set(cases)
    assert len({id for _, id in drawn}) == len(drawn) >= 5 * len(cases)


def test_the_list_is_long_and_over_every_service(every: dict[str, Fault], cases: Cases) -> None:
    found = listed()
    assert len(found) == len(set(found)) >= 40
    assert {id for _, id in found} <= set(every), "stale: write the list anew with --grow"
    assert {service for service, _ in found} <= set(cases)
    assert len({service for service, _ in found}) >= 8


def test_what_is_excused_is_a_fault_with_an_argument(every: dict[str, Fault]) -> None:
    excused = equivalent()
    for id, (becomes, why) in excused.items():
        assert becomes in every[id].about, id
        assert len(why) > 40, id
        assert id not in {other for _, other in listed()}


@pytest.mark.parametrize("id", SAMPLE)
def test_a_case_sees_it(id: str, every: dict[str, Fault], rulebook: Rulebook, cases: Cases) -> None:
    service = {"livelihood_household": "livelihood", "basic_pension_line_single@2026-01-01": "basic_pension"}
    found = tried(rulebook, service.get(id.split(".")[0], service.get(id.split(":")[0], id.split(".")[0])),
                  every[id], cases)  # fmt: skip
    assert found.verdict == "caught"
    assert found.case
    assert found.differs


def test_without_a_fault_nothing_is_caught(rulebook: Rulebook, cases: Cases, every: dict[str, Fault]) -> None:
    none = replace(every[SAMPLE[0]], into=lambda: rulebook.pack)
    assert tried(rulebook, "basic_pension", none, cases).verdict == "the same"
    spoilt = every["first_meeting.registered:dropped"]
    assert tried(rulebook, "first_meeting", spoilt, {"first_meeting": ()}).verdict in ("UNCAUGHT", "the same")
