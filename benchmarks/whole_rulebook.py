"""Every service of the rulebook on random families, by the column engine and by the interpreter.

    python -m benchmarks.whole_rulebook --families 100000 [--part 0/2]

Each family stands on one of six days; in half of the families a share of the facts is not told. Of every service in
force, of every place, status, amount (or its range) and clauses are compared. What the compiled engine does not say it
leaves to the interpreter: counted. `--part n/m` takes every m-th batch, for several processes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter
from collections.abc import Sequence

from madang.cli.nation_commands import kernels_folder
from madang.rules.columns.families import chunk_of_families
from madang.rules.columns.service import FAULT, LEFT, STATUSES, Columns
from madang.rules.columns.tests.agreeing import families_on
from madang.rules.service import Family, Rulebook, check, load_rulebook
from madang.simulation.population.tests.test_chunks import of_answer, of_columns

DAYS = (dt.date(2024, 2, 29), dt.date(2024, 9, 1), dt.date(2025, 1, 1), dt.date(2025, 7, 15), dt.date(2026, 3, 27),
        dt.date(2026, 11, 20))  # fmt: skip
BATCH, HIDDEN = 500, 0.5


def main() -> int:
    """1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1_000_000)
    parser.add_argument("--part", default="0/1")
    arguments = parser.parse_args()
    mine, parts = map(int, arguments.part.split("/"))
    rulebook, begun = load_rulebook(), time.process_time()
    said: Counter[str] = Counter()
    different: list[str] = []
    batches = -(-arguments.families // BATCH)
    for day in DAYS:
        columns = Columns(rulebook, day, list(rulebook.pack.services.values()), kernels_folder())
        numbers = [one for one in range(batches) if DAYS[one % len(DAYS)] == day and one // len(DAYS) % parts == mine]
        for number in numbers:
            first = arguments.seed + number * BATCH
            seeds = range(first, min(first + BATCH, arguments.seed + arguments.families))
            different += compared(rulebook, columns, families_on(rulebook, day, seeds, HIDDEN), said)
        print(f"{day}: {said['families']:,} families, {said['answers']:,} answers, {len(different)} differ, "
              f"{time.process_time() - begun:.0f} s CPU", flush=True)  # fmt: skip
    for line in different[:20]:
        print(line)
    told = ", ".join(f"{status} {said[status]:,}" for status in (*STATUSES[:3], "fault", "left"))
    print(f"{said['families']:,} families × {len(rulebook.pack.services)} services: {said['answers']:,} answers "
          f"compared, {len(different)} differ ({told}); {time.process_time() - begun:.0f} s CPU")  # fmt: skip
    return 1 if different else 0


def compared(rulebook: Rulebook, columns: Columns, families: Sequence[Family], said: Counter[str]) -> list[str]:
    """What differs, a line each."""
    chunk = chunk_of_families(rulebook, families, columns.wanted, columns.kinds)
    found = columns.run(chunk)
    rows = [int(row) for row in chunk.asked.nonzero()[0]]
    different: list[str] = []
    for row, family in zip(rows, families, strict=True):
        said["families"] += 1
        answers = {one.service: one for one in check(rulebook, family, [one.service for one in found], explain=False)}
        for one in found:
            if one.status[row] == LEFT:
                said["left"] += 1
                continue
            said["answers"] += 1
            said[STATUSES[one.status[row]]] += 1
            answer = answers[one.service]
            known = one.status[row] != FAULT
            if of_columns(one, row)[: 3 if known else 1] != of_answer(answer)[: 3 if known else 1]:
                different.append(f"{columns.date} {family.applicant} {one.service}: {of_columns(one, row)} "
                                 f"≠ {of_answer(answer)}"[:300])  # fmt: skip
    return different


if __name__ == "__main__":
    raise SystemExit(main())
