"""`madang absorb | residents`: life events become facts; the residents of the simulated province are taken in."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from madang.cli.days import day, today
from madang.cli.heartbeat import heartbeat
from madang.cli.language import language
from madang.cli.settling import settle
from madang.config import connection, environment

REFUSED = 1
PAUSE = 5.0
"""Seconds after which it looks what is due again, should nothing ring."""
APART = 0.12
"""Seconds in which events of a stream are taken together: each batch asks the registers, however few events it has."""
AWAY = 0.5
"""Seconds before a database that is away is tried again."""


def add_arguments(command: str, parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of one of the commands."""
    parser.add_argument("--language", choices=("ko", "en"), default=language(), help="language of what is said")
    parser.add_argument("--date", type=day, help="the day to stand on (default: today)")
    if command == "absorb":
        parser.add_argument("--once", action="store_true", help="what waits now, then stop")
        parser.add_argument("--port", type=int, help="answer /health there, for a supervisor")
        parser.add_argument("--most", type=int, default=100, help="events in one transaction")
    else:
        parser.add_argument("action", choices=("load",))
        parser.add_argument("--folder", type=Path, default=environment.home() / "province")
        parser.add_argument("--first", type=int, default=1, help="the first resident's number")
        parser.add_argument("--count", type=int, help="how many (default: all of the province)")


def run(command: str, arguments: argparse.Namespace) -> int:
    """Does it; 0 done, 1 refused with the reasons on standard error."""
    try:
        connection.set_up()
    except connection.NotRunning as error:
        print(error, file=sys.stderr)
        return REFUSED
    return _COMMANDS[command](arguments)


def _absorb(arguments: argparse.Namespace) -> int:
    """Woken by the hub when it accepts an event. A kill loses nothing: what was not committed waits."""
    if arguments.once:
        _take_events(arguments)
        _try_again(arguments)
        return 0
    from django.db import Error
    from django.db import connection as database
    from psycopg import OperationalError

    from madang.exchange.mydata.service import CHANNEL, make_ready
    from madang.rulemaking.service import ready, watch
    from madang.trust.service import bell

    settled, again = False, 0.0
    with heartbeat(arguments.port) as beat:
        beat()  # it lives; reading the law takes longer than a supervisor waits
        ready()
        make_ready()
        watch()
        while True:
            try:
                if not settled:
                    settle(arguments.date or today())
                    settled = True
                for _ in bell(CHANNEL, PAUSE, apart=APART):
                    _take_events(arguments)
                    if time.monotonic() > again:
                        _try_again(arguments)
                        again = time.monotonic() + 1.0
                    beat()
            except (Error, OperationalError):
                database.close()
                time.sleep(AWAY)


def _take_events(arguments: argparse.Namespace) -> None:
    """All that waits, also what came later about somebody of whom an earlier event had to be absorbed first."""
    from madang.exchange.mydata.service import absorb

    on, korean, begun = arguments.date or today(), arguments.language == "ko", time.monotonic()
    while (done := absorb(on, arguments.most)) is not None:
        print(
            f"사건 {done.events}건: 새 사실 {len(done.recorded)}개, 태어난 사람 {len(done.born)}명"
            if korean
            else f"{done.events} events: {len(done.recorded)} new facts, {len(done.born)} newborns",
            flush=True,
        )
        if not arguments.once:
            time.sleep(max(0.0, begun + APART - time.monotonic()))
        begun = time.monotonic()


def _try_again(arguments: argparse.Namespace) -> None:
    """What is due again: fetches, and certificates of a register that was silent."""
    from madang.exchange.mydata.service import retry_pending
    from madang.services.casework.service import issue_waiting

    on, korean = arguments.date or today(), arguments.language == "ko"
    again = retry_pending(on)
    if again:
        print(f"미룬 조회 {again}건을 다시 했습니다." if korean else f"{again} fetches tried again.", flush=True)
    if issued := issue_waiting():
        print(f"증명서 {issued}건을 발급했습니다." if korean else f"{issued} certificates issued.", flush=True)


def _residents(arguments: argparse.Namespace) -> int:
    from madang.exchange.mydata.service import load_residents
    from madang.simulation.service import number_of, open_population, person_id

    try:
        size = open_population(arguments.folder).size
    except (OSError, ValueError) as error:
        print(f"먼저 `madang province`로 모의 인구를 만드세요. / {error}", file=sys.stderr)
        return REFUSED
    last = size if arguments.count is None else min(size, arguments.first - 1 + arguments.count)
    numbers = [number_of(person_id(row)) for row in range(max(arguments.first, 1) - 1, last)]
    begun, processor = time.perf_counter(), time.process_time()
    done = load_residents(numbers, arguments.date or today(), evidence="synthetic", progress=_progress)
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    print(
        f"주민 {done.residents:,}명, 새 사실 {done.facts:,}개 ({seconds:.1f}초, CPU {processor:.1f}초)"
        if arguments.language == "ko"
        else f"{done.residents:,} residents, {done.facts:,} new facts ({seconds:.1f} s, {processor:.1f} s CPU)"
    )
    if done.waiting:
        print(f"응답하지 않은 기관 / did not answer: {', '.join(done.waiting)}", file=sys.stderr)
        return REFUSED
    return 0


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,}", end="", file=sys.stderr, flush=True)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"absorb": _absorb, "residents": _residents}
