"""How long a population takes and how much memory: `python benchmarks/population.py [size …]`.

Each size is made in a process of its own; peak memory is that process's largest resident set. With `--agencies`
the six slices are written too.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

usual = (1_000, 20_000, 100_000, 1_000_000)


def measure(size: int, slices: bool) -> dict[str, float]:
    """Seconds, CPU seconds, MB at the peak and MB on disk for one population."""
    from madang.simulation import service

    folder = Path(tempfile.mkdtemp(prefix="madang-population-"))
    try:
        begin, cpu = time.perf_counter(), time.process_time()
        service.generate(size, 2026, service.default_province, folder / "province", slices=slices)
        seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    finally:
        shutil.rmtree(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": round(seconds, 2), "cpu_s": round(cpu, 2), "peak_mb": round(peak), "disk_mb": round(disk, 1)}


def main(words: list[str]) -> None:
    """One line for each size."""
    slices = "--agencies" in words
    if "--one" in words:
        sys.stdout.write(json.dumps(measure(int(words[-1]), slices)))
        return
    sizes = [int(word.replace("_", "")) for word in words if not word.startswith("--")] or list(usual)
    columns = ("seconds", "cpu_s", "peak_mb", "disk_mb")
    sys.stdout.write(" ".join(f"{name:>10}" for name in ("residents", *columns)) + "\n")
    for size in sizes:
        command = [sys.executable, __file__, "--one", *(["--agencies"] if slices else []), str(size)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        sys.stdout.write(" ".join(f"{value:>10,}" for value in (size, *(found[name] for name in columns))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
