"""A bell keeps its rings apart in a stream, and makes nobody wait after a silence."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from madang.trust import bell as bells
from madang.trust.service import bell

pytestmark = pytest.mark.django_db(transaction=True)


class Clock:
    """Stands in for `time`: sleeping moves it on."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def test_what_comes_in_a_stream_rings_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(bells, "time", clock)
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "dbname", "user", "password") if given.get(name)}
    ringing = bell("test_bell", 10.0, apart=lambda: 0.5)
    with psycopg.connect(**wanted, autocommit=True) as other:
        next(ringing)
        clock.now += 0.1  # what the first ring is about is done
        other.execute("NOTIFY test_bell")
        next(ringing)
        clock.now += 3.0
        other.execute("NOTIFY test_bell")
        next(ringing)
    ringing.close()  # type: ignore[attr-defined]
    assert clock.slept == [0.0, 0.4, 0.0]
