"""A whole country against a catalogue: packing, counting, and both held to unpacked rows and to the interpreter.

    python -m benchmarks.bitmaps --residents 51700000 --services 10000

The packed population stands in memory; counting is timed apart from packing. Some services are recounted from all rows,
made again and not packed (`benchmarks/recount.py`), in some blocks row by row by the interpreter's code alone, and
residents are looked up by the interpreter from their family files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np

from benchmarks.made_up_catalogue import ON, catalogue_rulebook, machine, peak_gigabytes
from benchmarks.recount import recounted_everywhere
from madang.rules.service import Packed, Rulebook, Standing, TooLarge, family_from, pack_on
from madang.simulation.service import CodedPopulation, family_of, residents

T = TypeVar("T")
LATER = dt.date(2026, 12, 20)


def cpu() -> float:
    """Seconds of this process and its finished children."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


def timed(what: str, work: Callable[[], T]) -> T:
    """Does it and says how long it took."""
    begun, spent = time.perf_counter(), cpu()
    found = work()
    print(f"{what}: {time.perf_counter() - begun:.2f} s wall, {cpu() - spent:.2f} s CPU", flush=True)
    return found


def blocks_again(packed: Packed, source: CodedPopulation, most: int) -> Iterator[tuple[int, dict[str, list[object]]]]:
    """(number of the first resident, values of every column) of some blocks, drawn evenly."""
    parts = source.parts()
    for part in parts[:: max(1, len(parts) // most)][:most]:
        codes = source.codes(part, [*packed.plan.columns, "residence.region"])
        yield part.first, {name: [source.domains[name][code] for code in column] for name, column in codes.items()}


def recounted(rulebook: Rulebook, packed: Packed, source: CodedPopulation, services: list[str], blocks: int) -> int:
    """Services whose members in some blocks differ when each row is worked out by the interpreter's code."""
    from madang.rules.bitmaps.one_row import OneRow

    wrong = set()
    members = {service: packed.members(service) for service in services}
    clauses = {
        service: [rulebook.run(clause.when) for clause in rulebook.pack.services[service].clauses]
        for service in services
    }
    for first, columns in blocks_again(packed, source, blocks):
        count = len(next(iter(columns.values())))
        found: dict[str, list[int]] = {service: [] for service in services}
        for row in range(count):
            values = {name: column[row] for name, column in columns.items() if name != "residence.region"}
            values |= columns["residence.region"][row]  # type: ignore[arg-type]
            world = OneRow(rulebook, ON, values)
            for service in services:
                if all(run(world, world.scope) is True for run in clauses[service]):
                    found[service].append(first + row)
        for service, rows in found.items():
            low, high = np.searchsorted(members[service], [first, first + count])
            if members[service][low:high].tolist() != rows:
                wrong.add(service)
    return len(wrong)


def looked_up(
    rulebook: Rulebook, packed: Packed, source: CodedPopulation, count: int, services: list[str]
) -> tuple[int, int]:
    """(resident × service pairs compared, pairs that differ): residents of ten blocks, each by the family file."""
    members = {service: packed.members(service) for service in services}
    parts, chance = source.parts(), random.Random(5)
    compared = differing = 0
    for part in parts[:: max(1, len(parts) // 10)][:10]:
        population = source.population(part)
        every = list(residents(population))
        edges = (part.first, part.first + population.size)
        here = {
            service: set((rows[slice(*np.searchsorted(rows, edges))] - part.first).tolist())
            for service, rows in members.items()
        }
        for number in chance.sample(range(len(every)), min(len(every), count // 10)):
            family = family_from(family_of(population, every[number], ON), rulebook)
            for service, (status, _) in Standing(rulebook, family).missing(services).items():
                compared += 1
                differing += (status == "eligible") != (number in here[service])
    return compared, differing


def packed_and_counted(
    rulebook: Rulebook, source: CodedPopulation, services: list[str], workers: int, memory: int | None = None
) -> Packed:
    """Packs and counts, and says what each step costs."""
    packed = timed(
        "generated and packed", lambda: pack_on(rulebook, ON, source, services, workers=workers, memory=memory)
    )
    print(
        f"{packed.residents:,} residents, {len(packed.services):,} services, {len(packed.planes)} planes, "
        f"{packed.bytes / 1e9:.2f} GB packed; refused: {len(packed.refused)}"
    )
    timed("region index", lambda: packed.index)
    timed("counts, numba compiling included", packed.counts)
    counts = timed("counts of all services", packed.counts)
    pairs, eligible = packed.residents * len(counts), sum(counts.values())
    print(f"{eligible:,} eligible pairs of {pairs:.3g} ({eligible / packed.residents:.1f} a resident)")
    changes = timed(f"what changes by dates from {ON} to {LATER}", lambda: packed.changes(LATER))
    print(f"new {sum(new for new, _ in changes.values()):,}, lost {sum(lost for _, lost in changes.values()):,}")
    print(f"peak memory {peak_gigabytes():.2f} GB")
    return packed


def rows_differ(
    rulebook: Rulebook, packed: Packed, source: CodedPopulation, chosen: list[str], blocks: int, workers: int
) -> int:
    """Services whose counts or members are wrong."""
    counts = packed.counts()
    lengths = sum(len(packed.members(service)) != counts[service] for service in chosen)
    wrong = timed("recount", lambda: recounted(rulebook, packed, source, chosen, blocks))
    print(f"{len(chosen)} services recounted from rows of {blocks} blocks: {wrong} differ")
    print(f"lists of members of another length than the count: {lengths}")
    again = timed("recount of every block", lambda: recounted_everywhere(rulebook, packed, source, chosen, workers))
    differ = sum(again[service] != counts[service] for service in chosen)
    print(f"{len(chosen)} services recounted from all {packed.residents:,} unpacked rows: {differ} differ")
    return wrong + lengths + differ


def main() -> int:
    """Prints the figures; 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--recount", type=int, default=50, help="services recounted from rows that are not packed")
    parser.add_argument("--blocks", type=int, default=8, help="blocks in which they are recounted")
    parser.add_argument("--memory", type=float, help="gigabytes the packed population may take; more is refused")
    parser.add_argument("--look-up", type=int, default=10_000, help="residents looked up by the interpreter")
    arguments = parser.parse_args()
    print(machine())
    rulebook = catalogue_rulebook(arguments.services, arguments.seed)
    source = CodedPopulation(arguments.residents, arguments.seed, "nation", ON)
    made = [id for id in rulebook.pack.services if id.startswith("gov24_")]
    memory = None if arguments.memory is None else int(arguments.memory * 1e9)
    try:
        packed = packed_and_counted(rulebook, source, made, arguments.workers, memory)
    except TooLarge as refused:
        print(refused)
        return 1
    chosen = random.Random(4).sample(packed.services, min(arguments.recount, len(packed.services)))
    wrong = rows_differ(rulebook, packed, source, chosen, arguments.blocks, arguments.workers)
    people = arguments.look_up
    compared, differing = timed("interpreter", lambda: looked_up(rulebook, packed, source, people, chosen))
    print(f"{people:,} residents × {len(chosen)} services by the interpreter: {compared:,} pairs, {differing} differ")
    return 1 if wrong or differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
