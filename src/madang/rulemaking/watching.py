"""A thread in each process that puts released rules in force within a second, without a query in any request."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import structlog
from django.db import Error, connection
from psycopg import OperationalError

from madang.rulemaking.in_force import in_force
from madang.rulemaking.telling import RULES
from madang.rules.service import ProblemsFound
from madang.trust.service import rings

log = structlog.get_logger(__name__)
QUIET = 30.0
"""Seconds after which it looks without having been rung."""
PAUSE, LONGEST_PAUSE = 0.2, 5.0
"""Seconds between two attempts to reach the database again; doubled each time."""


def ready() -> None:
    """At the start of a process: the rules that are released are in force, if the database answers; else the pack's."""
    try:
        in_force()
    except (Error, OperationalError) as error:
        log.warning("releases_not_read", error=type(error).__name__)
    finally:
        connection.close()


def watch() -> threading.Thread:
    """Starts the thread, after whatever forks has forked. It ends with the process."""
    thread = threading.Thread(target=_watch, name="rules", daemon=True)
    thread.start()
    return thread


def _watch() -> None:
    pause = PAUSE
    while _lasting():
        try:
            with closing(rings(RULES, QUIET)) as heard:
                for _ in heard:
                    _follow()
                    pause = PAUSE
                    if not _lasting():
                        return
        except (Error, OperationalError) as error:
            log.warning("rules_not_heard", error=type(error).__name__)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _lasting() -> bool:
    """As long as the process lasts; a test has an end."""
    return True


def _follow() -> None:
    try:
        in_force()
    except ProblemsFound as found:  # the pack itself: what is in force stays
        log.error("rulebook_not_read", problems=found.text("en")[:2000])
    finally:
        connection.close()
