"""One command starts everything and leaves nothing behind, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from madang.config.database.cluster import HOST
from madang.config.tests.supervision.installation import Installation

pytestmark = [pytest.mark.supervisor, pytest.mark.timeout(240)]


@pytest.fixture
def installation(home: Path) -> Generator[Installation]:
    """Not yet started; ended hard if the test leaves it running."""
    made = Installation(home)
    yield made
    for pid in [*made.processes(), *([made.supervisor.pid] if made.supervisor and not made.supervisor_ended else [])]:
        os.kill(pid, signal.SIGKILL)
    if made.supervisor:
        made.supervisor.wait()


@pytest.mark.parametrize(
    ("sent", "demo", "processes"),
    [
        (signal.SIGINT, True, 10),  # server, its two workers, the database, six agencies
        (signal.SIGTERM, False, 4),
        (signal.SIGHUP, False, 4),
    ],
)
def test_asked_to_stop_it_leaves_nothing(
    installation: Installation, sent: signal.Signals, demo: bool, processes: int
) -> None:
    supervisor = installation.start(demo=demo)
    assert installation.status("/health/ready") == 200
    assert installation.status("/") == 200
    assert len(installation.processes()) >= processes
    started = time.monotonic()
    supervisor.send_signal(sent)
    assert supervisor.wait(10) == 0
    assert time.monotonic() - started < 10
    assert installation.processes() == {}


def test_kill_9_of_the_supervisor_leaves_nothing_and_the_next_start_is_sound(installation: Installation) -> None:
    supervisor = installation.start()
    supervisor.kill()
    supervisor.wait()
    installation.until(lambda: not installation.processes(), 10)
    started = time.monotonic()
    again = installation.start()
    assert time.monotonic() - started < 15
    assert installation.status("/health/ready") == 200
    again.terminate()
    assert again.wait(10) == 0


def test_what_is_killed_comes_back(installation: Installation) -> None:
    supervisor = installation.start()
    for parts in (("madang.cli serve",), ("bin/postgres", "-D")):
        killed = installation.find(*parts)
        os.kill(killed, signal.SIGKILL)
        installation.until(lambda pid=killed: pid not in installation.processes())  # type: ignore[misc]
        installation.until(lambda: installation.status("/health/ready") == 200)
    assert "web ended with status -9" in installation.words()
    assert "postgres ended" in installation.words()
    supervisor.terminate()
    assert supervisor.wait(10) == 0
    assert installation.processes() == {}


def test_a_second_start_says_where_the_first_one_answers(installation: Installation) -> None:
    supervisor = installation.start()
    second = Installation(installation.home)
    second.log = installation.home.parent / "second-terminal"
    assert second.start(wait=False).wait(30) == 1
    assert f"already running at http://localhost:{installation.port} (process {supervisor.pid})" in second.words()
    assert installation.status("/health/ready") == 200
    supervisor.terminate()
    assert supervisor.wait(10) == 0


def test_stopping_while_starting(installation: Installation) -> None:
    supervisor = installation.start(wait=False)
    installation.until(lambda: bool(installation.processes()))
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(15) == 0
    assert installation.processes() == {}


def test_a_taken_port_is_told_before_anything_starts(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, installation.port))
        taken.listen()
        assert installation.start(wait=False).wait(30) == 1
    assert f"port {installation.port} is taken" in installation.words()
    assert "Starting" not in installation.words()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/d"}, "DATABASE_OWNER_URL must be set"),
        (
            {"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/d", "DATABASE_OWNER_URL": "postgresql://o@h/d"},
            "does not answer",
        ),
    ],
)
def test_a_database_that_is_not_there_is_told(
    installation: Installation, environment: dict[str, str], said: str
) -> None:
    assert installation.start(wait=False, environment=environment).wait(30) == 1
    assert said in installation.words()
    assert "hunter2" not in installation.words()
    assert "Traceback" not in installation.words()
