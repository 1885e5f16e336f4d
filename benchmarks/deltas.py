"""Changes of facts to differences of standing: `python -m benchmarks.deltas [--families 3000] [--changes 100000]`.

A town of random families (every fact told, often near the lines of the law), each person of which is somebody who asks;
all services. 100,000 changes, of which 10 % repeat an earlier one and half say what is known already, are applied at
once and in smaller batches, by the interpreter with a memory of families (`--remembered 0`: without), in one process.
The differences must be exactly those of working everybody out anew with `check`. CPU seconds of one core; nothing is
written to a database here: see `--database`.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import django

from madang.rules.service import Rulebook, check, load_rulebook


def main() -> int:
    """1 when a difference is missing, or one too many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=3_000)
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--batches", type=int, nargs="+", default=[100_000, 10_000, 1_000])
    parser.add_argument("--remembered", type=int, default=20_000, help="families (and persons) kept in memory")
    parser.add_argument("--database", action="store_true", help="the same from recorded facts to rows, on PostgreSQL")
    arguments = parser.parse_args()
    if arguments.database:
        from benchmarks.deltas_database import measure

        return measure(arguments.families, arguments.changes, arguments.remembered)
    return _in_memory(arguments)


def _in_memory(arguments: argparse.Namespace) -> int:
    """Each batch size from the same start; the last line of each says how many differences are wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.test")
    django.setup()
    from tests.town import changes, town

    rulebook = load_rulebook()
    families = town(rulebook, arguments.families)
    stream = list(changes(rulebook, families, arguments.changes))
    expected: Shown = {}
    wrong = 0
    for size in sorted(arguments.batches, reverse=True):
        board, interpreter = _board(rulebook, families, arguments.remembered)
        before, told = _shown(board), []
        begun = time.process_time()
        for at in range(0, len(stream), size):
            told += board.apply(stream[at : at + size])
        spent = time.process_time() - begun
        expected = expected or _anew(rulebook, board)
        wrong += _told(size, stream, spent, interpreter, told, _wrong(board, before, expected, told))
    return 1 if wrong else 0


def _board(rulebook: Rulebook, families: Any, remembered: int) -> tuple[Any, Any]:
    """Everybody worked out once; what that costs is told."""
    from madang.entitlements.service import Board, Reach

    interpreter, memory = Counted(rulebook, remembered), _megabytes()
    begun = time.process_time()
    board = Board(interpreter, Reach(rulebook), families, list(rulebook.pack.services))
    spent = time.process_time() - begun
    print(
        f"{len(families):,} residents × {len(board.services)} services, worked out at first in {spent:.1f} s CPU; "
        f"{min(remembered, len(families)):,} families remembered, {_megabytes() - memory:,.0f} MB"
    )
    interpreter.families = interpreter.services = 0
    return board, interpreter


def _wrong(board: Any, before: Shown, expected: Shown, told: list[Any]) -> int:
    """Standings that are not the recomputed ones, and differences that were not told, or told without being there."""
    after = _shown(board)
    differ = {key for key in before if before[key] != expected[key]}
    return sum(after[key] != expected[key] for key in expected) + len(_net(told) ^ differ)


def _told(size: int, stream: list[Any], spent: float, interpreter: Any, told: list[Any], wrong: int) -> int:
    kinds = Counter(one.kind or "other" for one in told)
    print(
        f"batches of {size:,}: {spent:.1f} s CPU, {len(stream) / spent:,.0f} changes/s per core; "
        f"{interpreter.families:,} families and {interpreter.services:,} services worked out; "
        f"{len(told):,} differences ({', '.join(f'{kind} {count:,}' for kind, count in sorted(kinds.items()))}), "
        f"{len(_net(told)):,} net; against a full recomputation {wrong} wrong",
        flush=True,
    )
    return wrong


def _megabytes() -> float:
    """The most memory this process has held so far; of a later board only what it needs beyond an earlier one."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def Counted(rulebook: Rulebook, remembered: int) -> Any:  # noqa: N802 - made like a class
    """An interpreter that remembers families and counts what it works out."""
    from madang.entitlements.service import Incremental

    class Counting(Incremental):
        families = services = 0

        def stands(self, asked: Iterable[Any]) -> Any:
            for family, services in asked:
                self.families += 1
                self.services += len(services)
                yield from super().stands([(family, services)])

    return Counting(rulebook, remembered)


Shown = dict[tuple[str, str], tuple[Any, ...]]


def _shown(board: Any) -> Shown:
    return {
        (resident, service): (stand.status, stand.low, stand.high, len(stand.missing))
        for resident, stands in board.stands.items()
        for service, stand in stands.items()
    }


def _anew(rulebook: Rulebook, board: Any) -> Shown:
    """Everybody worked out by `check`, from the facts as they are in the end."""
    found: Shown = {}
    for resident, family in board.families.items():
        family = replace(family, persons={id: board.persons[id] for id in family.persons})
        for one in check(rulebook, family, board.services, explain=False):
            low, high = (None, None) if one.amount is None else (one.amount.low, one.amount.high)
            found[resident, one.service] = one.status, low, high, len({name for name, _ in one.missing})
    return found


def _net(told: Iterable[Any]) -> set[tuple[str, str]]:
    """Where the first `before` and the last `after` of all differences of a resident and a service are not alike."""
    first: dict[tuple[str, str], Any] = {}
    last: dict[tuple[str, str], Any] = {}
    for one in told:
        key = one.resident, one.service
        first.setdefault(key, one.before)
        last[key] = one.after
    return {key for key in first if _plain(first[key]) != _plain(last[key])}


def _plain(stand: Any) -> tuple[Any, ...]:
    return stand.status, stand.low, stand.high, len(stand.missing)


if __name__ == "__main__":
    sys.exit(main())
