"""The spine under load: `python -m benchmarks.spine_load [--residents 20000] [--rate 100] [--seconds 600] [--seed 1]`.

A real house (`madang run`, its own processes, agencies, embedded PostgreSQL with fsync) is filled with a simulated
province. Agencies then report life events at fixed times, whatever the house does; residents sit at their open page.
Ends with one JSON report on standard output, and 0 when every bar of it is met, else 1. `--home` keeps the filled house
(another run in it needs another seed). Before the events begin the expected alerts are worked out, some 8 ms of CPU
for each resident that an event touches, and the follower reads everybody once. `--prepare` does what can be done
beforehand, and leaves it in the home for a run on quiet cores the same day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.spine.house import House
from benchmarks.spine.planned import COPY, Planned
from benchmarks.spine.settling import fill, filled, numbers_of, persons_by_number, say, wait_for_memory

if TYPE_CHECKING:
    from benchmarks.spine.expected import Alert

AHEAD, QUIET = 5.0, 300.0
"""Seconds between the start of the generator and its first event; for which the end is waited for."""


def main() -> int:
    """The run, from nothing to the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=100.0, help="events a second, copies among them")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=20, help="residents at an open page")
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--home", type=Path, help="a house that is kept (default: a temporary one)")
    parser.add_argument("--prepare", action="store_true", help="only fill the house and work out what is expected")
    arguments = parser.parse_args()
    if arguments.prepare and arguments.home is None:
        parser.error("--prepare needs --home: what is prepared has to stay somewhere")
    home = arguments.home or Path(tempfile.mkdtemp(prefix="madang-spine-")) / "home"
    home.parent.chmod(0o711)
    os.environ["MADANG_HOME"] = str(home)
    try:
        if arguments.prepare:
            _prepare(arguments, home)
            return 0
        found = _run(arguments, home)
    finally:
        if arguments.home is None:
            shutil.rmtree(home.parent, ignore_errors=True)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0 if found["passed"] else 1


def _run(arguments: argparse.Namespace, home: Path) -> dict[str, Any]:
    more = _prepare(arguments, home)
    log = home.with_suffix(".log")
    start = log.stat().st_size if log.exists() else 0
    with House(home, arguments.port, **more) as house:
        _set_up()
        return _measured(arguments, house, log, start)


def _prepare(arguments: argparse.Namespace, home: Path) -> dict[str, str]:
    """What the house has to be told at its start."""
    more = {"MADANG_PROVINCE_SIZE": str(arguments.residents)}
    more["MADANG_FOLLOW_FAMILIES"] = str(arguments.residents + 1_000)
    if not filled(home, arguments.residents):
        with House(home, arguments.port, **more) as house:
            _set_up()
            from madang.cli.days import today

            say("filling the house")
            say("filled", fill(house, arguments.residents, today()))
            from django.db import connection

            connection.close()
    if arguments.prepare:
        with House(home, arguments.port, **more):
            _set_up()
            _planned(arguments, home)
    return more


def _set_up() -> None:
    from madang.config import connection

    os.environ.pop("DATABASE_URL", None)
    secrets = Path(os.environ["MADANG_HOME"]) / "secrets"
    os.environ["MADANG_SECRET_KEY"] = (secrets / "signing-key").read_text(encoding="ascii").strip()
    connection.set_up()
    from django.db import connections

    from madang.config.connection import running_url
    from madang.config.database.url import django_database

    if url := running_url(Path(os.environ["MADANG_HOME"])):  # another start, another port
        connections["default"].close()
        connections.settings["default"].update(django_database(url, pool=False))


def _measured(arguments: argparse.Namespace, house: House, log: Path, start: int) -> dict[str, Any]:
    from benchmarks.spine.report import report
    from benchmarks.spine.visitors import cookies_of
    from madang.config.connection import running_url

    persons = persons_by_number(numbers_of(arguments.residents))
    plan, expected = _planned(arguments, house.home)
    say("planned", {"events": len(plan), "alerts": len(expected)})
    watched = [number for number, _ in Counter(one.resident for one in expected).most_common(arguments.pages)]
    cookies = cookies_of({number: persons[number] for number in watched})
    say(f"the follower has read everybody, after {wait_for_memory(log, start):.0f} s more")
    url = running_url(house.home)
    assert url is not None
    generator, readers, stages, cpu = _load(house, url, plan, cookies, {one: number for number, one in persons.items()})
    return report(plan, expected, stages, generator, readers, cpu, arguments.rate)


def _planned(arguments: argparse.Namespace, home: Path) -> tuple[list[Planned], list[Alert]]:
    from benchmarks.spine.expected import expected
    from benchmarks.spine.families import Families
    from benchmarks.spine.plan import Planner
    from benchmarks.spine.registers import Registers
    from madang.cli.days import today
    from madang.rules.service import load_rulebook

    name = f"planned-{arguments.seed}-{arguments.rate:g}-{arguments.seconds:g}-{today()}.pickle"
    if (kept := home / name).exists():
        made: tuple[list[Planned], list[Alert]] = pickle.loads(kept.read_bytes())  # noqa: S301 -- our own file
        return made
    registers, province = Registers.read(home / "province"), home / "province"
    as_of = dt.date.fromisoformat(registers.as_of)
    planner = Planner(
        Families(registers, load_rulebook(), today(), as_of), numbers_of(arguments.residents), arguments.seed
    )
    plan = list(planner.plan(arguments.rate, arguments.seconds))
    made = plan, expected(plan, province, today(), as_of)
    kept.write_bytes(pickle.dumps(made))
    return made


def _load(
    house: House, url: str, plan: Sequence[Planned], cookies: Mapping[str, Mapping[str, str]],
    numbers: Mapping[str, str],
) -> tuple[dict[str, Any], dict[str, Any], Any, dict[str, float]]:  # fmt: skip
    """(generator, readers, stages, CPU seconds by process) of the events themselves."""
    from benchmarks.spine import stages

    path = house.home / "plan.pickle"
    path.write_bytes(pickle.dumps(list(plan)))
    with stages.opened(url) as connection:
        marks, events = stages.marks(connection), stages.count(connection, "events")
        begin = time.time() + AHEAD
        end = begin + plan[-1].at + 3.0
        reading = _beside("readers", [str(end)], {"portal": house.addresses["web"], "cookies": cookies})
        addresses = {
            name.removeprefix("agency-"): url for name, url in house.addresses.items() if name.startswith("agency-")
        }
        told = {"addresses": addresses, "token": house.token()}
        generating = _beside("generator", [str(path), str(begin)], told)
        time.sleep(max(0.0, begin - time.time()))
        before = house.processor_seconds()
        say("the events begin")
        generator = _answer(generating)
        readers = _answer(reading)
        wanted = events + sum(one.sort != COPY for one in plan)
        deadline = time.monotonic() + QUIET
        while time.monotonic() < deadline and (
            stages.count(connection, "events") < wanted or stages.count(connection, "waiting")
        ):
            time.sleep(1.0)
        after = house.processor_seconds()
        say("quiet again")
        cpu = {name: seconds - before.get(name, 0.0) for name, seconds in after.items()}
        cpu |= {"(generator)": generator["cpu_s"], "(readers)": readers["cpu_s"]}
        return generator, readers, stages.read(connection, plan, begin, marks, numbers), cpu


def _beside(name: str, arguments: list[str], told: Mapping[str, Any]) -> subprocess.Popen[str]:
    """A process of the benchmark, with what it is told on standard input."""
    command = [sys.executable, "-m", f"benchmarks.spine.{name}", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    process.stdin.write(json.dumps(told))
    process.stdin.close()
    process.stdin = None
    return process


def _answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    text, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
    found: dict[str, Any] = json.loads(text)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
