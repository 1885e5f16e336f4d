"""A whole Madang in a temporary home, as somebody at a terminal would start it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from madang.config.supervision.ports import held_port

PATIENCE = 120.0


class Installation:
    """`madang run` as a child; ``processes()`` finds all that belongs to it, whoever its parent is by now."""

    def __init__(self, home: Path) -> None:
        self.home = home
        held = held_port()
        weakref.finalize(self, held.close)
        self.port: int = held.getsockname()[1]
        self.log = home.parent / "terminal"
        self.supervisor: subprocess.Popen[bytes] | None = None

    def start(
        self,
        *,
        wait: bool = True,
        demo: bool = False,
        environment: dict[str, str] | None = None,
        seconds: float = PATIENCE,
    ) -> subprocess.Popen[bytes]:
        """Starts it, with its simulated surroundings or without, and waits until it says it is open."""
        environment = {"MADANG_DEMO": "1" if demo else "0", **(environment or {})}
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MADANG_", "DJANGO_"))}
        with self.log.open("wb") as log:
            self.supervisor = subprocess.Popen(
                [sys.executable, "-m", "madang.cli", "run", "--home", str(self.home), "--port", str(self.port)],
                env=clean | environment,
                stdout=log,
                stderr=log,
            )
        if wait:
            self.until(lambda: "Madang is open" in self.words() or self.supervisor_ended, seconds)
            assert not self.supervisor_ended, self.words()
        return self.supervisor

    def end(self) -> None:
        """Stops it as Ctrl-C does, and what is left of it hard; fails where it does not stop by itself."""
        assert self.supervisor
        try:
            self.supervisor.send_signal(signal.SIGINT)
            assert self.supervisor.wait(20) == 0, self.words()
            assert self.processes() == {}
        finally:
            for pid in [*self.processes(), *([] if self.supervisor_ended else [self.supervisor.pid])]:
                os.kill(pid, signal.SIGKILL)
            self.supervisor.wait()

    @property
    def supervisor_ended(self) -> bool:
        """Whether the command has returned."""
        return self.supervisor is None or self.supervisor.poll() is not None

    def words(self) -> str:
        """All it has said."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def status(self, path: str) -> int:
        """HTTP status of a page, 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def processes(self) -> dict[int, str]:
        """Process ids and command lines of everything that lives in this home, the supervisor left out."""
        own = self.supervisor.pid if self.supervisor else 0
        return {
            pid: words
            for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
            if pid != own and (words := self._words_if_ours(pid)) is not None
        }

    def _words_if_ours(self, pid: int) -> str | None:
        folder = Path(f"/proc/{pid}")
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            ours = str(self.home).encode() in (folder / "environ").read_bytes() or str(self.home) in words
            return words if ours or str(self.home) in os.readlink(folder / "cwd") else None
        except OSError:
            return None

    def find(self, *parts: str) -> int:
        """The one process whose command line has all ``parts``."""
        found = [pid for pid, words in self.processes().items() if all(part in words for part in parts)]
        assert found, (parts, self.processes())
        return min(found)

    @staticmethod
    def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Waits until ``true()``; fails after ``seconds``."""
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.05)
