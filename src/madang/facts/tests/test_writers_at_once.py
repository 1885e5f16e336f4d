"""Writers at the same moment, and writers that are killed: real threads and processes on a real PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from madang.facts.models import Batch, Fact
from madang.facts.service import AlreadySuperseded, NewFact, Recorded, differences, known, record
from madang.rules.service import Rulebook
from tests import application_role

EARNED = "employment.earned_income"
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each returned or raised, all started together."""
    gate, found = threading.Barrier(len(works)), [None] * len(works)

    def do(number: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            found[number] = work()
        except Exception as error:
            found[number] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def writer(rulebook: Rulebook, who: str) -> Callable[[], None]:
    def write() -> None:
        for number in range(25):
            record(
                rulebook, [NewFact("p", EARNED, number, who), NewFact(who, EARNED, number, who)], key=f"{who}{number}"
            )

    return write


def test_two_writers_take_turns_and_both_are_kept(rulebook: Rulebook) -> None:
    assert at_once(writer(rulebook, "w1"), writer(rulebook, "w2")) == [None, None]
    rows = list(Fact.objects.filter(subject="p").order_by("recorded_at"))
    assert len(rows) == len({row.recorded_at for row in rows}) == 50
    (last,) = known(["p"])
    assert last.id == rows[-1].pk
    assert differences() == 0


def test_the_same_batch_at_once_is_written_once(rulebook: Rulebook) -> None:
    batch = [NewFact(f"p{number}", EARNED, number, "nts") for number in range(50)]
    found: list[Recorded] = at_once(*[lambda: record(rulebook, batch, key="b")] * 4)
    assert sorted(one.fresh for one in found) == [False, False, False, True]
    assert len({one.ids for one in found}) == 1
    assert Fact.objects.count() == 50


def test_of_two_corrections_of_one_fact_one_is_told_to_look_again(rulebook: Rulebook) -> None:
    (id,) = record(rulebook, [NewFact("p", EARNED, 1, "nts")], key="first").ids
    found = at_once(
        *[lambda n=n: record(rulebook, [NewFact("p", EARNED, n, "nts", supersedes=id)], key=f"c{n}") for n in (2, 3, 4)]
    )
    assert sum(isinstance(one, AlreadySuperseded) for one in found) == 2
    assert Fact.objects.count() == 2
    assert differences() == 0


def start_writing(owner_url: str, log: Path, seed: int) -> subprocess.Popen[bytes]:
    name, user, password = (str(connection.settings_dict[key]) for key in ("NAME", "USER", "PASSWORD"))
    url = application_role.address(owner_url, name, user=user, password=password)
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "madang.config.settings.test"}
    command = [sys.executable, "-m", "madang.facts.tests.writing_process", str(log), str(seed)]
    return subprocess.Popen(command, env=environment)


def test_kill_at_any_moment_leaves_whole_batches_and_loses_none_that_was_acknowledged(
    database_owner_url: str, tmp_path: Path
) -> None:
    acknowledged: set[str] = set()
    for seed in range(4):
        log = tmp_path / f"{seed}"
        log.touch()
        writing = start_writing(database_owner_url, log, seed)
        while log.stat().st_size < 200 and writing.poll() is None:
            time.sleep(0.01)
        time.sleep(0.013 * seed)
        writing.send_signal(signal.SIGKILL)
        assert writing.wait() == -signal.SIGKILL
        acknowledged |= {line for line in log.read_text().split("\n")[:-1] if line}
    assert len(acknowledged) > 20
    deadline = time.monotonic() + 10
    while _open_transactions() and time.monotonic() < deadline:
        time.sleep(0.02)
    counts = {batch.key: batch.count for batch in Batch.objects.all()}
    assert acknowledged <= counts.keys()
    for key, count in counts.items():
        assert Fact.objects.filter(batch_id=key).count() == count
    assert differences() == 0


def _open_transactions() -> int:
    """Sessions of killed processes that the server has not yet noticed to be gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
