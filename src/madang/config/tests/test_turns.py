"""Turns at the web server: few work at once, who stands aside keeps nobody, and places run out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from madang.config.turns import ASIDE, WAITED, Environ, Start, Turns

AT_MOST = 5.0
"""Seconds after which a test has failed; nothing in it takes as long."""


class House:
    """Counts who is at work at once. A request waits for its own event where it has one, aside or with its turn."""

    def __init__(self, at_once: int, places: int) -> None:
        self.turns = Turns(self._answers, at_once, places)
        self.inside, self.most, self._lock = 0, 0, threading.Lock()

    def _answers(self, environ: Environ, start: Start) -> Iterable[bytes]:
        self._count(1)
        waits: Callable[[], bool] | None = environ.get("waits")
        if waits is None:
            said = environ["works"]() if "works" in environ else True
        else:

            def counted() -> bool:
                self._count(-1)
                environ["stands_aside"].set()
                return waits()

            said = environ[ASIDE](counted)
            if said is not None:
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


class Beside:
    """A request on a thread of its own that stands aside until `rung`."""

    def __init__(self, house: House) -> None:
        self.rung, self.aside, self.answer = threading.Event(), threading.Event(), b""
        self.environ: Environ = {"waits": lambda: self.rung.wait(AT_MOST), "stands_aside": self.aside}
        self._thread = threading.Thread(target=self._asks, args=(house,), daemon=True)
        self._thread.start()
        assert self.aside.wait(AT_MOST)

    def _asks(self, house: House) -> None:
        self.answer = b"".join(house.turns(self.environ, lambda *_: None))

    def answered(self) -> bytes:
        """Once it has been rung for."""
        self.rung.set()
        self._thread.join(AT_MOST)
        assert not self._thread.is_alive()
        return self.answer


def test_who_stands_aside_keeps_nobody_from_their_turn() -> None:
    house = House(1, 3)
    those = [Beside(house) for _ in range(3)]
    assert house.asked() == b"True"
    assert [one.answered() for one in those] == [b"True"] * 3
    assert house.most == 1
    assert all(one.environ[WAITED] > 0 for one in those)


def test_without_a_place_the_answer_comes_at_once() -> None:
    house = House(1, 1)
    one = Beside(house)
    assert house.asked(waits=lambda: pytest.fail("waited"), stands_aside=threading.Event()) == b"None"
    one.answered()
    assert house.asked(waits=lambda: True, stands_aside=threading.Event()) == b"True", "its place is free again"


def test_whoever_is_rung_for_waits_for_a_turn() -> None:
    house, begun, done = House(1, 1), threading.Event(), threading.Event()
    one = Beside(house)

    def works() -> bool:
        begun.set()
        one.rung.set()
        return done.wait(0.2)

    other = threading.Thread(target=house.asked, kwargs={"works": works}, daemon=True)
    other.start()
    assert begun.wait(AT_MOST)
    assert one.answered() == b"True"
    other.join(AT_MOST)
    assert house.most == 1


def test_a_fault_while_waiting_gives_turn_and_place_back() -> None:
    house = House(1, 1)

    def fails() -> bool:
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            house.asked(waits=fails, stands_aside=threading.Event())
    assert house.asked() == b"True"
