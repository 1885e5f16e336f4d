"""Every service over everybody: time by what it is spent on, memory at its peak, and agreement with the interpreter.

    python -m benchmarks.nation --size 1000000 [--check 10000]

The population is drawn block by block and nothing of it is kept, as `madang nation --size` does. With `--check` so many
residents of another population, written to a folder, are answered by the interpreter from their own family files too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from madang.cli.nation_commands import kernels_folder, over_blocks
from madang.cli.progress import Clock, Progress
from madang.rules.columns.service import Columns, finish
from madang.rules.service import Rulebook, check, family_from, load_rulebook, services_on
from madang.simulation.population.tests.test_chunks import of_answer, of_columns
from madang.simulation.service import blocks_made, blocks_of, chunks_for, family_of, generate, person_id


def main() -> int:
    """1 when the interpreter says anything else."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--check", type=int, default=0, help="residents answered by the interpreter too")
    parser.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2026, 11, 20))
    arguments = parser.parse_args()
    clock, rulebook = Clock(), load_rulebook()
    with clock.on("compile"):
        columns = Columns(rulebook, arguments.date, services_on(rulebook, arguments.date), kernels_folder())
    begun = time.perf_counter()
    if arguments.size:
        blocks, regions = blocks_made(arguments.size, 2026, "nation")
        tally = over_blocks(columns, blocks, regions, clock, Progress(arguments.size, shown=True))
        _figures(clock, time.perf_counter() - begun, tally.persons)
        left = sum(one.left for one in tally.services.values())
        print(f"left to the interpreter: {left:,} of {tally.persons * len(tally.services):,} answers")
    return _check(rulebook, columns, arguments.check) if arguments.check else 0


def _figures(clock: Clock, wall: float, persons: int) -> None:
    millions = persons / 1e6
    for name, seconds in clock.spent.items():
        per = "" if name == "compile" else f", {seconds / millions:.2f} a million"
        print(f"{name:12} {seconds:8.1f} s CPU{per}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{persons:,} residents, {wall:.0f} s wall, {peak:,.0f} MB at the peak")


def _check(rulebook: Rulebook, columns: Columns, wanted: int) -> int:
    """Compares residents of all blocks of a population of 100,000 with the interpreter."""
    different: list[str] = []
    compared = 0
    with tempfile.TemporaryDirectory(prefix="madang-nation-") as folder:
        population = generate(100_000, 11, "nation", Path(folder) / "population", slices=False)
        chunks = chunks_for(columns, population.manifest["regions"])
        for block in blocks_of(population):
            chunk = chunks.chunk(block)
            share = round(wanted * chunk.persons / 100_000)
            rows = random.Random(block.first_person).sample(range(chunk.persons), min(share, chunk.persons))
            found = columns.run(chunk)
            asked = replace(chunk, asked=np.isin(np.arange(chunk.persons), rows))
            finish(rulebook, columns.date, asked, found)
            for row in rows:
                family = family_from(
                    family_of(population, person_id(int(chunk.ids[row])), columns.date, homes=True), rulebook
                )
                asked_for = [one.service for one in found]
                answers = {answer.service: answer for answer in check(rulebook, family, asked_for, explain=False)}
                different += [
                    f"{family.applicant} {one.service}: {of_columns(one, row)} ≠ {of_answer(answers[one.service])}"
                    for one in found
                    if of_columns(one, row) != of_answer(answers[one.service])
                ]
                compared += 1
    print(
        f"{compared:,} residents answered by the interpreter too: {len(different)} different answers",
        *different[:20],
        sep="\n",
    )
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
