"""Everybody at once at every address, with ids of both sides, while the workers work: nothing crosses."""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from madang.portal.mine.sending import new_key
from madang.trust import context
from tests.walls.jobs import context_left, out_of_bounds, worked
from tests.walls.people import ANNE, BORA, LIMITED, OFFICIALS, RESIDENTS, Side
from tests.walls.routes import Address, addresses
from tests.walls.visitors import VISITORS, Visitor, appointed, fields, leaks, said_by

THREADS = 8
DO = ("check", "save", "discard", "supply", "opinion", "object")
GONE = {404, 405}
"""What residents on their pages and officials at the desk are answered where an address holds ids of others."""
CLOSED = GONE | {302, 401, 403}
"""What others are: sent to sign in, or told that these pages are not theirs."""
SILENT = {"health-ready": "no workers run beside a test", "portal:demo-begin": "no agency is there to answer"}
"""Addresses that may say 503 here, and why."""
PLAIN = {
    "portal:desk-act": 405,
    "portal:mine-change": 200,
    "portal:mine-consent": 302,
    "portal:mine-withdraw-consent": 200,
}
"""Pages of one's own that say no word of these tests' (amounts, names of sources): what their owner is answered."""


@dataclass
class Hammering:
    """What is to be tried, and what went wrong."""

    waiting: list[tuple[Visitor, str, Address]]
    cookies: dict[str, dict[str, str]]
    faults: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        """Until nothing is left, in this thread."""
        try:
            for number in itertools.count():
                with self.lock:
                    if not self.waiting:
                        return
                    visitor, method, address = self.waiting.pop()
                try:
                    self._try(visitor, method, address, number)
                except Exception as error:
                    self.faults.append(f"{visitor.part or 'nobody'} {method} {address.path}: {error!r}")
        finally:
            connection.close()

    def _try(self, visitor: Visitor, method: str, address: Address, number: int) -> None:
        client = self._browser(visitor, method, address)
        sent = address.path
        if method == "GET":
            response: Any = client.get(address.path)
        else:
            side = address.whose or visitor.others[0]
            form = fields(side, client.cookies["csrftoken"].value, new_key(), DO[number % len(DO)])
            sent += " ".join(form.values())
            response = client.post(address.path, form)
        status = response.status_code
        self.statuses[status] += 1
        wrong = [f"shows {mark}" for mark in leaks(response, visitor, sent)]
        if status >= 500 and not (status == 503 and address.route in SILENT):
            wrong.append(f"answers {status}")
        if address.whose in visitor.others and status not in closed(visitor, address):
            wrong.append(f"answers {status}")
        if left := context_left():
            wrong.append(f"leaves the context {left}")
        self.faults += [f"{visitor.part or 'nobody'} {method} {address.path} {one}" for one in wrong]

    def _browser(self, visitor: Visitor, method: str, address: Address) -> Client:
        """The visitor's session, shared by all threads; where a form may end it, one of its own."""
        if may_end_sessions(method, address):
            return visitor.browser()
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        for name, value in self.cookies[visitor.part].items():
            client.cookies[name] = value
        return client


def may_end_sessions(method: str, address: Address) -> bool:
    """Forms of an account: these come last, and in a browser of their own."""
    return method == "POST" and address.path.startswith("/account/")


def closed(visitor: Visitor, address: Address) -> set[int]:
    """What somebody may be answered at an address that holds ids of others."""
    at_home = (RESIDENTS, "portal:mine"), (OFFICIALS | {LIMITED: ANNE}, "portal:desk")
    return GONE if any(visitor.part in who and address.route.startswith(area) for who, area in at_home) else CLOSED


def own_pages_show_what_is_looked_for(cookies: dict[str, dict[str, str]]) -> None:
    """The search finds a side's words where they should be; one that found nothing anywhere would prove nothing."""
    for side in (ANNE, BORA):
        own = [one for one in addresses() if one.whose is side]
        parts = [part for part, one in (RESIDENTS | OFFICIALS).items() if one is side]
        seen = {address.route for address in own for part in parts if _shown(address, side, cookies[part])}
        assert sorted({address.route for address in own} - seen) == []


def _shown(address: Address, side: Side, cookies: dict[str, str]) -> bool:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    response: Any = client.get(address.path)
    plain = PLAIN.get(address.route)
    if response.status_code != (plain or 200):
        return False
    return plain is not None or any(mark in said_by(response) for mark in side.marks())


@pytest.mark.usefixtures("both")
def test_nothing_of_one_meets_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    appointed()
    browsers = {visitor.part: visitor.browser() for visitor in VISITORS}
    cookies = {part: {name: one.value for name, one in client.cookies.items()} for part, client in browsers.items()}
    own_pages_show_what_is_looked_for(cookies)
    tries = [
        (visitor, method, address) for visitor in VISITORS for method in ("GET", "POST") for address in addresses()
    ]
    random.Random(4).shuffle(tries)
    tries.sort(key=lambda one: not may_end_sessions(*one[1:]))
    hammering = Hammering(tries, cookies)
    begun = threading.Event()
    threads = [threading.Thread(target=worked, args=(hammering.waiting, hammering.faults, begun))]
    threads += [threading.Thread(target=hammering.run) for _ in range(THREADS)]
    for one in threads:
        one.start()
        begun.wait(60)
    for one in threads:
        one.join()
    assert hammering.faults == []
    assert hammering.statuses[200] > 100, hammering.statuses
    assert out_of_bounds() == []

    # With the walls open to everybody the same tries do find something: they would have found it above.
    cookies[VISITORS[0].part] = {name: one.value for name, one in VISITORS[0].browser().cookies.items()}
    monkeypatch.setattr(context, "settings_of", lambda _: dict.fromkeys(context.NAMES, "*"))
    found = Hammering([(VISITORS[0], "GET", one) for one in addresses() if one.whose is BORA], cookies)
    found.run()
    assert any("shows" in fault for fault in found.faults)
