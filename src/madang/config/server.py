"""`madang serve`: Granian with Django under WSGI."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces

from madang.config import environment
from madang.config.database import fitness


def serve(host: str, port: int, workers: int, threads: int) -> int:
    """Serves until SIGTERM. Refuses to start with a role that row-level security would not hold."""
    fitness.check_fitness(environment.required("DATABASE_URL"))
    Granian(
        "madang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_enabled=False,
        workers_kill_timeout=4,
    ).serve()
    return 0
