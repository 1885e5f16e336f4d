"""The port for those who wait for answers, again and again: one loop in a thread of its own and one open session.

A loop, a session and connections of one's own for each question cost more than the question.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import aiohttp

from madang.exchange.hub import recording
from madang.exchange.hub.port import Port, opened_session

T = TypeVar("T")
PATIENCE = 5.0
"""Seconds that the end of a process waits for the session to close."""


class _Kept:
    """A loop that runs in a thread, and the session that belongs to it; the thread ends with its process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="asks the hub", daemon=True)
        self._thread.start()
        self.session: aiohttp.ClientSession = asyncio.run_coroutine_threadsafe(self._open(), self.loop).result()

    async def _open(self) -> aiohttp.ClientSession:
        return opened_session()

    def close(self) -> None:
        """Every connection is closed; what still waits for an answer is given up."""
        asyncio.run_coroutine_threadsafe(self.session.close(), self.loop).result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()


_lock = threading.Lock()
_kept: _Kept | None = None


def ask_and_wait(work: Callable[[Port], Coroutine[Any, Any, T]]) -> T:
    """What `work` gives with an open port; waits for it. Its exchanges are recorded then, whatever came of them.

    One query, in the caller's transaction where there is one. Any thread may ask; none in which a loop runs.
    """
    kept = _open()
    port = Port(kept.session)
    waiting = asyncio.run_coroutine_threadsafe(work(port), kept.loop)
    try:
        return waiting.result()
    finally:
        waiting.cancel()  # where the caller was interrupted
        recording.record_all(port.taken)


def _open() -> _Kept:
    global _kept
    with _lock:
        if _kept is None:
            _kept = _Kept()
        return _kept


def hang_up() -> None:
    """Closes the session and ends the thread; the next question opens others."""
    global _kept
    with _lock:
        kept, _kept = _kept, None
    if kept is not None:
        kept.close()


def _forget() -> None:
    """A child process has the thread of its parent no more than its connections."""
    global _kept, _lock
    _kept, _lock = None, threading.Lock()


atexit.register(hang_up)
os.register_at_fork(after_in_child=_forget)
