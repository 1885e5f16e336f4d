"""`python -m benchmarks.dmn_tck PATH [--only TEXT] [--failures]`: prints the score by level and by folder."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.dmn_tck.scoring import Outcome, run_folder


def main(argv: list[str] | None = None) -> int:
    """Runs the kit at a path; returns 0 when something was run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dmn_tck", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--only", default="", help="folders whose path holds this text")
    parser.add_argument("--failures", action="store_true", help="print each failing result")
    options = parser.parse_args(argv)
    outcomes: list[Outcome] = []
    for folder in sorted((options.path / "TestCases").glob("compliance-level-*/*/")):
        if options.only in str(folder):
            outcomes += run_folder(folder)
    if options.failures:
        for outcome in outcomes:
            if not outcome.passed:
                write(
                    f"{outcome.folder} {outcome.case} {outcome.node}: expected {outcome.expected!r}, "
                    f"got {outcome.actual!r} {outcome.note} {outcome.text}"
                )
    report(outcomes)
    return 0 if outcomes else 1


def write(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{line}\n")


def report(outcomes: list[Outcome]) -> None:
    """Folders that are not whole, then levels."""
    folders = Counter(outcome.folder for outcome in outcomes)
    passed = Counter(outcome.folder for outcome in outcomes if outcome.passed)
    for folder, count in sorted(folders.items()):
        mark = "" if passed[folder] == count else "  <"
        write(f"{folder:48} {passed[folder]:4} / {count:4} result nodes{mark}")
    for level in sorted({outcome.level for outcome in outcomes}):
        write(f"{level} {score([outcome for outcome in outcomes if outcome.level == level])}")
    write(f"all levels {score(outcomes)}")
    write(f"of these plain literal decisions {score([outcome for outcome in outcomes if outcome.literal])}")


def score(outcomes: list[Outcome]) -> str:
    """Cases pass when each of their result nodes does."""
    cases = {(outcome.folder, outcome.file, outcome.case) for outcome in outcomes}
    failed = {(outcome.folder, outcome.file, outcome.case) for outcome in outcomes if not outcome.passed}
    nodes = sum(outcome.passed for outcome in outcomes)
    return f"cases {len(cases) - len(failed)} / {len(cases)}, result nodes {nodes} / {len(outcomes)}"


if __name__ == "__main__":
    sys.exit(main())
