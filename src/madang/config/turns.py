"""Turns at the web server: few requests work at once, many more may stand aside and wait without keeping anybody.

docs/decisions/0022. A room finds the way aside in the request (WSGI's environ, `ASIDE`), not here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

ASIDE = "madang.aside"
"""Key of environ: a function (event, seconds). It waits for the event and returns whether it was set; None at once
where all places are taken, and as soon as the server stops. Meanwhile somebody else has the turn."""
WAITED = "madang.waited"
"""Key of environ: seconds a request stood aside and then waited for its turn again; absent where it did not."""

Environ = dict[str, Any]
Start = Callable[..., Any]


class Application(Protocol):
    """WSGI (PEP 3333)."""

    def __call__(self, environ: Environ, start_response: Start, /) -> Iterable[bytes]: ...


class Turns:
    """A WSGI application of which `at_once` requests work at a time and at the most `places` stand aside.

    The server must have `at_once + places` threads: then those who stand aside never take one from the others.
    """

    def __init__(self, application: Application, at_once: int, places: int) -> None:
        self._application, self._places = application, places
        self._turns = threading.Semaphore(at_once)
        self._lock = threading.Lock()
        self._aside: set[threading.Event] = set()
        self._closed = False

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answers when it is its turn."""

        def aside(rung: threading.Event, seconds: float) -> bool | None:
            begun = time.perf_counter()
            if not self._takes_place(rung):
                return None
            self._turns.release()
            try:
                heard = rung.wait(seconds)
            finally:
                self._turns.acquire()
                self._leaves_place(rung)
                environ[WAITED] = environ.get(WAITED, 0.0) + time.perf_counter() - begun
            return None if self._closed else heard

        environ[ASIDE] = aside
        with self._turns:
            return self._application(environ, start_response)

    def close(self) -> None:
        """The server stops: who stands aside goes on, and nobody stands aside any more."""
        with self._lock:
            self._closed = True
            for rung in self._aside:
                rung.set()

    def _takes_place(self, rung: threading.Event) -> bool:
        with self._lock:
            if self._closed or len(self._aside) >= self._places:
                return False
            self._aside.add(rung)
            return True

    def _leaves_place(self, rung: threading.Event) -> None:
        with self._lock:
            self._aside.discard(rung)
