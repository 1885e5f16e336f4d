"""A house filled for the run: everybody taken in through the agencies, standings kept, moments of commits noted."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

from benchmarks.spine.house import House

LOADED = "benchmark-loaded"
PATIENCE = 1_800.0


def numbers_of(residents: int) -> list[str]:
    """Register numbers of the whole province."""
    from madang.simulation.service import number_of, person_id

    return [number_of(person_id(row)) for row in range(residents)]


def persons_by_number(numbers: list[str]) -> dict[str, str]:
    """Number → person."""
    from madang.people.service import persons_of_numbers
    from madang.trust.service import entered, system

    with entered(system("benchmark")):
        return persons_of_numbers(numbers)


def fill(house: House, residents: int, on: dt.date) -> dict[str, float]:
    """Seconds of CPU of this process: loading, enrolling. RuntimeError when an agency did not answer."""
    from madang.entitlements.service import enrol
    from madang.exchange.mydata.service import load_residents
    from madang.rules.service import load_rulebook

    numbers, begun = numbers_of(residents), time.process_time()
    done = load_residents(numbers, on, evidence="synthetic")
    if done.waiting or done.residents != residents:
        raise RuntimeError(f"{done.residents} of {residents} residents; did not answer: {done.waiting}")
    loaded = time.process_time()
    enrol(load_rulebook(), persons_by_number(numbers).values(), on)
    _note_commits(house.home)
    (house.home / LOADED).write_text(str(residents), encoding="ascii")
    return {"load_cpu_s": loaded - begun, "enrol_cpu_s": time.process_time() - loaded}


def filled(home: Path, residents: int) -> bool:
    """Whether the home was filled before, with so many."""
    try:
        return (home / LOADED).read_text(encoding="ascii") == str(residents)
    except OSError:
        return False


def _note_commits(home: Path) -> None:
    """From the next start on PostgreSQL keeps when each transaction was committed."""
    from madang.config.connection import running_url
    from madang.config.database.cluster import ADMIN
    from madang.config.secrets import secret

    url = running_url(home)
    assert url is not None
    server = psycopg.conninfo.conninfo_to_dict(url)
    with psycopg.connect(
        host=server["host"], port=server["port"], dbname="postgres", user=ADMIN,
        password=secret(home, "database-admin"), autocommit=True,
    ) as connection:  # fmt: skip
        connection.execute("ALTER SYSTEM SET track_commit_timestamp = on")


def wait_for_memory(log: Path, start: int, words: tuple[str, ...] = ("명을 기억합니다", "are remembered")) -> float:
    """Until the follower has said that it has read everybody; how long that took, in seconds."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with log.open("rb") as said:
            said.seek(start)
            text = said.read().decode(errors="replace")
        if any(one in text for one in words):
            return time.monotonic() - begun
        time.sleep(0.5)
    raise RuntimeError("the follower has not read everybody in time")


def say(what: str, more: Mapping[str, object] | None = None) -> None:
    """Progress, on standard error: standard output is the report's."""
    print(f"{time.strftime('%H:%M:%S')} {what}{'' if not more else f' {dict(more)}'}", file=sys.stderr, flush=True)
