"""`python -m tests.kills [--seed 1] [--kills-per-type 20] [--check-every 25]`: 0 when nothing acknowledged was lost.

Starts a house of its own in a temporary home. 1: an anomaly, each named; 2: the rig itself went wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from madang.config.tests.supervision.installation import Installation
from tests.kills.ledger import Ledger
from tests.kills.processes import KINDS
from tests.kills.rig import Rig
from tests.kills.staff import addresses, set_up, staffed

RESIDENTS = "1500"
START_SECONDS = 240.0


def main(argv: Sequence[str] | None = None) -> int:
    """Runs it and prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--seed", type=int, default=1, help="of all that is left to chance (default: %(default)s)")
    parser.add_argument("--kills-per-type", type=int, default=20, help=f"of {', '.join(KINDS)} (default: %(default)s)")
    parser.add_argument("--births", type=int, default=8, help="at most so many (default: %(default)s)")
    parser.add_argument("--check-every", type=int, default=5, metavar="ROUNDS",
                        help="everybody rests and everything is counted after so many rounds (default: %(default)s)")  # fmt: skip
    arguments = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="madang-kills-"))
    folder.chmod(0o711)
    house = Installation(folder / "home")
    try:
        house.start(demo=True, environment={"MADANG_PROVINCE_SIZE": RESIDENTS}, seconds=START_SECONDS)
        return _killed(house, folder, arguments)
    finally:
        house.end()
        shutil.rmtree(folder, ignore_errors=True)


def _killed(house: Installation, folder: Path, arguments: argparse.Namespace) -> int:
    set_up(house.home)
    from tests.kills.checks.everything import anomalies
    from tests.kills.checks.seen import done_by_people

    begun, found = time.monotonic(), list[str]()
    ledger = Ledger(folder / "acknowledged.jsonl")
    assert house.supervisor is not None
    rig = staffed(house.home, house.supervisor.pid, ledger, arguments.seed, arguments.births, _say)
    witness = addresses(house.home)["witness"]
    before = done_by_people()
    rig.begin(lambda: {"submission", "event"} <= ledger.counts().keys())
    left = arguments.kills_per_type
    while left > 0 and not found:
        rounds = min(left, arguments.check_every)
        rig.run(rounds)
        left -= rounds
        rig.rest()
        found = anomalies(ledger, witness, before)
        _say(f"--- {len(rig.kills)} kills, {ledger.counts().total()} acknowledged, {len(found)} anomalies")
        rig.floor.working.set()
    rig.end()
    ledger.close()
    _report(rig, ledger.counts(), found, arguments.seed, time.monotonic() - begun)
    if found or rig.faults or rig.floor.faults:
        _say(house.words()[-6000:])
    return 1 if found else 2 if rig.faults or rig.floor.faults else 0


def _report(rig: Rig, acknowledged: Counter[str], found: list[str], seed: int, seconds: float) -> None:
    _say(f"\nseed {seed}, {seconds / 60:.1f} min")
    _say("| killed | kills | with changes under way | changes under way in all | longest until back |\n|---|--:|--:|--:|--:|")
    for kind, kills, busy, flights, longest in rig.table():
        _say(f"| {kind} | {kills} | {busy} | {flights} | {longest:.1f} s |")
    _say("\n" + ", ".join(f"{name} {count}" for name, count in sorted(rig.names().items())))
    _say("\n| acknowledged | |\n|---|--:|")
    for kind, count in sorted(acknowledged.items()):
        _say(f"| {kind} | {count} |")
    answers = rig.flights.counts
    _say(f"\nrequests answered {answers['answered']}, without an answer {answers['broken']}, 5xx {answers['failed']};"
         f" refused with a reason {len(rig.floor.refusals)}")  # fmt: skip
    for words, count in Counter(one.rpartition(", ")[2][:100] for one in rig.floor.refusals).most_common(8):
        _say(f"  refused {count}: {words}")
    for fault in (*rig.faults, *rig.floor.faults):
        _say(f"the rig: {fault}")
    for one in found:
        _say(f"ANOMALY {one}")
    _say(f"{len(found)} anomalies")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
