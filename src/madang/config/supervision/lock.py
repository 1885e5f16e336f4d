"""Only one supervisor for one home. The kernel frees the lock when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType


class AlreadyRunning(RuntimeError):
    """Another supervisor holds this home; the message says which and where it answers."""


class HomeLock:
    """``with HomeLock(home) as lock``; ``lock.say(url)`` leaves word for whoever comes second."""

    def __init__(self, home: Path) -> None:
        self.path = home / "supervisor.lock"
        self._file = open(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")  # noqa: SIM115

    def __enter__(self) -> HomeLock:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, url = self._file.read().strip().partition(" ")
            self._file.close()
            where = f" at {url}" if url else ", starting"
            raise AlreadyRunning(f"Madang is already running{where} (process {pid or 'unknown'}).") from None
        self.say("")
        return self

    def say(self, url: str) -> None:
        """Notes the process and where it answers."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{os.getpid()} {url}\n")
        self._file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
