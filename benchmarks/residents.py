"""Residents taken in through their six agencies: `python -m benchmarks.residents [--residents 20000]`.

A simulated province with its agencies as processes of their own, on an embedded PostgreSQL with fsync on. CPU seconds
are those of the loading process; the agencies' and the server's come on top and are in the wall time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.database import database

DAY = dt.date(2026, 11, 20)


def main() -> int:
    """Prints a line for the first time and one for again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=20_000)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="madang-residents-"))
    try:
        with database():
            measure(folder, arguments.residents)
    finally:
        shutil.rmtree(folder)
    return 0


def measure(folder: Path, residents: int) -> None:
    """Makes the province, loads it, and loads it once more."""
    from django.conf import settings

    from madang.exchange.mydata.service import load_residents
    from madang.simulation import service as simulation

    simulation.generate(residents, 2026, simulation.default_province, folder / "province")
    numbers = [simulation.number_of(simulation.person_id(row)) for row in range(residents)]
    with simulation.RunningAgencies(folder / "province") as agencies:
        settings.AGENCY_ADDRESSES = dict(agencies.addresses)
        for what in ("first", "again"):
            wall, cpu = time.perf_counter(), time.process_time()
            done = load_residents(numbers, DAY, evidence="synthetic")
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            print(f"{what}: {done.residents:,} residents, {done.facts:,} facts, {wall:.1f} s wall, {cpu:.1f} s CPU")


if __name__ == "__main__":
    raise SystemExit(main())
