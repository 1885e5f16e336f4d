"""An open page hears at once: over real HTTP, with the turns of the house's server, rung by the room that tells."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from typing import Any, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import psycopg
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client

from madang.config.turns import ASIDE, Turns
from madang.entitlements.service import CHANNEL, Hearing, latest_change
from madang.facts.service import NewFact
from madang.portal.mine import since as page
from madang.portal.tests.mine.house import FATHER, MOTHER, signed_in, something_new
from madang.trust import service as trust

AT_MOST = 20.0
"""Seconds after which a test has failed; a question waits for longer."""
LATE = 10.0
"""Seconds by which the answer has not been waited for to the end."""
PLACES = 2
HERS = NewFact("m1-baby", "child.care_setting", "daycare", "welfare")
HIS = NewFact("f1-child", "child.care_setting", "daycare", "welfare")


class Answer(NamedTuple):
    """status; again: what Retry-After says, empty without; body; seconds until it came."""

    status: int
    again: str
    body: str
    seconds: float


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


class Question(threading.Thread):
    """Asked by the page of whoever is signed in, waiting in a thread of its own."""

    def __init__(self, url: str, client: Client, after: int, wait: int = 25) -> None:
        super().__init__(daemon=True)
        cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        self._request = urllib.request.Request(
            f"{url}/mine/since?after={after}&wait={wait}", headers={"Cookie": cookies}
        )
        self._answer: Answer | None = None
        self.start()

    def run(self) -> None:
        begun = time.monotonic()
        try:
            with urllib.request.urlopen(self._request, timeout=AT_MOST) as found:
                self._answer = Answer(found.status, "", found.read().decode(), time.monotonic() - begun)
        except urllib.error.HTTPError as error:
            again = error.headers.get("Retry-After", "")
            self._answer = Answer(error.code, again, error.read().decode(), time.monotonic() - begun)

    def answer(self) -> Answer:
        """Once it has come."""
        self.join(AT_MOST)
        assert self._answer is not None, "no answer"
        return self._answer


@pytest.fixture
def hearing(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    """Its thread ends soon after nobody waits, so that the database can be taken away."""
    made = Hearing(quiet=0.05)
    monkeypatch.setattr(page, "hearing", made)
    yield made
    thread = made._thread
    if thread is not None:
        thread.join(AT_MOST)
        assert not thread.is_alive()


@pytest.fixture
def url(transactional_db: None, hearing: Hearing) -> Iterator[str]:
    """A server that works on one request at once and lets two wait."""
    application = Turns(WSGIHandler(), 1, PLACES)
    with make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Silent) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def connections() -> set[int]:
    """Those of the application to this database, but for the bell's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
            " AND application_name <> %s AND backend_type = 'client backend'",
            [f"bell {CHANNEL}"],
        )
        return {row[0] for row in cursor.fetchall()}


def until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + AT_MOST
    while not reached():
        assert time.monotonic() < deadline, "never came so far"
        time.sleep(0.01)


def latest_of(person: str) -> int:
    with trust.entered(trust.system("test")):
        return latest_change(person)


@pytest.mark.django_db(transaction=True)
def test_an_open_page_hears_at_once_and_of_its_own_alone(url: str, hearing: Hearing, house: None) -> None:
    mother, father = signed_in(MOTHER), signed_in(FATHER)
    before = connections()
    hers, his = Question(url, mother, latest_of(MOTHER)), Question(url, father, latest_of(FATHER))
    until(lambda: hearing.waiting(MOTHER) == hearing.waiting(FATHER) == 1)
    until(lambda: connections() <= before)

    third = Question(url, mother, latest_of(MOTHER)).answer()
    assert (third.status, third.again, third.body) == (304, "2", ""), "no place: answered at once, ask again later"
    assert mother.get("/mine/since").status_code == 200, "and whoever does not wait is served"

    something_new(HERS, key="hers")
    told = time.monotonic()
    answer = hers.answer()
    assert time.monotonic() - told < LATE
    assert (answer.status, answer.body) == (200, f'{{"latest": {latest_of(MOTHER)}}}')
    assert hearing.waiting(FATHER) == 1, "hers is no news to him"

    again = Question(url, mother, latest_of(MOTHER))
    until(lambda: hearing.waiting(MOTHER) == 1)
    father.post("/account/sign-out/")
    something_new(HIS, key="his")
    assert his.answer()[:3] == (401, "", "{}"), "whoever has signed out is told nothing any more"

    something_new(NewFact("m1-baby", "child.care_setting", "home", "welfare"), key="hers again")
    assert again.answer().status == 200
    assert Question(url, mother, latest_of(MOTHER), wait=1).answer()[:2] == (304, ""), "nothing new within a second"


@pytest.fixture
def mother(house: None) -> Client:
    return signed_in(MOTHER)


def may_wait(client: Client, aside: Callable[[threading.Event, float], bool]) -> None:
    """As the house's server puts it into each request."""
    environ: dict[str, Any] = client.defaults
    environ[ASIDE] = aside


def rung(*residents: str) -> None:
    """By another process."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "dbname", "user", "password") if given.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_notify(%s, id) FROM unnest(%s::text[]) AS id", [CHANNEL, list(residents)])


def test_what_is_told_between_the_look_and_the_wait_is_not_missed(
    mother: Client, hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, looks, waits = latest_change(MOTHER), list[int](), list[bool]()

    def looked(resident: str) -> int:
        looks.append(found := latest_change(resident))
        if len(looks) == 1:
            something_new(HERS, key="hers")
            rung(MOTHER)
        return found

    def aside(rung: threading.Event, seconds: float) -> bool:
        waits.append(rung.wait(seconds))
        return waits[-1]

    monkeypatch.setattr(page, "latest_change", looked)
    may_wait(mother, aside)
    begun = time.monotonic()
    answer = mother.get(f"/mine/since?after={before}&wait=25")
    assert answer.json()["latest"] == looks[-1] > before
    assert time.monotonic() - begun < AT_MOST
    assert all(waits)


@pytest.mark.parametrize("wait", ["", "0", "-1", "1.5", "x", "²", "9" * 400])
def test_only_a_number_of_seconds_is_a_wish_to_wait(mother: Client, hearing: Hearing, wait: str) -> None:
    asked: list[float] = []

    def aside(rung: threading.Event, seconds: float) -> bool:
        asked.append(seconds)
        return False

    may_wait(mother, aside)
    answer = mother.get(f"/mine/since?after={latest_change(MOTHER)}&wait={wait}")
    assert (answer.status_code, "Retry-After" in answer.headers, asked) == (304, False, [])


def test_where_nobody_can_wait_the_page_is_told_to_come_back(mother: Client, hearing: Hearing) -> None:
    address = f"/mine/since?after={latest_change(MOTHER)}&wait=25"
    assert mother.get(address).headers["Retry-After"] == "2"
    assert hearing._thread is None, "and nobody listens for nobody"
    may_wait(mother, lambda *_: pytest.fail("a fifth page of one person waits"))
    with hearing.of(MOTHER), hearing.of(MOTHER), hearing.of(MOTHER), hearing.of(MOTHER):
        answer = mother.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (304, "2")
