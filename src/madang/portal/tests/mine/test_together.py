"""Two residents at once on every page: nothing of one is ever on a page of the other."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from madang.portal.tests.mine.house import FATHER, MOTHER, looked_at, signed_in
from madang.portal.tests.mine.road import applied

PAGES = ("", "since", "services/", "services/parent_benefit/", "cases/", "looks/", "consents/")
ROUNDS = 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("house")
def test_nothing_of_one_is_on_a_page_of_the_other() -> None:
    own: dict[str, tuple[Client, list[str], str]] = {}
    for person, why in ((MOTHER, "하늘의 심사"), (FATHER, "바다의 심사")):
        client, entry = signed_in(person), looked_at(person, why=why)
        sent = applied(client)
        pages = [f"cases/{sent['case']}/", f"looks/{entry}/", f"apply/{sent['draft']}/receipt/"]
        assert sent["number"] in client.get(f"/mine/{pages[0]}").content.decode()
        assert why in client.get(f"/mine/{pages[1]}").content.decode()
        own[person] = (client, pages, f"{sent['number']}|{why}")
    leaks: list[str] = []

    def hammers(person: str, other: str) -> None:
        client, pages, _ = own[person]
        _, theirs, marks = own[other]
        try:
            for _ in range(ROUNDS):
                for page in (*PAGES, *pages, *theirs):
                    text = client.get(f"/mine/{page}").content.decode()
                    leaks.extend(f"{person} {page}" for mark in marks.split("|") if mark in text)
        finally:
            connection.close()

    threads = [threading.Thread(target=hammers, args=pair) for pair in ((MOTHER, FATHER), (FATHER, MOTHER))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert leaks == []
