"""One command starts everything and leaves nothing behind, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

from madang.config.database.cluster import HOST
from madang.config.tests.supervision.installation import Installation

pytestmark = [pytest.mark.supervisor, pytest.mark.timeout(480)]


@pytest.fixture
def installation(home: Path) -> Generator[Installation]:
    """Not yet started; ended hard if the test leaves it running."""
    made = Installation(home)
    yield made
    for pid in [*made.processes(), *([made.supervisor.pid] if made.supervisor and not made.supervisor_ended else [])]:
        os.kill(pid, signal.SIGKILL)
    if made.supervisor:
        made.supervisor.wait()


def test_a_life_of_an_installation(installation: Installation) -> None:
    """Started, found by a second start, its processes killed, its supervisor killed, started again, asked to stop. One
    house for all of it: a start costs more than everything else here."""
    supervisor = installation.start()
    assert installation.status("/health/ready") == installation.status("/") == 200
    assert len(installation.processes()) >= 4  # server, its two workers, the database
    a_second_start_says_where_the_first_one_answers(installation)
    what_is_killed_comes_back(installation)
    supervisor.kill()
    supervisor.wait()
    installation.until(lambda: not installation.processes(), 10)
    again = installation.start()  # how long it takes: benchmarks/start.py
    assert installation.status("/health/ready") == 200
    asked_to_stop_it_leaves_nothing(installation, again, signal.SIGTERM)
    asked_to_stop_it_leaves_nothing(installation, installation.start(), signal.SIGHUP)


def a_second_start_says_where_the_first_one_answers(installation: Installation) -> None:
    second = Installation(installation.home)
    second.log = installation.home.parent / "second-terminal"
    assert second.start(wait=False).wait(30) == 1
    pid = installation.supervisor.pid if installation.supervisor else 0
    assert f"already running at http://localhost:{installation.port} (process {pid})" in second.words()
    assert installation.status("/health/ready") == 200


def what_is_killed_comes_back(installation: Installation) -> None:
    for parts, words in (
        (("madang.cli serve",), "web ended with status -9"),
        (("bin/postgres", "-D"), "postgres ended"),
    ):
        killed = installation.find(*parts)
        os.kill(killed, signal.SIGKILL)
        installation.until(lambda pid=killed: pid not in installation.processes())  # type: ignore[misc]
        # A server whose first process is gone answers for a moment longer: the supervisor's word comes first.
        installation.until(lambda said=words: said in installation.words())  # type: ignore[misc]
        installation.until(lambda: installation.status("/health/ready") == 200)


def asked_to_stop_it_leaves_nothing(
    installation: Installation, supervisor: subprocess.Popen[bytes], sent: signal.Signals
) -> None:
    supervisor.send_signal(sent)
    assert supervisor.wait(10) == 0
    assert installation.processes() == {}


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
