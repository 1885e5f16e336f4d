"""How the sequencer sleeps and is woken, so that acts say so only when it sleeps (migration 0005)."""

from __future__ import annotations

import time

from django.db import connection

CHANNEL = "madang_log"
ASLEEP = 0x6D61_6461
"""An advisory lock: whoever writes an entry holds it shared until the commit, a sleeping sequencer alone."""
LONGEST = 1.0
SHORT = 0.03
"""Seconds: between two looks while others write."""


def listen() -> None:
    """From now on this connection hears of entries that are written while it sleeps."""
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")


def sleep() -> None:
    """Until an entry has been written, at the most LONGEST seconds; a short while where others are just writing.

    Whoever writes either got the lock before us, then we do not get it and look again soon; or after us, then they
    notify. So nothing that is committed is missed, and while much is written nobody notifies.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ASLEEP])
        if cursor.fetchone() != (True,):
            time.sleep(SHORT)
            return
        try:
            cursor.execute("SELECT EXISTS (SELECT FROM trust_waiting)")
            if cursor.fetchone() == (False,):
                assert connection.connection is not None
                for _ in connection.connection.notifies(timeout=LONGEST, stop_after=1):
                    pass
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ASLEEP])
