"""Turns at the web server: few work at once, who stands aside keeps nobody, places run out, a stop lets all go on."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from madang.config.stopping import when_asked_to_stop
from madang.config.turns import ASIDE, WAITED, Environ, Start, Turns

AT_MOST = 10.0
"""Seconds after which a test has failed; nothing in it takes as long."""


class House:
    """Counts who is at work at once. A request that has an event stands aside for it; others do what they are given."""

    def __init__(self, at_once: int, places: int) -> None:
        self.turns = Turns(self._answers, at_once, places)
        self.inside, self.most, self._lock = 0, 0, threading.Lock()

    def _answers(self, environ: Environ, start: Start) -> Iterable[bytes]:
        self._count(1)
        said: object = environ.get("works", bool)()
        if "rung" in environ:
            self._count(-1)
            said = environ[ASIDE](environ["rung"], AT_MOST)
            self._count(1)
        self._count(-1)
        return [str(said).encode()]

    def _count(self, change: int) -> None:
        with self._lock:
            self.inside += change
            self.most = max(self.most, self.inside)

    def asked(self, **environ: Any) -> bytes:
        """The answer."""
        return b"".join(self.turns(environ, lambda *_: None))


class Seen(threading.Event):
    """Says when somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.awaited.set()
        return super().wait(timeout)


class Beside:
    """A request on a thread of its own that stands aside until `rung`."""

    def __init__(self, house: House) -> None:
        self.rung, self.answer, self.environ = Seen(), b"", Environ()
        self._thread = threading.Thread(target=self._asks, args=(house,), daemon=True)
        self._thread.start()
        assert self.rung.awaited.wait(AT_MOST)

    def _asks(self, house: House) -> None:
        self.environ["rung"] = self.rung
        self.answer = b"".join(house.turns(self.environ, lambda *_: None))

    def answered(self) -> bytes:
        """Once it has come."""
        self._thread.join(AT_MOST)
        assert not self._thread.is_alive()
        return self.answer


def test_who_stands_aside_keeps_nobody_from_their_turn() -> None:
    house = House(1, 3)
    those = [Beside(house) for _ in range(3)]
    assert house.asked() == b"False"
    for one in those:
        one.rung.set()
        assert one.answered() == b"True"
        assert one.environ[WAITED] > 0
    assert house.most == 1


def test_without_a_place_the_answer_comes_at_once() -> None:
    house = House(1, 1)
    one = Beside(house)
    assert house.asked(rung=threading.Event()) == b"None"
    one.rung.set()
    assert one.answered() == b"True"
    rung = threading.Event()
    rung.set()
    assert house.asked(rung=rung) == b"True", "its place is free again"


def test_whoever_is_rung_for_waits_for_a_turn() -> None:
    house, done = House(1, 1), threading.Event()
    one = Beside(house)

    def works() -> bool:
        one.rung.set()
        return done.wait(0.2)

    assert house.asked(works=works) == b"False"
    assert one.answered() == b"True"
    assert house.most == 1


def test_a_fault_while_waiting_gives_turn_and_place_back() -> None:
    class Broken(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            raise ZeroDivisionError

    house = House(1, 1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            house.asked(rung=Broken())
    assert house.asked() == b"False"


@pytest.fixture
def handled() -> Iterable[None]:
    """SIGTERM is handled, as a server does."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    yield
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, before)


def test_a_stop_lets_everybody_who_waits_go_on(handled: None) -> None:
    house = House(1, 2)
    those = [Beside(house) for _ in range(2)]
    when_asked_to_stop(house.turns.close)
    os.kill(os.getpid(), signal.SIGTERM)
    assert [one.answered() for one in those] == [b"None"] * 2
    assert house.asked(rung=threading.Event()) == b"None", "and nobody waits any more"
