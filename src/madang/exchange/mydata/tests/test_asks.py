"""What an application asks of others: each for themself, seen by both sides, and it goes on once they have agreed."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.models import ConsentAsk, PendingFetch
from madang.exchange.mydata.tests.conftest import CLERK, DAY, EVERYTHING, OPERATOR, entries, resident, spouse_of
from madang.facts import service as facts
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies"), pytest.mark.django_db]
NUMBER, CITY = "2026-48170-0000001", "48170"
HELD, SOURCES = {"assets.financial", "assets.debt"}, {"nts", "welfare"}


@pytest.fixture
def asked(province: simulation.Population, pensioner: str) -> tuple[str, str, mydata.ConsentAsk]:
    """(applicant, spouse, what is asked of the spouse) after the registers said who they are to each other."""
    mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    assert ask(resident(pensioner), pensioner)
    with trust.entered(resident(spouse_of(province, pensioner))):
        (found,) = mydata.asked_of([spouse_of(province, pensioner)])
    return pensioner, spouse_of(province, pensioner), found


def ask(who: trust.Principal, applicant: str, application: str = NUMBER) -> list[int]:
    with trust.entered(who):
        return mydata.ask_consents(
            who, "basic_pension", applicant, DAY, name="신청인", application=application, tenant=CITY
        )


def agrees(ask: mydata.ConsentAsk) -> int:
    needed = mydata.needed_for(ask, DAY)
    assert needed is not None
    digest = mydata.text_of(needed, "ko").digest
    act = mydata.GiveConsent(ask.giver, ask.purpose, ask.applicant, DAY, digest, tenant=ask.tenant)
    return trust.perform(act, resident(ask.giver))


def known_of(person: str) -> set[str]:
    with trust.entered(EVERYTHING):
        return {one.name for one in facts.known([person])}


def states(who: trust.Principal) -> list[tuple[str, str]]:
    with trust.entered(who):
        return [(one.role, one.state) for one in mydata.asks_for(NUMBER)]


def test_who_files_is_not_asked_again_and_only_those_concerned_see_it(
    asked: tuple[str, str, mydata.ConsentAsk],
) -> None:
    me, spouse, found = asked
    assert (found.giver, found.name, found.role, found.state) == (spouse, "신청인", "spouse", "asked")
    assert (found.speakers, found.tenant) == ([spouse], CITY)
    for who in (resident(me), resident(spouse), CLERK):
        assert states(who) == [("spouse", "asked")]
    elsewhere = trust.Principal("official", "c2", tenant="11110", roles=("caseworker",), assurance="passkey")
    for who in (resident("p0000600"), elsewhere):
        assert states(who) == []
    assert not ConsentAsk.objects.exists()  # no context, no rows
    with trust.entered(resident(spouse)):
        assert mydata.unanswered([spouse], spouse) == 1
        assert mydata.unanswered([spouse], "p0000600") == 0
    mine, theirs = entries(name="mydata.ask_consents")
    assert {mine["subject"], theirs["subject"]} == {me, spouse}
    assert me not in str(theirs["note"]) + theirs["resource"]["id"]
    with pytest.raises(trust.Denied):
        ask(resident("p0000600"), me)


def test_an_official_who_files_asks_everybody(province: simulation.Population, pensioner: str) -> None:
    mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    with pytest.raises(trust.Denied):
        ask(OPERATOR, pensioner)
    ask(CLERK, pensioner)
    assert states(CLERK) == [("applicant", "asked"), ("spouse", "asked")]


def test_once_they_agree_it_goes_on_by_itself(asked: tuple[str, str, mydata.ConsentAsk]) -> None:
    me, spouse, found = asked
    assert not known_of(spouse) & HELD
    agrees(found)
    assert states(resident(me)) == [("spouse", "given")]
    with trust.entered(resident(me)):
        waiting = mydata.waiting_for(NUMBER)
    assert {(one.agency, one.reason) for one in waiting} == {(agency, "asked") for agency in SOURCES}
    assert "지금 물어보고" in waiting[0].label.ko
    assert mydata.retry_pending(DAY) == len(SOURCES)
    assert known_of(spouse) >= HELD
    with trust.entered(EVERYTHING):
        assert mydata.waiting_for(NUMBER) == []
    grounds = {one["ground"]["consent"] for one in entries(kind="disclosure", subject=spouse)} - {""}
    assert len(grounds) == 1, "what was fetched rests on this consent"


def test_no_is_no_and_may_become_yes(asked: tuple[str, str, mydata.ConsentAsk]) -> None:
    me, spouse, found = asked
    for who in (resident(me), resident(me, spouse), CLERK):
        with pytest.raises(trust.Denied):
            trust.perform(mydata.RefuseConsent(found.pk), who)
    with pytest.raises(mydata.NoSuchConsent):
        trust.perform(mydata.RefuseConsent(found.pk), resident("p0000600"))
    trust.perform(mydata.RefuseConsent(found.pk), resident(spouse))
    assert states(resident(me)) == [("spouse", "refused")]
    assert mydata.retry_pending(DAY) is None
    with pytest.raises(mydata.ConsentEnded):
        trust.perform(mydata.RefuseConsent(found.pk), resident(spouse))
    (no,) = entries(name="mydata.refuse_consent", kind="act")
    assert (no["subject"], no["ground"]["kind"]) == (spouse, "own")
    agrees(found)
    assert states(resident(me)) == [("spouse", "given")]


def test_taken_back_before_it_was_fetched_nobody_is_asked_any_more(asked: tuple[str, str, mydata.ConsentAsk]) -> None:
    me, spouse, found = asked
    consent = agrees(found)
    trust.perform(mydata.WithdrawConsent(consent, DAY), resident(spouse))
    assert states(resident(me)) == [("spouse", "withdrawn")]
    mydata.retry_pending(DAY)
    assert not known_of(spouse) & HELD
    with trust.entered(EVERYTHING):
        assert not PendingFetch.objects.exists(), "what nothing carries is not asked for again and again"


def test_it_is_over_with_the_application_or_when_another_one_asks(asked: tuple[str, str, mydata.ConsentAsk]) -> None:
    me, spouse, found = asked
    ask(resident(me), me, "2026-48170-0000002")
    with trust.entered(resident(spouse)):
        (newer,) = mydata.asked_of([spouse])
        assert newer.pk != found.pk
    with trust.entered(resident(me)):
        mydata.end_asks(newer.application, dt.datetime.now(dt.UTC))
    with trust.entered(resident(spouse)):
        assert mydata.asked_of([spouse]) == []
        assert mydata.unanswered([spouse], spouse) == 0
    with pytest.raises(mydata.ConsentEnded):
        trust.perform(mydata.RefuseConsent(newer.pk), resident(spouse))
