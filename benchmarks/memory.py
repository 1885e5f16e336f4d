"""A population ten times as large as the memory that is left: the same counts, in bounded memory.

    python -m benchmarks.memory [--left 160] [--folder FOLDER]

The base is what a command takes over a handful of residents: interpreter, libraries, rules, compiled kernels. Then it
runs over a population whose files are ten times `--left` megabytes, in an address space of the base and `--left` more
(RLIMIT_AS: what is mapped counts, read or not, so neither the heap nor a memory map nor the page cache behind one can
hold the file). The result must equal that of a run without a limit. That the limit is one is shown by reading the
population as a whole under it, which must fail. Status 1 where anything is otherwise.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.limited import MEGABYTE

TIMES = 10
BYTES_EACH = 324
"""On disk, for a resident with the share of a home."""
FEW = ["--size", "300", "--province", "세종특별자치시"]
COMMANDS = {
    "nation": ["nation", "--json"],
    "whatif": ["whatif", "--set", "basic_pension_base=+10%", "--format", "json"],
}
LEFT_TO_PACK = 30
"""Megabytes beside the planes: with them a tenth of what the residents would take as files."""
OF_A_RUN = ("cpu_seconds", "peak_mb")


def main() -> int:
    """Prints the figures; 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--left", type=int, default=160, help="megabytes for data")
    parser.add_argument("--packed", type=int, default=2_000_000, help="residents packed for the bitmaps")
    parser.add_argument("--folder", type=Path, help="keeps the population here, and takes one that is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="madang-memory-") as scratch:
        few, many = Path(scratch) / "few", arguments.folder or Path(scratch) / "many"
        size = -(-arguments.left * MEGABYTE * TIMES // BYTES_EACH) * 102 // 100
        madang(0, "province", "--without-agencies", "--folder", str(few), *FEW)
        many_of = ["--size", str(size), "--province", "nation", "--seed", "7"]
        madang(0, "province", "--without-agencies", "--keep", "--folder", str(many), *many_of)
        files = sum(path.stat().st_size for path in many.rglob("*.npy"))
        print(f"{size:,} residents in {files / 1e9:.2f} GB of columns; left for data: {arguments.left} MB")
        wrong = files < TIMES * arguments.left * MEGABYTE
        for name, command in COMMANDS.items():
            wrong |= bounded(name, command, few, many, arguments.left)
    return int(wrong | packed(arguments.packed))


def bounded(name: str, command: list[str], few: Path, many: Path, left: int) -> bool:
    """Whether one command took more than it may, or said something else under the limit."""
    free, without, seconds = madang(0, *command, "--population", str(many))
    madang(0, *command, "--population", str(few))  # whatever kernels are missing still
    _, base, _ = madang(0, *command, "--population", str(few))
    limit = base["peak"] + left
    limited, within, under = madang(limit, *command, "--population", str(many))
    whole, _, _ = madang(limit, "read-all", str(many))
    same = limited is not None and plain(limited) == plain(free)
    print(
        f"{name}: base {base['peak']} MB, limit {limit} MB; peak without a limit {without['peak']} MB, "
        f"under it {within['peak']} MB ({within['ram']} MB in RAM); {under:.0f} s ({seconds:.0f} s without); "
        f"result {'equal' if same else 'DIFFERENT'}; the whole at once {'fits: NO LIMIT' if whole else 'does not fit'}"
    )
    return not same or whole is not None


def packed(residents: int, left: int = LEFT_TO_PACK) -> bool:
    """Whether packing took more than the packed population and what is left for a block, or said something else.

    Planes stand in memory; the residents they are made of do not, so ten times the residents take ten times the planes
    and no more of anything else. Where not even the planes have room it is refused before a resident is drawn.
    """
    _, base, _ = madang(0, "pack", "2000")
    free, without, _ = madang(0, "pack", str(residents))
    assert free is not None
    limit = base["peak"] + free["bytes"] // MEGABYTE + left
    limited, within, seconds = madang(limit, "pack", str(residents))
    refused, early, at_once = madang(0, "pack", str(residents * TIMES), str(free["bytes"]), may_fail=True)
    same = limited == free
    print(
        f"bitmaps: {residents:,} residents as files of {residents * BYTES_EACH / 1e6:,.0f} MB, packed "
        f"{free['bytes'] / 1e6:.0f} MB; base {base['peak']} MB, limit {limit} MB; peak without a limit "
        f"{without['peak']} MB, under it {within['peak']} MB; {seconds:.0f} s; "
        f"result {'equal' if same else 'DIFFERENT'}; ten times as many in the same memory "
        f"{'NOT REFUSED' if refused else f'refused after {at_once:.0f} s'} ({early['peak']} MB)"
    )
    return not same or refused is not None


def madang(limit: int, *command: str, may_fail: bool = False) -> tuple[dict[str, Any] | None, dict[str, int], float]:
    """(what it printed as JSON, None where it failed; memory; seconds)"""
    begun = time.perf_counter()
    words = [sys.executable, "-m", "benchmarks.limited", str(limit), *command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    spent = time.perf_counter() - begun
    memory = json.loads(done.stderr.strip().splitlines()[-1]) if done.stderr.strip() else {"peak": 0, "ram": 0}
    if limit == 0 and done.returncode and not may_fail:
        raise RuntimeError(done.stderr)
    told = done.stdout[done.stdout.find("{") :] if done.returncode == 0 and "{" in done.stdout else "null"
    return json.loads(told), memory, spent


def plain(told: dict[str, Any] | None) -> dict[str, Any]:
    """Without what differs from run to run."""
    return {name: value for name, value in (told or {}).items() if name not in OF_A_RUN}


if __name__ == "__main__":
    raise SystemExit(main())
