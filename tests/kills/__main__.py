"""`python -m tests.kills [--seed 1] [--kills-per-type 20]`: 0 when nothing acknowledged was lost or is there twice.

Starts a house of its own in a temporary home, or works beside one that runs (`--beside HOME`), which must be a
demonstration. 1: anomalies, each named; 2: the rig itself went wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from madang.config.tests.supervision.installation import Installation
from tests.kills.ledger import Ledger
from tests.kills.processes import KINDS
from tests.kills.report import report
from tests.kills.staff import addresses, set_up, staffed

RESIDENTS = "1500"
START_SECONDS = 240.0


def main(argv: Sequence[str] | None = None) -> int:
    """Runs it and prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--seed", type=int, default=1, help="of all that is left to chance (default: %(default)s)")
    parser.add_argument("--kills-per-type", type=int, default=20, help=f"of {', '.join(KINDS)} (default: %(default)s)")
    parser.add_argument("--only", action="append", choices=KINDS, help="only this type; may be repeated")
    parser.add_argument("--together", action="store_true", help="each round's kills at once, not one after the other")
    parser.add_argument("--births", type=int, default=8, help="at most so many (default: %(default)s)")
    parser.add_argument("--check-every", type=int, default=5, metavar="ROUNDS",
                        help="after so many rounds all rest and all is counted (default: %(default)s)")  # fmt: skip
    parser.add_argument("--beside", type=Path, metavar="HOME", help="a house that runs, instead of one of its own")
    arguments = parser.parse_args(argv)
    if arguments.beside:
        pid = int((arguments.beside / "supervisor.lock").read_text(encoding="utf-8").split()[0])
        with tempfile.TemporaryDirectory(prefix="madang-kills-") as beside:
            return _killed(arguments.beside.resolve(), pid, Path(beside), arguments)
    folder = Path(tempfile.mkdtemp(prefix="madang-kills-"))
    folder.chmod(0o711)
    house = Installation(folder / "home")
    try:
        started = house.start(demo=True, environment={"MADANG_PROVINCE_SIZE": RESIDENTS}, seconds=START_SECONDS)
        status = _killed(house.home, started.pid, folder, arguments)
        if status:
            kept = Path(tempfile.mkstemp(prefix="madang-kills-", suffix=".log")[1])
            kept.write_text(house.words(), encoding="utf-8")
            _say(f"what the house said: {kept}")
        return status
    finally:
        house.end()
        shutil.rmtree(folder, ignore_errors=True)


def _killed(home: Path, supervisor: int, folder: Path, arguments: argparse.Namespace) -> int:
    set_up(home)
    from tests.kills.checks.everything import anomalies
    from tests.kills.checks.seen import done_by_people

    begun, found = time.monotonic(), list[str]()
    ledger = Ledger(folder / "acknowledged.jsonl")
    before = done_by_people()
    rig = staffed(home, supervisor, ledger, arguments.seed, arguments.births, _say)
    rig.begin(lambda: {"submission", "event"} <= ledger.counts().keys())
    left = arguments.kills_per_type
    while left > 0 and not found and not rig.faults:
        rounds = min(left, arguments.check_every)
        rig.run(rounds, arguments.only or KINDS, together=arguments.together)
        left -= rounds
        rig.rest()
        found = anomalies(ledger, addresses(home)["witness"], before)
        _say(f"--- {len(rig.kills)} kills, {ledger.counts().total()} acknowledged, {len(found)} anomalies")
        if left:
            rig.work()
    rig.end()
    ledger.close()
    _say(f"\nseed {arguments.seed}, {(time.monotonic() - begun) / 60:.1f} min")
    report(rig, ledger.counts(), found, _say)
    return 1 if found else 2 if rig.faults or rig.floor.faults else 0


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
