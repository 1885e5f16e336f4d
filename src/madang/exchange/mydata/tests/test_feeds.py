"""An agency away, slow, wrong or stale: nothing of it is recorded, the rest goes on, what it owes is asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.models import Feed, PendingFetch
from madang.exchange.mydata.tests.conftest import (
    CLERK,
    DAY,
    EVERYTHING,
    OPERATOR,
    agree,
    entries,
    resident,
    spouse_of,
)
from madang.facts import service as facts
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded"), pytest.mark.django_db]


def sources_of(person: str) -> set[str]:
    with trust.entered(EVERYTHING):
        return {one.source for one in facts.known([person])}


def forget_breakers() -> None:
    from madang.exchange.hub import service as hub

    hub.forget_failures()


def make_due() -> None:
    with trust.entered(EVERYTHING):
        PendingFetch.objects.filter(retry_at__isnull=False).update(retry_at=dt.datetime.now(dt.UTC))


def get(person: str) -> mydata.Fetched:
    return mydata.fetch(resident(person), "parent_benefit", person, DAY, application="case:9", timeout=0.6)


@pytest.mark.parametrize(
    ("mode", "reason"), [("unavailable", "down"), ("refuse", "down"), ("hang", "slow"), ("stale", "stale")]
)
def test_the_rest_goes_on_and_what_is_owed_comes_later(
    agencies: simulation.RunningAgencies, mother: str, mode: str, reason: str
) -> None:
    agencies.control.behave("welfare", mode)
    fetched = get(mother)
    assert {(one.reason, one.agency) for one in fetched.refused} == {(f"agency_{reason}", "welfare")}
    assert fetched.waiting == ("welfare",)
    assert sources_of(mother) == {"moi", "court"}
    with trust.entered(resident(mother)):
        (waiting,) = mydata.waiting_for("case:9")
    assert (waiting.reason, waiting.again is not None) == (reason, True)
    assert "다시 낼 것은 없습니다" in waiting.label.ko
    assert "nothing to hand in" in waiting.label.en
    assert mydata.held_feeds() == []
    forget_breakers()
    assert mydata.retry_pending(DAY) is None  # not due yet
    make_due()
    assert mydata.retry_pending(DAY, most=1, timeout=0.6) == 1
    with trust.entered(EVERYTHING):
        (row,) = PendingFetch.objects.all()
        assert (row.attempts, row.reason) == (1, reason)
        assert row.retry_at is not None
        assert row.retry_at - dt.datetime.now(dt.UTC) > dt.timedelta(seconds=90)
    agencies.all_right()
    forget_breakers()
    make_due()
    assert mydata.retry_pending(DAY) == 1
    with trust.entered(EVERYTHING):
        assert not PendingFetch.objects.exists()
        assert mydata.waiting_for("case:9") == []
    assert "welfare" in sources_of(mother)
    reasons = [one["note"]["reason"] for one in entries(kind="refusal", subject=mother)]
    assert reasons == [f"agency_{reason}"] * 2


@pytest.mark.parametrize("mode", ["rubbish", "wrong_schema"])
def test_a_feed_off_its_contract_waits_for_a_person(
    agencies: simulation.RunningAgencies, mother: str, mode: str
) -> None:
    agencies.control.behave("court", mode)
    fetched = get(mother)
    assert {one.reason for one in fetched.refused if one.agency} == {"agency_wrong"}
    assert "court" not in sources_of(mother)
    with trust.entered(resident(mother)):
        (feed,) = mydata.held_feeds()
        (waiting,) = mydata.waiting_for("case:9")
    assert (feed.agency, feed.reason) == ("court", "off_contract")
    assert (waiting.reason, waiting.again) == ("quarantined", None)
    assert "확인" in waiting.label.ko
    agencies.all_right()
    forget_breakers()
    make_due()
    assert mydata.retry_pending(DAY) is None
    again = get(mother)  # well again, and still not asked
    assert {one.reason for one in again.refused} == {"agency_quarantined"}
    assert "court" not in sources_of(mother)
    for who in (CLERK, resident(mother)):
        with pytest.raises(trust.Denied):
            trust.perform(mydata.ReleaseFeed("court", "고쳤다고 함"), who)
    assert trust.perform(mydata.ReleaseFeed("court", "형식을 고침"), OPERATOR) == {"waiting": 1}
    with pytest.raises(mydata.NotQuarantined):
        trust.perform(mydata.ReleaseFeed("court", "다시"), OPERATOR)
    assert mydata.retry_pending(DAY) == 1
    assert "court" in sources_of(mother)
    (act,) = entries(name="mydata.release_feed", kind="act")
    assert (act["note"]["agency"], act["note"]["why"]) == ("court", "형식을 고침")


HOSTILE = {
    "another person's record": lambda body: body["records"].append(
        {"number": "S0000599", "record": body["records"][0]["record"]}
    ),
    "as of tomorrow's tomorrow": lambda body: body.update(as_of="2031-01-01"),
    "two records of one": lambda body: body["records"].append(body["records"][0]),
    "a sum beyond all": lambda body: body["records"][0]["record"].update(financial_assets=10**15),
    "less than nothing": lambda body: body["records"][0]["record"].update(financial_assets=-5),
    "a date that is none": lambda body: body["records"][0]["record"].update(allowance_applied_on="2026-02-31"),
    "a month that is none": lambda body: body["records"][0]["record"].update(national_pension={"2026-13": 1}),
    "a list": lambda body: body.update(records={"number": 1}),
    "no day": lambda body: body.pop("as_of"),
    "text for a sum": lambda body: body["records"][0]["record"].update(financial_assets="많음"),
    "a nul": lambda body: body["records"][0]["record"].update(enrolment="\0"),
}


@pytest.mark.parametrize("wrong", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_holds_the_feed_back_and_records_nothing_of_it(
    agencies: simulation.RunningAgencies, mother: str, monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Any], None]
) -> None:
    """Behind the contract: an agency whose answers pass it and still cannot be."""
    from madang.exchange.hub.service import Port, Reply

    call = Port.call

    async def bent(self: Port, agency: str, operation_id: str, **more: Any) -> Reply:
        reply = await call(self, agency, operation_id, **more)
        if agency == "welfare":
            wrong(reply.body)
        return reply

    agree(mother, "benefit_alerts", mother)
    monkeypatch.setattr(Port, "call", bent)
    fetched = mydata.fetch(resident(mother), "benefit_alerts", mother, DAY, persons=[mother])
    assert "welfare" not in sources_of(mother)
    assert {"moi", "nts", "court"} <= sources_of(mother)
    assert fetched.waiting == ("welfare",)
    (feed,) = _feeds()
    assert (feed.agency, feed.reason) == ("welfare", "implausible")
    assert "S0" not in feed.ko + feed.en


def _feeds() -> list[Feed]:
    with trust.entered(EVERYTHING):
        return mydata.held_feeds()


def test_a_register_that_changes_everybodys_birthday_is_not_believed(
    agencies: simulation.RunningAgencies, province: simulation.Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    from madang.exchange.hub.service import Port, Reply
    from madang.exchange.mydata.fetching.batch import Batch
    from madang.exchange.mydata.fetching.recording import record_batch
    from madang.exchange.mydata.fetching.wanted import Wanted

    people = [f"p{row + 1:07d}" for row in range(12)]
    wanted = [Wanted(one, ("event.birth",), (one,), walk=False) for one in people]

    def load(key: str) -> tuple[int, ...]:
        batch = Batch(wanted, DAY, timeout=3)
        batch.gather()
        return record_batch(batch, "system:test", key)[0].recorded

    assert load("first")
    call = Port.call

    async def bent(self: Port, agency: str, operation_id: str, **more: Any) -> Reply:
        reply = await call(self, agency, operation_id, **more)
        for one in reply.body["records"] if agency == "moi" else ():
            one["record"]["birth_date"] = "1990-01-01"
        return reply

    monkeypatch.setattr(Port, "call", bent)
    assert load("second") == ()
    (feed,) = _feeds()
    assert (feed.agency, feed.reason) == ("moi", "implausible")


def test_what_two_wait_for_is_kept_once(
    agencies: simulation.RunningAgencies, province: simulation.Population, pensioner: str
) -> None:
    agencies.control.behave("moi", "unavailable")
    for _ in range(2):
        mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY, application="case:1")
        forget_breakers()
    with trust.entered(EVERYTHING):
        (row,) = PendingFetch.objects.all()
    assert row.attempts == 1
    with trust.entered(resident(spouse_of(province, pensioner))):
        assert mydata.waiting_for("case:1") == []  # the applicant's business alone
