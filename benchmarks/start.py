"""How long `madang run` takes until it is open: a fresh home, the next start, and the next after a kill -9.

    python -m benchmarks.start [--demo]

Bars: 60 s for a fresh home, 15 s for a later start, after a kill too. Ends with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from madang.config.tests.supervision.installation import Installation

BARS = {"fresh": 60.0, "again": 15.0, "after kill -9": 15.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--demo", action="store_true", help="with its simulated surroundings")
    arguments = parser.parse_args()
    folder, missed = Path(tempfile.mkdtemp(prefix="madang-benchmark-")), 0
    folder.chmod(0o711)
    house = Installation(folder / "home")
    try:
        for what, bar in BARS.items():
            begun = time.perf_counter()
            supervisor = house.start(demo=arguments.demo, seconds=300)
            took = time.perf_counter() - begun
            missed += took > bar
            print(f"{what:14s} {took:6.1f} s (bar {bar:.0f} s)", flush=True)
            if what == "again":
                supervisor.kill()
                supervisor.wait()
                house.until(lambda: not house.processes())
            else:
                house.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
