"""`madang serve`: Granian with Django under WSGI."""

from __future__ import annotations

import os
import subprocess
import sys

from granian import Granian
from granian.constants import Interfaces

from madang.config import environment
from madang.config.database import fitness

LONGEST_IDLE = 600
"""Seconds an idle thread is kept: the longest that Granian takes, so that their number follows the day's need."""


def serve(host: str, port: int, workers: int, threads: int, waiting: int) -> int:
    """Serves until SIGTERM: each worker works on `threads` requests at once, and lets so many open pages wait beside
    them (docs/decisions/0022). Refuses to start with a role that row-level security would not hold, and what a system
    check calls an error: a demonstration beside real people (madang.identity.anyid.checks)."""
    fitness.check_fitness(environment.required("DATABASE_URL"))
    _check_system()
    # For config/wsgi.py in the workers, whom Granian tells nothing else.
    os.environ.update(MADANG_TURNS=str(threads), MADANG_PLACES=str(waiting))
    Granian(
        "madang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads + waiting,
        blocking_threads_idle_timeout=LONGEST_IDLE,
        respawn_failed_workers=True,
        log_enabled=False,
        workers_kill_timeout=4,
    ).serve()
    return 0


def _check_system() -> None:
    """In a process of its own, because Granian forks and no worker may inherit a connection; not after a supervisor's
    `prepare`, which has just done it. Raises CalledProcessError; Django's words are on standard error."""
    if environment.text("MADANG_INSTANCE"):
        return
    command = [sys.executable, "-m", "django", "check", "--database", "default", "--fail-level", "ERROR"]
    subprocess.run(command, check=True, env={"DJANGO_SETTINGS_MODULE": "madang.config.settings.dev", **os.environ})
