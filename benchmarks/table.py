"""One resident against every service of a catalogue: CPU milliseconds, and reasons held to `check`'s byte for byte.

    python -m benchmarks.table

What is inside the milliseconds: the family is read already; every atom worked out by the interpreter's own code, all
clauses and statuses, what is still open, and the next question over all services. Peer in the same run: the
interpreter's status and missing facts, service by service.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.made_up_catalogue import ON, catalogue_rulebook, machine
from madang.rules.service import Family, Rulebook, Standing, Table, answer_to_dict, family_from, table_on
from madang.simulation.service import default_province, family_of, generate, residents

KNOWN = {"everything known": 1.0, "half known": 0.5, "a tenth known": 0.1, "nothing known": 0.0}
"""Shares of the facts kept; of whom nothing is known, who lives with whom is."""
BAR = 5.0
"""Milliseconds at the 99th percentile, however much is known."""


def families(rulebook: Rulebook, count: int, seed: int) -> Iterator[Family]:
    """Residents of a fresh province, complete and true."""
    with tempfile.TemporaryDirectory() as folder:
        population = generate(20_000, seed, default_province, Path(folder), slices=False)
        for person in random.Random(seed).sample(list(residents(population)), count):
            yield family_from(family_of(population, person, ON), rulebook)


def partly(family: Family, share: float, chance: random.Random) -> Family:
    """Each fact (the date of birth and the region among them) kept with this probability."""
    persons = {
        id: replace(one, facts={name: held for name, held in one.facts.items() if chance.random() < share})
        for id, one in family.persons.items()
    }
    homes = tuple(
        replace(
            home,
            facts={name: held for name, held in home.facts.items() if chance.random() < share},
            region=home.region if chance.random() < share else None,
        )
        for home in family.residences
    )
    return replace(family, persons=persons, residences=homes)


def timed(table: Table, chosen: list[Family]) -> list[float]:
    """CPU milliseconds of each match with its next question, ascending."""
    spent = []
    for family in chosen:
        begun = time.process_time_ns()
        table.match(family).next_question()
        spent.append((time.process_time_ns() - begun) / 1e6)
    return sorted(spent)


def differences(rulebook: Rulebook, table: Table, chosen: list[Family], each: int) -> tuple[int, int, Counter[str]]:
    """(answers compared, answers that differ in a byte, statuses) for `each` services of each family."""
    chance, ids = random.Random(3), table.programmes.ids.tolist()
    compared = differing = 0
    seen: Counter[str] = Counter()
    for family in chosen:
        match, standing = table.match(family), Standing(rulebook, family)
        question = match.next_question()
        for answer in standing.check(chance.sample(ids, each)):
            ours = json.dumps(answer_to_dict(match.answer(answer.service), question), ensure_ascii=False)
            theirs = json.dumps(answer_to_dict(answer, question), ensure_ascii=False)
            compared, differing = compared + 1, differing + (ours != theirs)
            seen[answer.status] += 1
    return compared, differing, seen


def main() -> int:
    """Prints a row for each kind of family; 1 when an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=10_924)
    parser.add_argument("--residents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(machine())
    rulebook = catalogue_rulebook(arguments.services, arguments.seed)
    begun = time.process_time()
    table = table_on(rulebook, ON)
    shape = table.programmes
    print(
        f"table made in {time.process_time() - begun:.2f} s CPU: {len(shape.services):,} services, "
        f"{len(shape.clauses):,} clauses, {len(shape.literal):,} literals, {len(shape.atoms)} atoms; "
        f"left to the interpreter: {len(table.refused)}"
    )
    whole, chance = list(families(rulebook, arguments.residents, arguments.seed)), random.Random(2)
    kinds = {name: [partly(family, share, chance) for family in whole] for name, share in KNOWN.items()}
    for chosen in kinds.values():
        timed(table, chosen[:5])
    worst = 0.0
    for name, chosen in kinds.items():
        spent = timed(table, chosen)
        row = " / ".join(f"{spent[int(len(spent) * part)]:.2f}" for part in (0.5, 0.95, 0.99))
        print(
            f"{name}: ms CPU for one resident, median / 95th / 99th percentile / most of {len(spent)}: "
            f"{row} / {spent[-1]:.2f}"
        )
        worst = max(worst, spent[int(len(spent) * 0.99)])
    family = kinds["half known"][0]
    begun = time.process_time()
    Standing(rulebook, family).missing(shape.ids.tolist())
    peer = (time.process_time() - begun) * 1000
    print(f"interpreter, the same services for one half-known resident, status and missing facts only: {peer:.0f} ms")
    sample = [partly(family, chance.choice((1.0, 0.6, 0.3, 0.0)), chance) for family in whole[:40]]
    compared, differing, seen = differences(rulebook, table, sample, 50)
    print(
        f"answers of 50 services for {len(sample)} residents against check: {compared:,}, "
        f"{differing} differ; {dict(seen)}"
    )
    print(f"bar {BAR} ms at every 99th percentile: {worst:.2f} ms at most, {'met' if worst <= BAR else 'not met'}")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
