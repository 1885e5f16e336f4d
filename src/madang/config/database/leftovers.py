"""What a server that was killed leaves in its data folder, and what may be done about it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

PATIENCE = 10.0


class StillRunning(RuntimeError):
    """A server works in this data folder and does not stop."""


def clear(data: Path) -> None:
    """Stops a server that still works in ``data`` and removes a lock file whose process is gone or is another's.

    PostgreSQL checks only whether *some* process has the noted id; after a restart of a container the same id often
    belongs to something else, and the server would refuse to start.
    """
    lock = data / "postmaster.pid"
    pid = _noted_pid(lock)
    if pid is None:
        return
    if _is_server_of(pid, data):
        os.kill(pid, signal.SIGINT)
        _wait_for_end(pid, data)
    lock.unlink(missing_ok=True)


def _noted_pid(lock: Path) -> int | None:
    try:
        return int(lock.read_text(encoding="utf-8").splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _is_server_of(pid: int, data: Path) -> bool:
    """Whether ``pid`` is a postgres that was started with this data folder."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"postgres") and os.fsencode(data) in words


def _wait_for_end(pid: int, data: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while _is_server_of(pid, data):
        if time.monotonic() > deadline:
            raise StillRunning(f"A PostgreSQL server (process {pid}) already works in {data} and does not stop.")
        time.sleep(0.05)
