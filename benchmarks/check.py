"""One family under all eight services: the answers with their reasons, and the next best question.

    python -m benchmarks.check

CPU milliseconds of one process, median and 95th percentile over seeded families of which everything is known, half
is known (each fact with even odds), and only who lives with whom is known.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from madang.rules.family.service import Family, Person
from madang.rules.service import check, load_rulebook, missing, next_question
from madang.rules.tests.families import random_family
from madang.rules.tests.questioning import KNOWN_FROM_THE_START, stripped


def half(family: Family, chance: random.Random) -> Family:
    """Each fact kept with even odds."""
    persons = {
        id: Person(
            id,
            {name: held for name, held in one.facts.items() if name in KNOWN_FROM_THE_START or chance.random() < 0.5},
        )
        for id, one in family.persons.items()
    }
    return replace(family, persons=persons)


def milliseconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def main() -> int:
    """Prints a row for each kind of family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=60)
    arguments = parser.parse_args()
    begun = time.process_time()
    rulebook = load_rulebook()
    print(
        f"loading and binding the rulebook: {time.process_time() - begun:.2f} s CPU, "
        f"{len(rulebook.pack.services)} services, {len(rulebook.pack.facts)} facts, {len(rulebook.derived)} derived"
    )
    chance = random.Random(1)
    whole = [random_family(rulebook, seed) for seed in range(arguments.families)]
    kinds = {
        "everything known": whole,
        "half known": [half(family, chance) for family in whole],
        "who lives with whom": [stripped(family) for family in whole],
    }
    works: dict[str, Callable[[Family], object]] = {
        "answers with reasons": lambda family: check(rulebook, family),
        "answers without": lambda family: check(rulebook, family, explain=False),
        "status and missing facts": lambda family: missing(rulebook, family),
        "next question": lambda family: next_question(rulebook, family),
    }
    persons = statistics.mean(len(family.persons) for family in whole)
    print(f"{arguments.families} families of {persons:.1f} persons; ms CPU, median / 95th percentile")
    for kind, families in kinds.items():
        cells = []
        for name, work in works.items():
            spent = sorted(milliseconds(lambda one=family, do=work: do(one)) for family in families)  # type: ignore[misc]
            cells.append(f"{name} {statistics.median(spent):.1f} / {spent[int(len(spent) * 0.95)]:.1f}")
        print(f"  {kind:20} " + "; ".join(cells), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
