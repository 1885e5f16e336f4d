"""A command of Madang in as much address space as is left to it; what it took is the last line on standard error.

    python -m benchmarks.limited MEGABYTES nation --population FOLDER --json

MEGABYTES limits everything a process can map (RLIMIT_AS): code, heap, stacks, files. 0: no limit, only measured. Beside
the commands, `pack RESIDENTS` packs drawn residents for the bitmaps and `read-all FOLDER` reads every column at once.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from madang.rules.service import TooLarge

MEGABYTE = 1_000_000


def main(arguments: list[str]) -> int:
    """The command's status; 3 where it ran out of memory."""
    limit, command, *rest = arguments
    if int(limit):
        resource.setrlimit(resource.RLIMIT_AS, (int(limit) * MEGABYTE,) * 2)
    try:
        status = {"pack": _pack, "read-all": _read_all}.get(command, lambda *_: _command(command, rest))(*rest)
    except (MemoryError, TooLarge) as error:
        print(f"out of memory: {error}", file=sys.stderr)
        status = 3
    print(json.dumps(taken()), file=sys.stderr)
    return status


def taken() -> dict[str, int]:
    """Megabytes: most address space so far, and most memory in RAM (files read through maps included)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    found = dict(line.split(":", 1) for line in lines)
    return {name: int(found[key].split()[0]) * 1024 // MEGABYTE for name, key in (("peak", "VmPeak"), ("ram", "VmHWM"))}


def _command(command: str, rest: list[str]) -> int:
    from madang.cli.main import main as madang

    return madang([command, *rest])


def _read_all(folder: str) -> int:
    """What must not fit: the whole population in memory."""
    from madang.simulation.population.columns import rows_of
    from madang.simulation.service import open_population

    population = open_population(folder)
    held: list[Any] = [rows_of(population.persons, 0, population.size)]
    print(json.dumps({"residents": population.size, "columns": len(held[0])}))
    return 0


def _pack(residents: str, memory: str = "") -> int:
    """Packs, refusing early where the planes would not fit into `memory` bytes; prints the counts and the bytes."""
    from benchmarks.made_up_catalogue import ON, catalogue_rulebook
    from madang.rules.service import pack_on
    from madang.simulation.service import CodedPopulation

    rulebook = catalogue_rulebook(500, 1)
    made = [id for id in rulebook.pack.services if id.startswith("gov24_")]
    source = CodedPopulation(int(residents), 1, "nation", ON)
    packed = pack_on(rulebook, ON, source, made, memory=int(memory) if memory else None)
    print(json.dumps({"bytes": packed.bytes, "counts": packed.counts(compiled=False)}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
