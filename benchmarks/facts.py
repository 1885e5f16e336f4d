"""Recording facts and putting families together from them: `python -m benchmarks.facts [--families 1000]`.

Families of a simulated province, recorded in batches of 100 families each; CPU seconds of this process (the server's
own come on top and are in the wall time), on an embedded PostgreSQL with fsync on.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.database import database
from madang.rules.service import Family

DAY = dt.date(2026, 3, 20)


def main() -> int:
    """Prints one line for recording and one for reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=1_000)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="madang-facts-"))
    try:
        with database():
            measure(folder, arguments.families)
    finally:
        shutil.rmtree(folder)
    return 0


def apart(family: Family, number: int) -> dict[str, str]:
    """Ids of its own for each family, so that none of them is joined to another."""
    return {id: f"{number}.{id}" for id in (*family.persons, *(home.id for home in family.residences))}


def measure(folder: Path, families: int) -> None:
    """Records, then reads back."""
    from madang.facts.service import facts_of_family, family_as_known, now, record
    from madang.rules.service import family_from, load_rulebook
    from madang.simulation import service as simulation

    rulebook = load_rulebook()
    population = simulation.generate(families * 3, 2026, simulation.default_province, folder / "p", slices=False)
    told = []
    for person in simulation.residents(population):
        with contextlib.suppress(simulation.NoSuchResident):
            family = simulation.family_of(population, person, DAY)
            told.append(family_from(family, rulebook, default_date=DAY))
        if len(told) == families:
            break
    wall, cpu, count = time.perf_counter(), time.process_time(), 0
    for at in range(0, len(told), 100):
        numbered = enumerate(told[at : at + 100], start=at)
        facts = [fact for n, one in numbered for fact in facts_of_family(rulebook, one, subjects=apart(one, n))]
        count += len(record(rulebook, facts, key=f"load {at}").ids)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    rate = f"{cpu:.1f} s CPU, {wall:.1f} s wall, {count / wall:,.0f} facts/s"
    print(f"recorded {len(told)} families, {count:,} facts: {rate}")
    spent, moment = [], now()
    for number, family in enumerate(told[:200]):
        begun = time.process_time()
        family_as_known(rulebook, f"{number}.{family.applicant}", DAY, moment)
        spent.append((time.process_time() - begun) * 1000)
    middle, high = statistics.median(spent), sorted(spent)[int(len(spent) * 0.95)]
    print(f"a family as known then: {middle:.1f} ms CPU, {high:.1f} p95")


if __name__ == "__main__":
    raise SystemExit(main())
