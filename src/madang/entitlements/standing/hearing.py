"""Waiting for what residents are told: many wait in one process, one thread of it listens for all of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import structlog

from madang.entitlements.standing.telling import CHANNEL
from madang.trust.service import rings

log = structlog.get_logger(__name__)
MOST = 4
"""Who may wait for one resident at once in a process: as many open pages of one person, and no more, are heard."""
QUIET = 60.0
"""Seconds without a ring after which the thread looks whether anybody still waits; else it ends."""
PAUSE, LONGEST_PAUSE = 0.2, 5.0
"""Seconds between two attempts to reach the database again; doubled each time."""


class Hearing:
    """The waiters of a process, woken by the database alone; safe to share between threads, and after a fork."""

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._lock = threading.Lock()
        self._waiting: dict[str, set[threading.Event]] = {}
        self._thread: threading.Thread | None = None

    @contextmanager
    def of(self, resident: str) -> Iterator[threading.Event | None]:
        """An event that is set whenever the resident may have been told something; None where MOST wait already.

        Look at what there is after entering, and after each time it was set: then nothing is missed. It is also set
        when the thread has begun to listen, at the start and after it had lost the database.
        """
        rung = self._add(resident)
        try:
            yield rung
        finally:
            if rung is not None:
                self._remove(resident, rung)

    def waiting(self, resident: str) -> int:
        """How many wait for the resident."""
        with self._lock:
            return len(self._waiting.get(resident, ()))

    def _add(self, resident: str) -> threading.Event | None:
        rung = threading.Event()
        with self._lock:
            those = self._waiting.setdefault(resident, set())
            if len(those) >= MOST:
                return None
            those.add(rung)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._listen, name="hearing", daemon=True)
                self._thread.start()
        return rung

    def _remove(self, resident: str, rung: threading.Event) -> None:
        with self._lock:
            those = self._waiting[resident]
            those.discard(rung)
            if not those:
                del self._waiting[resident]

    def _listen(self) -> None:
        pause = PAUSE
        while True:
            try:
                with closing(rings(CHANNEL, self._quiet)) as heard:
                    next(heard)
                    pause = PAUSE
                    self._wake_all()
                    for residents in heard:
                        self._wake(residents)
                        if self._nobody_waits():
                            return
            except psycopg.Error as error:
                log.warning("hearing_lost", error=type(error).__name__)
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                if self._nobody_waits():
                    return

    def _wake(self, residents: list[str]) -> None:
        with self._lock:
            for resident in residents:
                for rung in self._waiting.get(resident, ()):
                    rung.set()

    def _wake_all(self) -> None:
        with self._lock:
            for those in self._waiting.values():
                for rung in those:
                    rung.set()

    def _nobody_waits(self) -> bool:
        """And then the thread ends: whoever comes next starts another one."""
        with self._lock:
            if self._waiting:
                return False
            self._thread = None
            return True


hearing = Hearing()
"""This process's."""
