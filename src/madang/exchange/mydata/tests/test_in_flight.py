"""A consent withdrawn while something is fetched on it; two who fetch at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from madang.exchange.mydata import service as mydata
from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.recording import record_batch
from madang.exchange.mydata.fetching.wanted import Wanted
from madang.exchange.mydata.tests.conftest import DAY, EVERYTHING, agree, resident
from madang.exchange.mydata.whole import on_everybody
from madang.facts import service as facts
from madang.simulation import service as simulation
from madang.trust import service as trust

pytestmark = [pytest.mark.usefixtures("unrecorded", "agencies")]


def financial_of(person: str) -> list[facts.KnownFact]:
    with trust.entered(EVERYTHING):
        return facts.known([person], names=["assets.financial", "assets.debt", "income.interest"])


@pytest.mark.django_db
def test_withdrawn_between_the_answer_and_the_record(pensioner: str) -> None:
    mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    id = agree(pensioner, "basic_pension", pensioner)
    batch = Batch([Wanted(pensioner, ("basic_pension",))], DAY, timeout=3)
    batch.gather()
    assert batch.gathered.of("welfare", simulation.number_of(pensioner)) is not None
    trust.perform(mydata.WithdrawConsent(id, DAY), resident(pensioner))
    (fetched,) = record_batch(batch, "system:test", "in flight")
    assert (pensioner, "withdrawn") in {(one.person, one.reason) for one in fetched.refused}
    assert financial_of(pensioner) == []


def beside(work: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    done: list[object] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            done.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, done


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_what_is_being_recorded(pensioner: str) -> None:
    mydata.fetch(resident(pensioner), "basic_pension", pensioner, DAY)
    id = agree(pensioner, "basic_pension", pensioner)
    batch = Batch([Wanted(pensioner, ("basic_pension",))], DAY, timeout=3)
    batch.gather()
    with on_everybody():
        batch.refresh_consents()
        thread, done = beside(lambda: trust.perform(mydata.WithdrawConsent(id, DAY), resident(pensioner))["consent"])
        time.sleep(0.4)
        assert done == []
        (fetched,) = record_batch(batch, "system:test", "while it waits")
        assert "withdrawn" not in {one.reason for one in fetched.refused}
    thread.join(10)
    assert done == [id]
    assert len(financial_of(pensioner)) >= 3


@pytest.mark.django_db(transaction=True)
def test_two_at_once_record_once(mother: str) -> None:
    threads = [
        beside(lambda: len(mydata.fetch(resident(mother), "parent_benefit", mother, DAY).recorded)) for _ in range(3)
    ]
    for thread, _ in threads:
        thread.join(30)
    counts = sorted(int(str(done[0])) for _, done in threads)
    assert counts[:2] == [0, 0]
    assert counts[2] > 10


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    assert threading.active_count() < 40
