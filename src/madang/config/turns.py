"""Turns at the web server: few requests work at once, many more may stand aside and wait without keeping anybody.

docs/decisions/0022. A room finds the way aside in the request (WSGI's environ, `ASIDE`), not here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

ASIDE = "madang.aside"
"""Key of environ: a function of something that waits. Returns what it returned, None at once where all places are
taken; meanwhile somebody else has the turn, so whoever waits holds nothing that others need."""
WAITED = "madang.waited"
"""Key of environ: seconds a request stood aside and then waited for its turn again; absent where it did not."""

Environ = dict[str, Any]
Start = Callable[..., Any]
Waits = Callable[[], bool]


class Application(Protocol):
    """WSGI (PEP 3333)."""

    def __call__(self, environ: Environ, start_response: Start, /) -> Iterable[bytes]: ...


class Turns:
    """A WSGI application of which `at_once` requests work at a time and at the most `places` stand aside.

    The server must have `at_once + places` threads: then those who stand aside never take one from the others.
    """

    def __init__(self, application: Application, at_once: int, places: int) -> None:
        self._application = application
        self._turns = threading.Semaphore(at_once)
        self._places = threading.Semaphore(places)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answers when it is its turn."""

        def aside(waits: Waits) -> bool | None:
            if not self._places.acquire(blocking=False):
                return None
            begun = time.perf_counter()
            try:
                with self._without_turn():
                    return waits()
            finally:
                self._places.release()
                environ[WAITED] = environ.get(WAITED, 0.0) + time.perf_counter() - begun

        environ[ASIDE] = aside
        with self._turns:
            return self._application(environ, start_response)

    @contextmanager
    def _without_turn(self) -> Iterator[None]:
        self._turns.release()
        try:
            yield
        finally:
            self._turns.acquire()
