"""Two at once about one delegation: one holds, the other is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from madang.people import service as people
from madang.people.models import Delegation
from madang.people.tests.conftest import EVERYTHING, resident, soon
from madang.trust import service as trust
from tests.log_entries import entries


def offer() -> str:
    return str(trust.perform(people.OfferDelegation("p1", "p2", "proxy", soon()), resident("p1"))["delegation"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", [people.WithdrawDelegation, people.RefuseDelegation, people.AcceptOffer])
def test_of_two_answers_at_once_one_holds(second: Callable[[str], Any], enrol: Callable[[], None]) -> None:
    enrol()
    id = offer()
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def run(act: Any, who: trust.Principal) -> None:
        try:
            ready.wait()
            outcomes.append(trust.perform(act, who)["state"])
        except people.PeopleRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(people.AcceptOffer(id), resident("p2"))),
        threading.Thread(target=run, args=(second(id), resident("p2"))),
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with trust.entered(EVERYTHING):
        row = Delegation.objects.get()
    steps = [one.name for one in entries(subject="p1")][1:]
    if second is people.WithdrawDelegation:
        assert row.state == "withdrawn"
        assert sorted(outcomes) in (["active", "withdrawn"], ["not_waiting", "withdrawn"])
        assert steps in (["people.offer", "people.accept", "people.withdraw"], ["people.offer", "people.withdraw"])
    else:
        assert sorted(outcomes) in (["active", "not_waiting"], ["not_waiting", "refused"])
        assert len(steps) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_offers_at_once_one_is_told(enrol: Callable[[], None]) -> None:
    enrol()
    outcomes: list[str] = []

    def run() -> None:
        try:
            offer()
            outcomes.append("offered")
        except people.PeopleRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["delegated_already"] * 3 + ["offered"]
