"""The port that is kept open for those who wait: one session over many questions, another hub, an end, a fork."""

from __future__ import annotations

import asyncio
import threading

import pytest
from pytest_django.fixtures import Settings

from madang.exchange.conftest import Keys
from madang.exchange.hub import models, service, waiting
from madang.simulation.service import RunningAgencies

SOMEBODY = {"numbers": ["S0000001"]}


async def _nts(port: service.Port) -> service.Reply:
    return await port.call("nts", "findIncomes", body=SOMEBODY)


@pytest.fixture
def _rung_off() -> None:
    service.hang_up()


@pytest.mark.usefixtures("agencies", "_rung_off")
def test_one_session_is_kept_over_questions_and_threads(unrecorded: list[tuple[str, str, str]]) -> None:
    assert service.ask_and_wait(_nts).body["records"][0]["number"] == "S0000001"
    kept = waiting._kept
    beside = threading.Thread(target=lambda: service.ask_and_wait(_nts))
    beside.start()
    beside.join(10)
    assert kept is not None
    assert waiting._kept is kept
    assert kept.session.connector is not None
    assert [len(held) for held in kept.session.connector._conns.values()] == [1]
    assert unrecorded == [("nts", "findIncomes", "right")] * 2


@pytest.mark.usefixtures("unrecorded")
def test_a_hub_that_was_restarted_is_asked_as_before(agencies: RunningAgencies, keys: Keys, settings: Settings) -> None:
    for _ in range(2):
        configuration = service.Configuration(keys.signer("hub"), service.address_of_service, b"for tests")
        entries = service.demonstration(keys.public, agencies.addresses)
        gateway = service.Gateway(configuration, service.Fixed(entries), service.Remembered())
        with service.RunningGateway(gateway) as answering:
            settings.HUB_ADDRESS = answering.address
            assert service.ask_and_wait(_nts).agency == "nts"


@pytest.mark.usefixtures("agencies", "unrecorded")
def test_after_the_end_another_session_is_opened() -> None:
    service.ask_and_wait(_nts)
    before = waiting._kept
    service.hang_up()
    assert before is not None
    assert before.session.closed
    assert not before._thread.is_alive()
    assert service.ask_and_wait(_nts).agency == "nts"


@pytest.mark.usefixtures("agencies", "unrecorded")
def test_a_forked_process_opens_its_own() -> None:
    service.ask_and_wait(_nts)
    kept = waiting._kept
    waiting._forget()
    try:
        assert service.ask_and_wait(_nts).agency == "nts"
        assert waiting._kept is not kept
        service.hang_up()
    finally:
        waiting._kept = kept
        service.hang_up()


@pytest.mark.django_db
def test_what_took_place_is_recorded_in_one_query_even_when_it_failed(agencies: RunningAgencies) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    agencies.control.behave("moi", "unavailable")

    async def both(port: service.Port) -> None:
        await asyncio.gather(_nts(port), port.call("moi", "findResidents", body=SOMEBODY), return_exceptions=True)
        raise LookupError

    with CaptureQueriesContext(connection) as captured, pytest.raises(LookupError):
        service.ask_and_wait(both)
    assert len(captured) == 1
    rows = models.Exchange.objects.order_by("agency").values_list("agency", "outcome", "reason")
    assert list(rows) == [("moi", "down", "status 503"), ("nts", "right", "")]
