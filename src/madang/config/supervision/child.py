"""One supervised process: started tethered, asked whether it is ready, started again if it dies, stopped for good."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping

from madang.config.database.cluster import HOST
from madang.config.processes import PORT, Process
from madang.config.supervision.output import Listener, Speaker, say
from madang.config.tether import tether

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A process that ran this long was well: the next pause is short again.
WELL_AFTER = 60.0
INSTANCE_HEADER = "X-Madang-Instance"


def spawn(words: tuple[str, ...], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """`madang <words>` in a session of its own, killed by the kernel if this process dies."""
    return subprocess.Popen(
        [sys.executable, "-m", "madang.cli", *words],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=tether(signal.SIGKILL),
    )


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends whatever is left of the process's session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


class Child:
    """A :class:`Process` at work on ``port``."""

    def __init__(self, process: Process, port: int, environment: Mapping[str, str], listener: Listener) -> None:
        self.process = process
        self.port = port
        self._environment = environment
        self._instance = environment.get("MADANG_INSTANCE", "")
        self._listener = listener
        self._running: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = FIRST_PAUSE
        self._not_before = 0.0

    def start(self) -> None:
        """Starts it; what it says appears with its name in front."""
        words = tuple(word.replace(PORT, str(self.port)) for word in self.process.command)
        self._running = spawn(words, self._environment)
        self._started = time.monotonic()
        assert self._running.stdout is not None
        self._listener.add(Speaker(self.process.name, self._running.stdout))

    def look_after(self) -> None:
        """Starts it again if it died, after a pause that doubles with each death in a row."""
        now = time.monotonic()
        if self._running is not None and self._running.poll() is not None:
            if now - self._started > WELL_AFTER:
                self._pause = FIRST_PAUSE
            say(f"{self.process.name} ended with status {self._running.returncode}; again in {self._pause:g} s")
            kill_group(self._running)
            self._running = None
            self._not_before = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if self._running is None and now >= self._not_before:
            self.start()

    @property
    def pid(self) -> int:
        """Its process, 0 while it is down."""
        return self._running.pid if self._running else 0

    @property
    def ended(self) -> bool:
        """True when it is not running at this moment."""
        return self._running is None or self._running.poll() is not None

    def ready(self) -> bool:
        """Whether it answers 200 where it promised to."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", self.process.ready_path)
            answer = connection.getresponse()
            # Two installations that start together may both want a port; the other one's answer is not ours.
            somebody_else = answer.headers.get(INSTANCE_HEADER, self._instance) != self._instance
            return answer.status == http.HTTPStatus.OK and not somebody_else
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def ask_to_stop(self) -> None:
        """SIGTERM: finish what is under way."""
        if not self.ended and self._running is not None:
            self._running.terminate()

    def end(self) -> None:
        """SIGKILL to it and everything it started."""
        if self._running is not None:
            kill_group(self._running)
            self._running.wait()
            self._running = None
