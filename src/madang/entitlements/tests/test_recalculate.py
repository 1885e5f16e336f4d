"""Recalculation: who changes, month by month, to the won; only what could be affected; nothing carried out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from madang.entitlements.models import Decision, ProposalLine
from madang.entitlements.recalculation.affected import affected, in_force
from madang.entitlements.recalculation.proposal import reasons_of
from madang.entitlements.service import (
    NoSuchProposal,
    NotSettled,
    alerts,
    decide,
    find_proposal,
    proposal_to_dict,
    recalculate,
)
from madang.entitlements.tests.pensioner import pensioner
from madang.entitlements.tests.people import CORRECTED_2024, changed_pack, family_on, family_with_a_child, tell
from madang.facts.service import NewFact, Retraction, family_as_known, known, record
from madang.rules.service import Rulebook, check
from tests.failing import with_figures_everywhere, without_figure

PENSION = "basic_pension"
CHILDREN = ["child_allowance", "parent_benefit", "first_meeting", "single_parent"]
MONTHS = [dt.date(2024, month, 25) for month in (10, 11, 12)] + [dt.date(2025, month, 25) for month in (1, 2)]
pytestmark = pytest.mark.django_db


def five_months(rulebook: Rulebook, person: str = "p1") -> None:
    pensioner(rulebook, person)
    for day in MONTHS:
        decide(rulebook, PENSION, person, day, key=f"{person} {day}")


def shown(rulebook: Rulebook, **asked: Any) -> dict[str, Any]:
    found = proposal_to_dict(recalculate(rulebook, **asked))
    json.dumps(found)
    totals, groups = found["totals"], found["by_service_and_month"]
    for name in ("decisions", "open", "arrears", "overpayment", "difference"):
        assert sum(group[name] for group in groups) == totals[name]
    assert totals["arrears"] - totals["overpayment"] == sum(line["difference"] for line in found["lines"])
    assert all(line["state"] == "hearing_first" for line in found["lines"] if line["difference"] < 0)
    return found


def test_nothing_changed_nothing_proposed_and_nothing_worked_out(rulebook: Rulebook) -> None:
    five_months(rulebook)
    assert list(affected(rulebook, in_force())) == []
    found = shown(rulebook)
    assert (found["considered"], found["recalculated"], found["lines"]) == (5, 0, [])


def test_a_corrected_fact_is_reckoned_from_the_month_it_is_about(rulebook: Rulebook) -> None:
    five_months(rulebook)
    rich = NewFact("p1", "assets.financial", 900_000_000, "nts", dt.date(2024, 12, 1))
    record(rulebook, [rich], key="savings")
    found = shown(rulebook)
    assert found["recalculated"] == 5
    assert [(line["month"], line["difference"]) for line in found["lines"]] == [
        ("2024-12", -334_810),
        ("2025-01", -342_510),
        ("2025-02", -342_510),
    ]
    assert {line["state"] for line in found["lines"]} == {"hearing_first"}
    assert {line["because"] for line in found["lines"]} == {"facts"}
    assert found["totals"]["overpayment"] == 334_810 + 342_510 * 2
    (reason,) = [one for one in found["lines"][0]["reasons"]["values"] if one["name"] == "assets.financial"]
    assert (reason["before"], reason["after"]) == (0, 900_000_000)
    (turned,) = found["lines"][0]["reasons"]["clauses"]
    assert (turned["id"], turned["before"], turned["after"], "기초연금법" in turned["law"]) == (
        "income",
        True,
        False,
        True,
    )
    assert Decision.objects.filter(status="eligible").count() == 5


def test_a_corrected_figure_reaches_the_months_it_is_in_force(rulebook: Rulebook, tmp_path: Path) -> None:
    five_months(rulebook)
    corrected = changed_pack(tmp_path / "corrected", *CORRECTED_2024)
    found = shown(corrected)
    assert (found["considered"], found["recalculated"]) == (5, 3)
    assert [(line["month"], line["difference"]) for line in found["lines"]] == [
        (month, 333_000 - 334_810) for month in ("2024-10", "2024-11", "2024-12")
    ]
    assert {line["because"] for line in found["lines"]} == {"law"}


def test_a_higher_figure_is_owed_and_needs_no_hearing(rulebook: Rulebook, tmp_path: Path) -> None:
    five_months(rulebook)
    more = changed_pack(tmp_path / "more", ("parameters/basic_pension.yaml", "value: 342510", "value: 350000"))
    found = shown(more)
    assert found["totals"]["arrears"] == 2 * (350_000 - 342_510)
    assert {line["state"] for line in found["lines"]} == {"to_decide"}


def test_what_is_no_longer_known_is_open_and_names_the_fact(rulebook: Rulebook) -> None:
    five_months(rulebook)
    (savings,) = [fact for fact in known(["p1"]) if fact.name == "assets.financial"]
    record(rulebook, [Retraction(savings.id, "moi")], key="gone")
    found = shown(rulebook)
    assert {(line["state"], tuple(line["open_facts"])) for line in found["lines"]} == {("open", ("assets.financial",))}
    assert found["totals"]["difference"] == 0
    assert found["totals"]["open"] == 5


def test_facts_that_cannot_be_true_are_a_line_too(rulebook: Rulebook) -> None:
    five_months(rulebook)
    record(rulebook, [NewFact("p1", "person.birth_date", dt.date(1700, 1, 1), "moi")], key="wrong")
    found = shown(rulebook)
    assert {line["state"] for line in found["lines"]} == {"open"}
    assert all(line["fault"]["ko"] and line["fault"]["en"] for line in found["lines"])


def test_a_service_that_ended_is_taken_away_only_after_a_hearing(rulebook: Rulebook, tmp_path: Path) -> None:
    five_months(rulebook)
    ended = changed_pack(
        tmp_path / "ended", ("services/basic_pension.yaml", r"^from: 2014-07-01", "from: 2014-07-01\nto: 2024-12-31")
    )
    found = shown(ended)
    assert [(line["month"], line["state"]) for line in found["lines"]] == [
        ("2025-01", "hearing_first"),
        ("2025-02", "hearing_first"),
    ]


def test_only_the_people_touched_and_the_latest_decision_of_a_month(rulebook: Rulebook) -> None:
    for person in ("p1", "p2", "p3"):
        five_months(rulebook, person)
    record(rulebook, [NewFact("p2", "assets.financial", 10, "nts")], key="p2 saves")
    record(rulebook, [NewFact("p3", "person.sex", "female", "moi")], key="p3 is not read")
    assert {one.decision.subject for one in affected(rulebook, in_force())} == {"p2"}
    again = decide(rulebook, PENSION, "p2", MONTHS[0], key="again")
    assert again in in_force()
    assert len(in_force()) == 15
    assert shown(rulebook)["lines"] == []


def test_the_proposals_of_random_families_are_the_differences_of_a_full_recomputation(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    date = dt.date(2026, 11, 28)
    families = {f"f{seed}": family_on(rulebook, seed * 3 + 100, date) for seed in range(6)}
    people = [tell(rulebook, family, prefix) for prefix, family in families.items()]
    for person in people:
        for service in CHILDREN:
            try:
                decide(rulebook, service, person, date, key=f"{person} {service}")
            except NotSettled:
                continue
    children = [f"{prefix}.c0" for prefix, family in families.items() if "c0" in family.persons]
    batch = [NewFact(child, "person.birth_date", dt.date(2016, 6, 1), "nts") for child in children[::2]]
    record(rulebook, batch, key="births")
    more = ("parameters/child_allowance.yaml", "value: 100000", "value: 120000")
    corrected = changed_pack(tmp_path / "corrected", more)
    found = shown(corrected)
    assert 0 < found["recalculated"] < found["considered"]
    expected = {}
    for decision in Decision.objects.all():
        family = family_as_known(corrected, decision.subject, date).family
        (answer,) = check(corrected, family, [decision.service], explain=False)
        amount = 0 if answer.status == "ineligible" else answer.amount and answer.amount.low
        if (answer.status, amount) != (decision.status, decision.amount):
            expected[decision.pk] = (answer.status, amount)
    assert {line["decision"]: tuple(line["after"].values()) for line in found["lines"]} == expected
    assert expected


def test_conditions_that_say_nothing_themselves_are_no_reason(rulebook: Rulebook) -> None:
    tell(rulebook, family_with_a_child(rulebook), "f")
    decide(rulebook, "child_allowance", "f.a", dt.date(2025, 5, 20), key="d")
    record(rulebook, [NewFact("f.c", "person.birth_date", dt.date(2015, 1, 1), "moi")], key="older")
    (line,) = shown(rulebook)["lines"]
    assert [clause["id"] for clause in line["reasons"]["clauses"]] == ["age"]


def test_a_proposal_is_found_again(rulebook: Rulebook, count_queries: Any) -> None:
    with pytest.raises(NoSuchProposal):
        find_proposal()
    five_months(rulebook)
    record(rulebook, [NewFact("p1", "assets.financial", 900_000_000, "nts")], key="savings")
    made = recalculate(rulebook)
    assert find_proposal() == find_proposal(made.pk) == made
    with count_queries(1):
        proposal_to_dict(made, reasons=False)
    assert reasons_of(ProposalLine.objects.all()[0])["clauses"]


def test_batches_propose_the_same_line_by_line(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    for person in ("p1", "p2", "p3"):
        five_months(rulebook, person)
    rich = [NewFact(one, "assets.financial", 900_000_000, "nts", dt.date(2024, 12, 1)) for one in ("p1", "p3")]
    record(rulebook, rich, key="savings")
    told: list[tuple[int, int]] = []
    whole = recalculate(rulebook, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (15, 15)
    monkeypatch.setattr("madang.entitlements.recalculation.affected.BATCH", 2)
    monkeypatch.setattr("madang.entitlements.recalculation.spool.BATCH", 1)
    again = recalculate(rulebook)
    one, other = (proposal_to_dict(made) for made in (whole, again))
    assert (again.considered, again.recalculated) == (whole.considered, whole.recalculated) == (15, 10)
    assert len(one["lines"]) == 6
    assert {**one, "proposal": 0, "made_at": "", "known_at": ""} == {
        **other, "proposal": 0, "made_at": "", "known_at": "",
    }  # fmt: skip


def test_a_failing_definition_raises_one_alert_for_all_whom_it_meets(rulebook: Rulebook) -> None:
    for person in ("p1", "p2"):
        five_months(rulebook, person)
    broken = without_figure(rulebook, "basic_pension_line_single", MONTHS[0])
    found = shown(broken)
    wrong = [line for line in found["lines"] if line["fault"]]
    assert {line["state"] for line in wrong} == {"open"}
    assert {line["subject"] for line in wrong} == {"p1", "p2"}
    label = rulebook.pack.parameters["basic_pension_line_single"].label
    told = {one.message_ko: one for one in alerts()}
    assert len(told) == len({line["fault"]["ko"] for line in wrong})
    assert all(one.count == 2 and one.service == PENSION and label.ko in said for said, one in told.items())


def test_nothing_is_decided_while_it_is_not_known_who_is_paid(rulebook: Rulebook) -> None:
    day = dt.date(2025, 5, 20)
    subject = tell(rulebook, family_with_a_child(rulebook), "paid")
    sound = with_figures_everywhere(rulebook)
    assert decide(sound, "child_allowance", subject, day, key="sound").status == "eligible"
    broken = without_figure(sound, "extra_recipients_child_allowance", day)
    with pytest.raises(NotSettled, match="2025-05-20 값이 없습니다"):
        decide(broken, "child_allowance", subject, day, key="broken")
