"""Hearing that this process is asked to stop, beside whoever handles the signal."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

ASKED = frozenset({signal.SIGTERM, signal.SIGINT})


def when_asked_to_stop(then: Callable[[], None]) -> None:
    """Calls `then` once, from a thread of its own, when SIGTERM or SIGINT is handled by a handler in Python.

    To be called in the main thread (signal.set_wakeup_fd). For servers that handle the signal themselves, wait for
    their requests, and tell no request of it.
    """
    heard, said = os.pipe()
    os.set_blocking(said, False)
    signal.set_wakeup_fd(said, warn_on_full_buffer=False)

    def listen() -> None:
        while not ASKED & set(os.read(heard, 64)):
            pass
        then()

    threading.Thread(target=listen, name="stopping", daemon=True).start()
