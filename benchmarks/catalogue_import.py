"""A dirty catalogue of the size of 정부24's imported, imported again, and imported under kill -9.

    .venv/bin/python -m benchmarks.catalogue_import [--services 10924] [--kills 8]

Prints seconds and counts; fails unless every row is accepted or in quarantine with the reason the generator knows of,
the second import changes nothing, and the end after the kills is that of the import that nobody killed.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.database import database


def main() -> None:
    """Measures, compares and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=10_924)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        from madang.simulation.service import publish_catalogue

        pages = Path(folder) / "pages"
        begun = time.perf_counter()
        published = publish_catalogue(arguments.services, arguments.seed, pages)
        size = sum(path.stat().st_size for path in pages.iterdir())
        print(f"made: {size / 1e6:.1f} MB of pages in {time.perf_counter() - begun:.1f} s")
        with database() as server:
            wanted = _twice(pages, dict(published.refused))
            with psycopg.connect(server.owner_url) as owner:
                owner.execute("TRUNCATE catalogue_import CASCADE")
            _killed(pages, arguments.kills, random.Random(arguments.seed), wanted)


def _twice(pages: Path, refused: dict[str, int]) -> dict[str, Any]:
    from madang.services.catalogue.listed.service import import_from, source_at
    from madang.services.catalogue.listed.tests.kept import end_state, versions
    from madang.simulation.population.calendar_days import reference

    source = source_at("gov24", str(pages))
    found: dict[str, Any] = {}
    for name in ("first", "second"):
        begun, processor = time.perf_counter(), time.process_time()
        before = versions()
        done = import_from(source, reference)
        wall, processor = time.perf_counter() - begun, time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name}: {wall:.1f} s wall, {processor:.1f} s CPU of the process, {peak:.0f} MB at the peak")
        print(
            f"  {done.rows_in:,} rows = {done.accepted:,} accepted + {done.quarantined:,} in quarantine {done.counts}"
        )
        assert done.rows_in == done.accepted + done.quarantined
        assert done.counts["reasons"] == refused, (done.counts["reasons"], refused)
        if name == "first":
            found = end_state()
        else:
            assert versions() == before
            assert done.counts["unchanged"] == found["counts"]["new"]
    return found


def _killed(pages: Path, kills: int, chance: random.Random, wanted: dict[str, Any]) -> None:
    from madang.services.catalogue.listed.service import last_import
    from madang.services.catalogue.listed.tests.kept import end_state
    from madang.simulation.population.calendar_days import reference

    command = [sys.executable, "-m", "madang.cli", "catalogue", "import", str(pages), "--date", f"{reference}"]
    command += ["--language", "en"]
    phases = []
    for _ in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        assert process.stdout is not None
        for _ in range(chance.randint(1, 14)):
            process.stdout.readline()
        time.sleep(chance.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        last = last_import("gov24")
        phases.append(last["phase"] if last is not None else "none")
        if phases[-1] == "done":
            break
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    (balance,) = (line for line in done.stdout.splitlines() if " rows = " in line)
    print(f"killed {len(phases)} times ({', '.join(phases)}), then: {balance}")
    state = end_state()
    same = all(state[name] == wanted[name] for name in ("listed", "changes", "held", "counts"))
    print(f"end state {'the same' if same else 'DIFFERS'}")
    assert same


if __name__ == "__main__":
    main()
