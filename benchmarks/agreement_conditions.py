"""Table and bitmaps against the interpreter on random services, random families and random unknowns.

    python -m benchmarks.agreement_conditions --triples 100000

Services have one to three random conditions of nested and, or, not and if over facts, ages, regions, income and
household; some fail (division by zero, a figure that is missing). Status, every clause and the missing facts are
compared. Then one more fact is told, which may not turn a definite answer round. Every next question has a witness, two
families that differ in its answer and in a status, which the table confirms. The bitmaps are held to the table on
residents of whom everything is known.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np

from madang.rules.binding.rulebook import Rulebook, walk
from madang.rules.reckoning.facts import with_fact
from madang.rules.service import FactValue, Standing, Table, pack_on, table_on
from madang.rules.tests.conditions.random_services import DAY, partly_known, rulebook
from madang.rules.tests.conditions.small_source import SmallSource
from madang.rules.tests.families import boundary_values

SERVICES, FAMILIES = 200, 50
"""Of each random rulebook."""


def main() -> int:
    """Prints what was compared; 1 when something differs, or a truth value is rarer than a fifth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    begun = time.process_time()
    seen: Counter[str] = Counter()
    operations: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    asked: list[str] = []
    number = bits = 0
    while sum(seen.values()) < arguments.triples:
        seed = arguments.seed * 1000 + number
        number += 1
        with tempfile.TemporaryDirectory() as folder:
            book = rulebook(Path(folder) / "pack", seed, SERVICES)
        table = table_on(book, DAY, [id for id in book.pack.services if id.startswith("random_")])
        for key, count in used(book, table).items():
            operations[key] += count * FAMILIES
        compare(book, table, seed, seen, asked, wrong)
        if number <= 3:
            bits += compare_bits(book, table, seed, wrong)
    total = sum(seen.values())
    shares = {status: round(count / total, 3) for status, count in sorted(seen.items())}
    print(f"{total:,} triples from {number} rulebooks, {shares}; {time.process_time() - begun:.0f} s CPU")
    print("IR operations evaluated:", ", ".join(f"{name} {count:,}" for name, count in sorted(operations.items())))
    print(f"bits of known residents compared with the table: {bits:,}")
    print(f"next questions whose witness the table confirms: {len(asked) - wrong['witness']:,} of {len(asked):,}")
    print("differences:", dict(wrong) or 0)
    return 1 if wrong or min(shares.values()) < 0.2 else 0


def used(book: Rulebook, table: Table) -> Counter[str]:
    """Operations in the clauses of the table, by name."""
    found: Counter[str] = Counter()
    for service in table.programmes.services:
        for clause in service.clauses:
            for node in walk(book.bound[clause.when].node):
                found[getattr(node, "op", None) or type(node).__name__] += 1
    return found


def compare(book: Rulebook, table: Table, seed: int, seen: Counter[str], asked: list[str], wrong: Counter[str]) -> None:
    """Status, clauses and missing facts of every service for some families; the question's witness; and monotony."""
    chance, ids = random.Random(seed), table.programmes.ids.tolist()
    for one in range(FAMILIES):
        family = partly_known(book, seed * FAMILIES + one)
        match = table.match(family)
        for answer in Standing(book, family).check(ids, explain=False):
            seen[answer.status] += 1
            ours = match.answer(answer.service, explain=False)
            wrong["status"] += ours.status != answer.status
            wrong["clauses"] += [c.holds for c in ours.clauses] != [c.holds for c in answer.clauses]
            wrong["missing"] += ours.missing != answer.missing or match.missing(answer.service) != answer.missing
        question = match.next_question()
        if question is not None:
            asked.append(question.key[0])
            witness = match.witness(question)
            sides = () if witness is None else (witness.one, witness.other)
            found = {table.match(side).statuses[witness.service] for side in sides if witness is not None}
            wrong["witness"] += len(found) < 2
        open_ = sorted({key for id in ids for key in match.missing(id)})
        if open_:
            key = chance.choice(open_)
            fact = book.pack.facts[key[0]]
            told = Decimal(0) if fact.type in ("money", "number") else "1111000000"
            value = chance.choice(boundary_values(fact, told, DAY))
            after = table.match(with_fact(family, key, FactValue(value, "ask"))).status
            wrong["turned round"] += int(((match.status != 1) & (after != match.status)).sum())
    for name in [name for name, count in wrong.items() if not count]:
        del wrong[name]


def compare_bits(book: Rulebook, table: Table, seed: int, wrong: Counter[str]) -> int:
    """Members by bitmaps against the table's statuses; how many bits were compared."""
    source = SmallSource(book, DAY, seed=seed)
    packed = pack_on(book, DAY, source, table.programmes.ids.tolist())
    families = source.families()
    statuses = np.array([table.match(family).status for family in families])
    place = {id: number for number, id in enumerate(table.programmes.ids.tolist())}
    for service in packed.services:
        eligible = np.flatnonzero(statuses[:, place[service]] == 2)
        if packed.members(service).tolist() != eligible.tolist():
            wrong["bits"] += 1
    return len(families) * len(packed.services)


if __name__ == "__main__":
    raise SystemExit(main())
