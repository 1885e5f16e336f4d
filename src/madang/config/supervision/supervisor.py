"""Starts the database, prepares it, starts every process of the table, and stops all of it within ten seconds.

One thread on purpose: children are tethered to the thread that forked them (tether.py).
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from madang.config.processes import Process, Step, told
from madang.config.supervision.child import Child, kill_group, spawn
from madang.config.supervision.database import Database
from madang.config.supervision.output import Listener, Speaker, say
from madang.config.supervision.ports import held_port
from madang.config.tether import adopt_orphans

GRACE_SECONDS = 5.0
TICK = 0.5
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StartFailed(RuntimeError):
    """A step or an essential process did not come up; the message carries its last words."""


class Stopped(Exception):
    """Somebody asked to stop while things were still starting."""


class Supervisor:
    """``run()`` returns after everything has stopped."""

    def __init__(self, home: Path, database: Database, environment: Mapping[str, str]) -> None:
        self.home = home
        self.database = database
        self.environment = dict(environment)
        self.children: list[Child] = []
        self._held: dict[str, socket.socket] = {}
        self._stop_asked = 0
        self._wake_in, self._wake_out = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._listener = Listener(self._wake_in)

    def listen_for_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask to stop; asked twice, nobody is waited for."""
        signal.set_wakeup_fd(self._wake_out, warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, self._asked_to_stop)
        adopt_orphans()

    def _asked_to_stop(self, _number: int, _frame: object) -> None:
        self._stop_asked += 1

    def start(self, steps: Sequence[Step], processes: Sequence[Process]) -> None:
        """Brings everything up; raises :class:`StartFailed` or :class:`Stopped`, after which :meth:`stop` is due."""
        self.environment |= self.database.start()
        for step in steps:
            self._run_step(step)
        # As late as possible: somebody else's installation may be starting at this moment, too. Held until the end: a
        # child takes seconds until it listens, and again when it is started anew.
        self._held = {process.name: held_port(process.port) for process in processes}
        ports = {name: held.getsockname()[1] for name, held in self._held.items()}
        self.environment |= {process.url_variable: f"http://127.0.0.1:{ports[process.name]}" for process in processes}
        for process in processes:
            child = Child(process, ports[process.name], told(self.environment, process.needs), self._listener)
            child.start()
            self.children.append(child)
        for child in self.children:
            self._wait_until_ready(child)

    def port_of(self, name: str) -> int:
        """Where the process of this name listens."""
        return next(child.port for child in self.children if child.process.name == name)

    def keep_running(self) -> None:
        """Until somebody asks to stop: what dies is started again."""
        while not self._stop_asked:
            self._listener.wait(TICK)
            self.database.look_after()
            for child in self.children:
                child.look_after()
            self._reap_orphans()

    def stop(self) -> None:
        """Everybody is asked, then told; the database goes last."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(not child.ended for child in self.children):
            if time.monotonic() > deadline or self._stop_asked > 1:
                break
            self._listener.wait(0.05)
        for child in self.children:
            child.end()
        self.database.stop()
        self._end_orphans()
        for held in self._held.values():
            held.close()

    def _run_step(self, step: Step) -> None:
        running = spawn(step.command, told(self.environment, step.needs))
        assert running.stdout is not None
        speaker = Speaker(step.name, running.stdout)
        self._listener.add(speaker)
        try:
            while running.poll() is None:
                self._listener.wait(0.05)
                self._check_asked()
            self._listener.wait(0)
        finally:
            kill_group(running)
            running.wait()
        if running.returncode != 0:
            raise StartFailed(f"{step.name} failed (status {running.returncode}):\n" + "\n".join(speaker.last_lines))

    def _wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + child.process.ready_seconds
        while not child.ready():
            self._check_asked()
            if child.process.essential and (child.ended or time.monotonic() > deadline):
                raise StartFailed(f"{child.process.name} did not come up; its words are above.")
            if time.monotonic() > deadline:
                say(f"{child.process.name} is not ready yet; going on without it")
                return
            child.look_after()
            self._listener.wait(0.05)

    def _check_asked(self) -> None:
        if self._stop_asked:
            raise Stopped

    def _reap_orphans(self) -> None:
        """Adopted grandchildren that ended are buried; our own children are left to those who wait for them."""
        own = {child.pid for child in self.children} | {self.database.pid}
        for pid in _children_of_this_process() - own:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)

    def _end_orphans(self) -> None:
        for pid in _children_of_this_process():
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _children_of_this_process() -> set[int]:
    try:
        words = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    except OSError:
        return set()
    return {int(word) for word in words}
