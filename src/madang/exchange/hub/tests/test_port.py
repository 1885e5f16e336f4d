"""Calling an agency: right, slow, down, wrong; once more; left alone; recorded."""

from __future__ import annotations

import asyncio
import time

import pytest
from pytest_django.fixtures import Settings

from madang.exchange.hub import breaker, models, service
from madang.simulation.service import RunningAgencies

somebody = {"numbers": ["S0000001"]}
Seen = list[tuple[str, str, str]]


def ask(timeout: float = 3.0) -> service.Reply:
    return asyncio.run(service.call("nts", "findIncomes", body=somebody, timeout=timeout))


def test_an_answer_keeps_the_contract(agencies: RunningAgencies, unrecorded: Seen) -> None:
    reply = ask()
    assert reply.body["records"][0]["number"] == "S0000001"
    assert unrecorded == [("nts", "findIncomes", "right")]


def test_events_are_read_with_a_cursor(agencies: RunningAgencies, unrecorded: Seen) -> None:
    reply = asyncio.run(service.call("court", "listEvents", query={"after": 0, "limit": 5}))
    assert reply.body == {"events": [], "next": 0}


@pytest.mark.parametrize(
    ("mode", "failure", "reason"),
    [
        ("unavailable", service.AgencyDown, "status 503"),
        ("refuse", service.AgencyDown, "connection failed"),
        ("hang", service.AgencySlow, "no answer within"),
        ("rubbish", service.AgencyAnsweredWrongly, "not JSON"),
        ("wrong_schema", service.AgencyAnsweredWrongly, "not as the contract says"),
        ("unsigned", service.AgencyAnsweredWrongly, "there is no signature"),
        ("badly_signed", service.AgencyAnsweredWrongly, "the signature is not of this message"),
    ],
)
def test_each_misbehaviour_has_its_type(
    agencies: RunningAgencies, unrecorded: Seen, mode: str, failure: type[service.AgencyFailure], reason: str
) -> None:
    agencies.control.behave("nts", mode)
    with pytest.raises(failure, match=reason) as caught:
        ask(0.4)
    assert (caught.value.agency, caught.value.operation) == ("nts", "findIncomes")
    assert "S0000001" not in str(caught.value)
    assert unrecorded == [("nts", "findIncomes", failure.outcome)]


def test_a_slow_agency_costs_no_more_than_the_time_allowed(agencies: RunningAgencies, unrecorded: Seen) -> None:
    agencies.control.behave("nts", latency=5000)
    begin = time.monotonic()
    with pytest.raises(service.AgencySlow):
        ask(0.3)
    assert time.monotonic() - begin < 2


def test_a_broken_connection_is_tried_once_more(
    agencies: RunningAgencies, unrecorded: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency = agencies.agencies["nts"]
    before, calls = agency.behaviour.before, []

    class Flaky:
        mode = "right"

        async def before(self, request: object) -> object:
            calls.append(1)
            if len(calls) == 1:
                request.transport.abort()  # type: ignore[attr-defined]
            return await before(request)  # type: ignore[arg-type]

        def after(self, body: dict[str, object]) -> dict[str, object]:
            return body

    monkeypatch.setattr(agency, "behaviour", Flaky())
    assert ask().body["records"]
    assert len(calls) == 2


def test_an_unknown_operation_or_agency_is_a_mistake_of_the_caller() -> None:
    for agency, operation in (
        ("nts", "deleteEverything"),
        ("fbi", "findIncomes"),
        ("../../etc", "x"),
        ("mapping", "x"),
    ):
        with pytest.raises(service.UnknownOperation):
            asyncio.run(service.call(agency, operation))


def test_without_an_address_it_is_down(settings: Settings, unrecorded: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HUB_ADDRESS = ""
    monkeypatch.delenv("MADANG_URL_HUB", raising=False)
    with pytest.raises(service.AgencyDown, match="no address"):
        ask()


def test_the_surroundings_may_say_where_the_hub_is(
    agencies: RunningAgencies,
    gateway: service.RunningGateway,
    settings: Settings,
    unrecorded: Seen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.HUB_ADDRESS = ""
    monkeypatch.setenv("MADANG_URL_HUB", gateway.address + "/")
    assert ask().agency == "nts"


def test_after_three_failures_it_is_left_alone_and_then_tried_again(
    agencies: RunningAgencies, unrecorded: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setitem(breaker._breakers, "nts", breaker.Breaker(clock=lambda: now[0]))
    agencies.control.behave("nts", "unavailable")
    for _ in range(3):
        with pytest.raises(service.AgencyDown, match="503"):
            ask()
    agencies.control.behave("nts")
    with pytest.raises(service.AgencyDown, match="left alone"):
        ask()
    now[0] += breaker.pause_seconds
    assert ask().body["records"]
    assert ask().body["records"]


def test_every_contract_can_be_read() -> None:
    assert service.agencies() == ("court", "ei", "moi", "nhis", "nts", "welfare")


@pytest.mark.django_db(transaction=True)
def test_an_exchange_is_recorded_without_anything_personal(agencies: RunningAgencies) -> None:
    service.call_and_wait("nts", "findIncomes", body=somebody)
    agencies.control.behave("nts", "wrong_schema")
    with pytest.raises(service.AgencyAnsweredWrongly):
        service.call_and_wait("nts", "findIncomes", body=somebody)
    rows = list(models.Exchange.objects.order_by("id").values("agency", "operation", "outcome", "attempts", "reason"))
    assert [row["outcome"] for row in rows] == ["right", "wrong"]
    assert {row["operation"] for row in rows} == {"findIncomes"}
    assert "S0000001" not in str(rows)
    assert str(models.Exchange.objects.latest("id")) == "nts.findIncomes: wrong"
