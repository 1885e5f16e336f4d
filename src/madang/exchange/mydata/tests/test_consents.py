"""Consents: by the person alone, to the text shown, visible to both, ended at once; what a statute still allows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from conftest import CountQueries
from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.models import Consent
from madang.exchange.mydata.tests.conftest import (
    CLERK,
    DAY,
    EVERYTHING,
    agree,
    entries,
    resident,
    spouse_of,
)
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]


@pytest.fixture
def couple(province: simulation.Population, pensioner: str) -> tuple[str, str]:
    """A pensioner and the spouse, whose registers have been looked at."""
    mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    return pensioner, spouse_of(province, pensioner)


def withdraw(consent: int, who: trust.Principal, **more: str) -> dict[str, Any]:
    return trust.perform(mydata.WithdrawConsent(consent, DAY, **more), who)


def test_what_is_asked_says_whose_what_from_whom_and_why(couple: tuple[str, str]) -> None:
    me, spouse = couple
    mine, theirs = mydata.consents_needed("basic_pension", me, DAY)
    assert (mine.person, theirs.person) == (me, spouse)
    assert {"assets.financial", "assets.debt", "employment.earned_income"} <= set(theirs.facts)
    assert "assets.home" not in theirs.facts  # by statute
    assert set(theirs.sources) == {"nts", "welfare"}
    assert "기초연금법 §10②" in theirs.law
    assert "배우자의 자료" in theirs.why.ko
    assert "the spouse's records" in theirs.why.en
    assert theirs.speakers == {spouse}
    korean, english = mydata.text_of(theirs, "ko"), mydata.text_of(theirs, "en")
    assert korean.digest != english.digest
    for text in ("기초연금", "금융·신용·보험정보", "언제든 철회", "동의하지 않아도 됩니다", "기초연금법 §12②"):
        assert text in korean.text
    assert me not in korean.text + english.text


def test_it_is_kept_with_the_text_and_seen_by_both_sides_and_nobody_else(couple: tuple[str, str]) -> None:
    me, spouse = couple
    id = agree(spouse, "basic_pension", me, application="case:3")
    with trust.entered(resident(spouse)):
        (own,) = mydata.consents_of(spouse)
    assert (own.pk, own.given_by, own.channel) == (id, f"resident:a-{spouse}", "online")
    assert own.text_digest == mydata.text_of(mydata.consents_needed("basic_pension", me, DAY)[1], "ko").digest
    assert own.until - own.given_at > dt.timedelta(days=360)
    with trust.entered(resident(me)):
        assert [one.pk for one in mydata.consents_for(me, "case:3")] == [id]
    with trust.entered(resident("p0000600")):
        assert not Consent.objects.exists()
    assert not Consent.objects.exists()  # no context, no rows
    (act,) = entries(name="mydata.give_consent")
    assert (act["subject"], act["note"]["consent"]) == (spouse, id)


def test_who_may_not_say_it(couple: tuple[str, str]) -> None:
    me, spouse = couple
    for who in (resident(me), resident(me, spouse), resident("p0000600"), CLERK):
        with pytest.raises(trust.Denied):
            agree(spouse, "basic_pension", me, who)
    id = agree(spouse, "basic_pension", me)
    for who in (resident(me), resident(me, spouse)):
        with pytest.raises(trust.Denied):
            withdraw(id, who)
    with pytest.raises(mydata.NoSuchConsent):
        withdraw(id, resident("p0000600"))
    with pytest.raises(mydata.NoSuchConsent):
        withdraw(10**9, resident(me))


def test_the_text_agreed_to_is_that_of_now(couple: tuple[str, str]) -> None:
    me, _ = couple
    with pytest.raises(mydata.AnotherText):
        agree(me, "basic_pension", me, digest="sha256:old")
    with pytest.raises(mydata.NothingToConsent):
        agree("p0000600", "basic_pension", me)
    with pytest.raises(mydata.NothingToConsent):
        agree(me, "parent_benefit", me)


def test_an_official_records_what_is_on_paper(couple: tuple[str, str]) -> None:
    me, spouse = couple
    with pytest.raises(mydata.NoEvidence):
        agree(spouse, "basic_pension", me, CLERK, channel="paper")
    id = agree(spouse, "basic_pension", me, CLERK, channel="paper", evidence="접수 2026-113", tenant="48170")
    with trust.entered(resident(spouse)):
        (own,) = mydata.consents_of(spouse)
    assert (own.evidence, own.given_by) == ("접수 2026-113", "official:c1")
    (act,) = entries(name="mydata.give_consent", kind="act")
    assert act["ground"] == {"law": "사회보장급여법 §5②", "kind": "duty", "consent": ""}
    elsewhere = trust.Principal("official", "c2", tenant="11110", roles=("caseworker",), assurance="passkey")
    with pytest.raises(trust.Denied):
        agree(me, "basic_pension", me, elsewhere, channel="paper", evidence="x", tenant="48170")
    with pytest.raises(trust.Denied):
        withdraw(id, CLERK)
    assert withdraw(id, CLERK, evidence="철회서 2026-5")["consent"] == id


def test_a_parent_speaks_for_a_young_child(province: simulation.Population, mother: str) -> None:
    mydata.fetch(resident(mother), "parent_benefit", mother, DAY)
    needed = {one.person: one for one in mydata.consents_needed("first_meeting", mother, DAY)}
    child = next(person for person, one in needed.items() if "child" in one.roles and mother in one.speakers)
    assert child not in needed[child].speakers
    with pytest.raises(trust.Denied):
        agree(child, "first_meeting", mother, resident(mother))  # not yet a registered representative
    id = agree(child, "first_meeting", mother, resident(mother, child))
    assert withdraw(id, resident(mother, child))["still"] == []


def test_withdrawal_says_what_a_statute_still_allows(couple: tuple[str, str]) -> None:
    me, _ = couple
    id = agree(me, "basic_pension", me)
    answer = withdraw(id, resident(me))
    assert {one["law"] for one in answer["still"]} == {"기초연금법 §12②"}
    assert {one["information"] for one in answer["still"]} == {"financial", "financial_income"}
    assert all(one["ko"] and one["en"] for one in answer["still"])
    with pytest.raises(mydata.ConsentEnded):
        withdraw(id, resident(me))
    assert mydata.consents_needed("basic_pension", me, DAY)[0].state == "withdrawn"
    fetched = mydata.fetch(resident(me), "basic_pension", me, DAY)
    assert ("withdrawn", me) in {(one.reason, one.person) for one in fetched.refused}
    again = agree(me, "basic_pension", me)
    assert again != id
    assert mydata.consents_needed("basic_pension", me, DAY)[0].state == "given"


def test_again_replaces_the_one_before(couple: tuple[str, str]) -> None:
    me, _ = couple
    first, second = agree(me, "basic_pension", me), agree(me, "basic_pension", me)
    with trust.entered(EVERYTHING):
        rows = Consent.objects.in_bulk([first, second])
    assert (rows[first].replaced_at is None, rows[second].replaced_at) == (False, None)
    with pytest.raises(mydata.ConsentEnded):
        withdraw(first, resident(me))


def test_nobody_is_asked_whose_records_cannot_matter(province: simulation.Population, mother: str) -> None:
    mydata.fetch(resident(mother), "basic_pension", mother, DAY)
    assert mydata.consents_needed("basic_pension", mother, DAY) == []  # under 65: whatever she owns


def test_it_is_worked_out_in_a_fixed_number_of_queries(couple: tuple[str, str], count_queries: CountQueries) -> None:
    me, _ = couple
    connection.ensure_connection()
    mydata.consents_needed("basic_pension", me, DAY)
    with count_queries(9):
        mydata.consents_needed("basic_pension", me, DAY)
