"""Hearing of what residents are told: at once, only what is one's own, and again after the database was lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from conftest import CountQueries
from madang.entitlements.models import StandingChange
from madang.entitlements.service import CHANNEL, Hearing
from madang.entitlements.standing.hearing import MOST
from madang.entitlements.standing.telling import tell

AT_MOST = 10.0
"""Seconds after which a test has failed; nothing in it takes as long."""


@pytest.fixture
def other(db: None) -> Iterator[psycopg.Connection]:
    """Another process's connection."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "dbname", "user", "password") if given.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as found:
        yield found


@pytest.fixture
def hearing(db: None) -> Iterator[Hearing]:
    """Its thread ends soon after nobody waits."""
    made = Hearing(quiet=0.05)
    yield made
    ended(made)


def ended(hearing: Hearing) -> None:
    thread = hearing._thread
    if thread is not None:
        thread.join(AT_MOST)
        assert not thread.is_alive()


def ring(other: psycopg.Connection, *residents: str) -> None:
    other.execute("SELECT pg_notify(%s, id) FROM unnest(%s::text[]) AS id", [CHANNEL, list(residents)])


def heard(rung: threading.Event) -> bool:
    found = rung.wait(AT_MOST)
    rung.clear()
    return found


def test_a_ring_wakes_those_it_names_and_nobody_else(hearing: Hearing, other: psycopg.Connection) -> None:
    with hearing.of("a") as one, hearing.of("a") as same, hearing.of("b") as another:
        assert one is not None
        assert same is not None
        assert another is not None
        assert all(heard(each) for each in (one, same, another)), "it listens from now"
        ring(other, "a", "c")
        assert all(heard(each) for each in (one, same))
        ring(other, "b")
        assert heard(another)
        assert not one.is_set()
        assert not same.is_set()
    assert hearing.waiting("a") == 0


def test_of_one_resident_only_so_many_wait(hearing: Hearing) -> None:
    those = [hearing.of("a") for _ in range(MOST + 1)]
    found = [one.__enter__() for one in those]
    assert [one is None for one in found] == [False] * MOST + [True]
    for one in those:
        one.__exit__(None, None, None)
    with hearing.of("a") as again:
        assert again is not None


def test_a_lost_connection_is_made_again_and_everybody_looks(hearing: Hearing, other: psycopg.Connection) -> None:
    with hearing.of("a") as one, hearing.of("b") as another:
        assert one is not None
        assert another is not None
        assert heard(one)
        assert heard(another)
        killed = other.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()", [f"bell {CHANNEL}"]
        ).fetchone()  # fmt: skip
        assert killed == (1,)
        assert heard(one), "something may have been missed"
        assert heard(another)
        ring(other, "a")
        assert heard(one)
        assert not another.is_set()


def test_the_thread_ends_when_nobody_waits_and_comes_back(hearing: Hearing, other: psycopg.Connection) -> None:
    for _ in range(2):
        with hearing.of("a") as one:
            assert one is not None
            assert heard(one)
            ring(other, "a")
            assert heard(one)
        deadline = time.monotonic() + AT_MOST
        while hearing._thread is not None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert hearing._thread is None


@pytest.mark.django_db(transaction=True)
def test_telling_is_heard_when_it_is_committed(hearing: Hearing, count_queries: CountQueries) -> None:
    with hearing.of("a") as one:
        assert one is not None
        assert heard(one)
        with transaction.atomic():
            with count_queries(1):
                tell([StandingChange(resident="a"), StandingChange(resident="b"), StandingChange(resident="a")])
            assert not one.wait(0.1), "not yet committed"
        assert heard(one)
        with transaction.atomic():
            tell([StandingChange(resident="a")])
            transaction.set_rollback(True)
        with count_queries(0):
            tell([])
        assert not one.wait(0.1)
