"""Fetching: only what a ground carries, about whom it carries it, is recorded; everything else is said and logged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.purposes import rulebook
from madang.exchange.mydata.tests.conftest import (
    CLERK,
    DAY,
    EVERYTHING,
    agree,
    entries,
    resident,
    spouse_of,
    supported,
)
from madang.facts import service as facts
from madang.rules import service as rules
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]


def names_of(person: str) -> set[str]:
    with trust.entered(EVERYTHING):
        return {one.name for one in facts.known([person])}


def family_of(person: str) -> rules.Family:
    with trust.entered(EVERYTHING):
        return facts.family_as_known(rulebook(), person, DAY).family


def reasons(fetched: mydata.Fetched) -> set[tuple[str, str]]:
    return {(one.person, one.reason) for one in fetched.refused}


FINANCIAL = {"assets.financial", "assets.debt", "assets.insurance", "income.interest"}


def test_a_statute_alone_carries_the_parent_benefit(mother: str) -> None:
    fetched = mydata.fetch(resident(mother), "parent_benefit", mother, DAY, application="case:1")
    assert (fetched.refused, fetched.waiting) == ((), ())
    assert mydata.consents_needed("parent_benefit", mother, DAY) == []
    (answer,) = rules.check(rulebook(), family_of(mother), ["parent_benefit"])
    assert (answer.status, answer.missing) == ("eligible", ())
    read = rules.names_read(rulebook(), "parent_benefit") | {"person.residence"}
    assert {name for name in names_of(mother) if not name.startswith("relation.")} <= read


def test_what_is_recorded_is_what_the_anonymous_look_finds(mother: str) -> None:
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    collected = mydata.collect_and_wait(simulation.number_of(mother), DAY)
    assert collected.family is not None
    theirs = rules.family_from(collected.family, rulebook())
    (ours,) = rules.check(rulebook(), family_of(mother), ["parent_benefit"])
    (other,) = rules.check(rulebook(), theirs, ["parent_benefit"])
    assert (ours.status, ours.amount) == (other.status, other.amount)


def test_again_writes_nothing(mother: str) -> None:
    assert mydata.fetch(resident(mother), "parent_benefit", mother, DAY).recorded
    assert mydata.fetch(resident(mother), "parent_benefit", mother, DAY).recorded == ()


def test_a_correction_names_what_the_same_agency_said_before(agencies: simulation.RunningAgencies, mother: str) -> None:
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    with trust.entered(EVERYTHING):
        before = next(one for one in facts.known([mother]) if one.name == "stay.abroad_days")
    number = simulation.number_of(mother)
    agencies.control._post("moi", "/control/changes", {"records": {number: {"days_abroad": 91}}, "event": None})
    try:
        (id,) = mydata.fetch(resident(mother), "parent_benefit", mother, DAY).recorded
    finally:
        back = {"records": {number: {"days_abroad": int(before.value)}}, "event": None}
        agencies.control._post("moi", "/control/changes", back)
    with trust.entered(EVERYTHING):
        (now,) = [one for one in facts.known([mother]) if one.name == "stay.abroad_days"]
        (old,) = facts.facts_by_id([before.id])
    assert (now.id, int(now.value), now.evidence is not None) == (id, 91, True)
    assert old.superseded is not None
    assert old.superseded.by == id


def test_the_applicants_tap_is_not_enough(province: simulation.Population, pensioner: str) -> None:
    spouse = spouse_of(province, pensioner)
    first = mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    assert {(pensioner, "consent_missing"), (spouse, "consent_missing")} == reasons(first)
    needed = mydata.consents_needed("basic_pension", pensioner, DAY)
    assert {one.person: one.state for one in needed} == {pensioner: "missing", spouse: "missing"}
    agree(pensioner, "basic_pension", pensioner)
    with pytest.raises(trust.Denied) as denied:
        agree(spouse, "basic_pension", pensioner, resident(pensioner))
    assert "본인이나 법정대리인" in denied.value.text("ko")
    second = mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    assert reasons(second) == {(spouse, "consent_missing")}
    assert names_of(pensioner) >= FINANCIAL
    assert not names_of(spouse) & FINANCIAL
    agree(spouse, "basic_pension", pensioner)
    assert mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY).refused == ()
    assert names_of(spouse) >= FINANCIAL
    (answer,) = rules.check(rulebook(), family_of(pensioner), ["basic_pension"])
    # What no agency holds is asked of the resident; nothing an agency holds is open.
    held = {fact.name for fact in rules.vocabulary(rulebook()) if any(source.field for source in fact.sources)}
    assert [name for name, _ in answer.missing if name in held] == []


def test_each_person_finds_in_the_log_what_was_fetched_on_which_ground(
    province: simulation.Population, pensioner: str
) -> None:
    spouse = spouse_of(province, pensioner)
    mydata.fetch(CLERK, "basic_pension", pensioner, DAY, application="case:7")
    consent = agree(pensioner, "basic_pension", pensioner)
    mydata.fetch(CLERK, "basic_pension", pensioner, DAY, application="case:7")
    said = entries(subject=pensioner, kind="disclosure")
    assert {one["ground"]["law"] for one in said} >= {"기초연금법 §11②2마", "기초연금법 §11②1나"}
    resting = [one for one in said if one["ground"]["consent"]]
    assert {one["ground"]["consent"] for one in resting} == {str(consent)}
    assert "assets.financial" in {name for one in resting for name in one["what"]}
    assert {(one["about"], one["actor"], one["tenant"]) for one in said} == {("case:7", "official:c1", "48170")}
    assert all(one["note"]["exchanges"] and one["purpose"]["ko"] == "기초연금" for one in said)
    refused = entries(subject=spouse, kind="refusal")
    assert {one["note"]["reason"] for one in refused} == {"consent_missing"}
    assert "assets.financial" in refused[0]["what"]
    whole = str(said) + str(refused)
    assert "S0" not in whole
    assert spouse not in str(said)


def test_a_supporter_agrees_for_themself(province: simulation.Population) -> None:
    applicant, supporter = supported(province)
    fetched = mydata.fetch(resident(applicant), "livelihood", applicant, DAY)
    assert (supporter, "supporter_consent_missing") in reasons(fetched)
    assert "supporter.annual_income" not in names_of(supporter)
    assert "supporter.property" in names_of(supporter)  # land and buildings: by statute
    label = next(one.label for one in fetched.refused if one.person == supporter)
    assert "신청인이 대신 동의할 수 없습니다" in label.ko
    for needed in mydata.consents_needed("livelihood", applicant, DAY):
        if needed.person == supporter:
            agree(supporter, "livelihood", applicant)
            mydata.fetch(resident(applicant), "livelihood", applicant, DAY)
            assert "supporter.annual_income" in names_of(supporter)
            return
    raise AssertionError("the supporter was not asked")


def test_somebody_outside_the_family_is_refused_for_want_of_a_ground(mother: str, pensioner: str) -> None:
    fetched = mydata.fetch(CLERK, "parent_benefit", mother, DAY, persons=[mother, pensioner])
    assert reasons(fetched) == {(pensioner, "no_ground")}
    assert names_of(pensioner) == set()
    assert [one["note"]["reason"] for one in entries(subject=pensioner)] == ["no_ground"]


def test_alerts_need_the_persons_own_application(mother: str) -> None:
    fetched = mydata.fetch(resident(mother), "benefit_alerts", mother, DAY, persons=[mother])
    assert reasons(fetched) == {(mother, "consent_missing")}
    assert names_of(mother) == set()
    agree(mother, "benefit_alerts", mother)
    assert mydata.fetch(resident(mother), "benefit_alerts", mother, DAY, persons=[mother]).refused == ()
    assert len(names_of(mother)) > 40


@pytest.mark.parametrize(
    "who",
    [
        resident("p0000599"),
        trust.Principal("official", "x", tenant="48170", roles=("auditor",), assurance="passkey"),
        trust.Principal("official", "y", tenant="48170", roles=("caseworker",), assurance="password"),
    ],
)
def test_who_may_not_fetch_gets_nothing_and_is_on_record(who: trust.Principal, mother: str) -> None:
    with pytest.raises(trust.Denied):
        mydata.fetch(who, "parent_benefit", mother, DAY)
    assert names_of(mother) == set()
    assert [one["kind"] for one in entries(name="mydata.fetch")] == ["refusal"]


def test_an_unknown_purpose(mother: str) -> None:
    with pytest.raises(mydata.NoSuchPurpose):
        mydata.fetch(resident(mother), "curiosity", mother, DAY)


def test_series_become_few_facts_with_periods(mother: str) -> None:
    agree(mother, "benefit_alerts", mother)
    mydata.fetch(resident(mother), "benefit_alerts", mother, DAY, persons=[mother])
    with trust.entered(EVERYTHING):
        held = facts.known([mother])
    runs = Counter(one.name for one in held)
    wages = [one for one in held if one.name == "employment.earned_income"]
    assert runs["employment.earned_income"] <= 40
    ends = [(one.valid_from or dt.date.min, one.valid_to or dt.date.max) for one in wages]
    assert all(first[1] <= second[0] for first, second in pairwise(ends))
