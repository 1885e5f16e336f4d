"""A visitor who sends again what was not answered, byte for byte, as a browser does on reload."""

from __future__ import annotations

import http.client
import re
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from madang.cli.story.visitor import Page, Unexpected, Visitor

PATIENCE = 300.0
"""Seconds. Nobody turns away before: what an impatient visitor leaves behind keeps a busy server from everybody."""
AGAIN = 0.2
SERVER_ERROR = 500
DIGITS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class Flights:
    """What is under way at this moment, and what became of what was not answered.

    Counts: `broken` (no answer), `failed` (5xx), `answered`. failures: what failed, by status and address.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changes = 0
        self.counts: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    @property
    def changing(self) -> int:
        """Requests under way that change something."""
        with self._lock:
            return self._changes

    @contextmanager
    def flight(self, *, changes: bool) -> Iterator[None]:
        """One request."""
        with self._lock:
            self._changes += changes
        try:
            yield
        finally:
            with self._lock:
                self._changes -= changes

    def count(self, what: str) -> None:
        """One more of these."""
        with self._lock:
            self.counts[what] += 1


class GaveUp(RuntimeError):
    """No answer for longer than anybody waits."""


class Patient(Visitor):
    """Somebody at the portal who does not give up."""

    def __init__(self, base: str, flights: Flights) -> None:
        super().__init__(base, "ko", longest=PATIENCE)
        self.flights = flights

    def sign_in(self, part: str) -> None:
        """As one of the demonstration's people."""
        page = self.get("/account/demo/")
        self.send(page, page.form("/account/demo/"), {"part": part})

    def _opened(self, request: urllib.request.Request) -> Page:
        deadline, tries = time.monotonic() + PATIENCE, Counter[str]()
        while time.monotonic() < deadline:
            same = urllib.request.Request(request.full_url, request.data, dict(request.headers))
            with self.flights.flight(changes=request.data is not None):
                try:
                    page = super()._opened(same)
                except (Unexpected, http.client.HTTPException) as broken:
                    page = None
                    tries[str(broken).rpartition(": ")[2][:60]] += 1
            if page is not None and page.status < SERVER_ERROR:
                self.flights.count("answered")
                return page
            self.flights.count("broken" if page is None else "failed")
            if page is not None:
                where = f"{page.status} {same.get_method()} {DIGITS.sub('…', urlsplit(page.url).path)}"
                tries[where] += 1
                self.flights.failures[where] += 1
            time.sleep(AGAIN)
        raise GaveUp(f"{request.full_url}: {dict(tries)}")
