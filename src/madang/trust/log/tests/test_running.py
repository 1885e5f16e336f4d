"""The process: woken at once, killed at any moment, in the way of nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from madang.trust.log import sequencer, waking
from madang.trust.log.models import Cosignature, Leaf, Waiting
from madang.trust.log.running import Running
from madang.trust.log.tests.test_sequencer import assert_sound, in_thread, written
from madang.trust.witness.tests.running import running_witness
from madang.trust.witness.tests.test_server import free_port
from tests.application_role import address

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def sequencing(*witnesses: str) -> Iterator[None]:
    started = threading.Event()
    running = Running(witnesses, started.set)
    thread = in_thread(running.run)
    assert started.wait(10)
    try:
        yield
    finally:
        running.stop.set()
        thread.join()


def soon(holds: Callable[[], bool], seconds: float = 10.0) -> float:
    """Seconds until it holds."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds
        time.sleep(0.002)
    return time.monotonic() - begun


def notifications() -> int:
    """How many entries were told of while this asked for them."""
    assert connection.connection is not None
    return len(list(connection.connection.notifies(timeout=0.05)))


def test_who_writes_wakes_the_sleeper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the news of an entry ends a sleep here; how soon it is in the tree, benchmarks/log.py measures."""
    with sequencing():
        monkeypatch.setattr(waking, "LONGEST", 60.0)
        for count in range(1, 6):
            time.sleep(0.05 * count)  # asleep, or just about to be
            written(1)
            soon(lambda count=count: Leaf.objects.count() == count)  # type: ignore[misc]
        monkeypatch.undo()
        written(1)
        soon(lambda: Leaf.objects.count() == 6)
    assert_sound("48170", 6)


def test_who_writes_tells_only_a_sleeper() -> None:
    """NOTIFY lets commits go one after the other; it is left out whenever the sequencer is awake."""
    waking.listen()
    written(3)
    assert notifications() == 0
    asleep, wake = threading.Event(), threading.Event()

    def sleeper() -> None:
        with connection.cursor() as other:
            other.execute("SELECT pg_advisory_lock(%s)", [waking.ASLEEP])
            asleep.set()
            assert wake.wait(10)
            other.execute("SELECT pg_advisory_unlock(%s)", [waking.ASLEEP])

    thread = in_thread(sleeper)
    assert asleep.wait(10)
    written(3)
    assert notifications() == 1
    wake.set()
    thread.join()
    written(3)
    assert notifications() == 0


def test_a_sleeper_looks_once_more_before_it_sleeps() -> None:
    waking.listen()
    written(1)
    begun = time.monotonic()
    waking.sleep()
    assert time.monotonic() - begun < waking.LONGEST / 2


def test_heads_reach_the_witness_and_a_witness_away_is_in_nobodys_way(tmp_path: Path) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    with running_witness(tmp_path) as url, sequencing(away, url):
        written(4)
        soon(lambda: Cosignature.objects.filter(size=4).exists())
        written(1)
        soon(lambda: Cosignature.objects.filter(size=5).exists())
    assert not Waiting.objects.exists()


def test_kill_at_any_moment_loses_nothing_and_doubles_nothing() -> None:
    """The process of `madang log sequence` is killed while entries are written; whoever comes next goes on."""
    given = connection.settings_dict
    url = address(given["TEST_OWNER_URL"], given["NAME"], user=given["USER"], password=given["PASSWORD"])
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "madang.config.settings.test"}
    total = 20
    process = subprocess.Popen([sys.executable, "-m", "madang.cli", "log", "sequence"], env=environment)
    try:
        written(20)
        soon(Leaf.objects.exists, 40.0)  # a new process, on a busy machine
        for _ in range(4):
            written(20)
            total += 20
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    soon(lambda: not sequencer.sequence() and not Waiting.objects.exists())
    assert_sound("48170", total)
