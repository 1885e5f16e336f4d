"""`python -m tests.seeded_faults [--only ID] [--part rules|engine|house]`: tries every fault; 1 when one survives.

First the copy without a fault must pass all groups of tests; then each fault goes in alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.plan import SOURCE
from tests.seeded_faults.copy import Copy, Outcome
from tests.seeded_faults.fault import Fault, StaleFault, load_faults

Row = tuple[Fault, str, str, float]
"""A fault, what became of it, the test that noticed, seconds."""
CAUGHT, SURVIVED, STALE, BROKEN = "caught", "SURVIVED", "STALE", "BROKEN"


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every fault is caught; 1 when one survives, is stale or keeps the tests from running."""
    parser = argparse.ArgumentParser(prog="python -m tests.seeded_faults")
    parser.add_argument("--only", action="append", metavar="ID", help="only this fault; may be repeated")
    parser.add_argument("--part", choices=("rules", "engine", "house"), help="only faults of this part")
    arguments = parser.parse_args(argv)
    groups, faults = load_faults()
    chosen = [
        fault
        for fault in faults
        if fault.id in (arguments.only or [fault.id]) and fault.part == (arguments.part or fault.part)
    ]
    if not chosen:
        parser.error("no such fault")
    rows: list[Row] = []
    for house in (False, True):
        some = [fault for fault in chosen if (fault.part == "house") == house]
        with tempfile.TemporaryDirectory(prefix="madang-faults-") as folder:
            copy = Copy(SOURCE, Path(folder), house=house)
            if some and not _sound(copy, groups, {fault.tests for fault in some}):
                return 1
            rows += [_row(copy, fault, groups[fault.tests]) for fault in some]
    _say("\n" + _table(rows))
    caught = sum(1 for _, verdict, _, _ in rows if verdict == CAUGHT)
    _say(f"{caught} of {len(rows)} faults caught")
    return 0 if caught == len(rows) else 1


def _sound(copy: Copy, groups: dict[str, list[str]], wanted: set[str]) -> bool:
    """Whether the tests pass while there is no fault; otherwise a failing test would prove nothing."""
    paths = list(dict.fromkeys(path for name in groups if name in wanted for path in groups[name]))
    outcome = copy.test(paths)
    _say(f"without a fault: {outcome.verdict} in {outcome.seconds:.0f} s")
    if outcome.verdict != "passed":
        _say(outcome.output)
    return outcome.verdict == "passed"


def _row(copy: Copy, fault: Fault, paths: list[str]) -> Row:
    try:
        outcome = copy.try_out(fault, paths)
    except StaleFault as stale:
        row = (fault, STALE, str(stale), 0.0)
    else:
        row = (fault, _verdict(outcome), outcome.test, outcome.seconds)
        if row[1] == BROKEN:
            _say(outcome.output[-2000:])
    _say(f"{row[1]:8} {fault.id} ({row[3]:.1f} s) {row[2]}")
    return row


def _verdict(outcome: Outcome) -> str:
    """A fault that keeps the tests from being collected is not one that a test caught."""
    return {"passed": SURVIVED, "failed": CAUGHT}.get(outcome.verdict, BROKEN)


def _table(rows: list[Row]) -> str:
    head = ["| | part | fault | file | outcome | by |", "|---|---|---|---|---|---|"]
    return "\n".join(
        head
        + [
            f"| {fault.id} | {fault.part} | {fault.about} | {fault.file} | {verdict} | `{test}` |"
            for fault, verdict, test, _ in rows
        ]
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


sys.exit(main())
