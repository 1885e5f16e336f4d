"""The column engine against the interpreter: random definitions and every real clause, random families, unknowns.

    python -m benchmarks.agreement --triples 100000

A triple is one definition on one family of which some facts are not told. A difference is a triple of which the engine
says true, false, null or at fault and the interpreter does not say the same. What the engine does not say it leaves to
the interpreter; these are counted. Each operation is counted once for each triple whose definition holds it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter
from collections.abc import Sequence

from madang.rules.columns.compiling import compiled, plain
from madang.rules.columns.tests.agreeing import Agreement, Comparison, families_on
from madang.rules.columns.tests.random_definitions import SUPPORTED, UNITS, Author, operations
from madang.rules.service import Family, Rulebook, load_rulebook

DAYS = [dt.date(year, month, day) for year in (2024, 2025, 2026) for month, day in ((1, 1), (3, 27), (7, 15))]
FAMILIES, BATCH, GROUP = 100, 20, 5


def main() -> int:
    """1 when anything differs, or was met too seldom."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compiled", type=int, default=5, help="definitions a day that are compiled by numba too")
    arguments = parser.parse_args()
    rulebook = load_rulebook()
    found, met, real = Agreement(), Counter[str](), 0
    begun = time.process_time()
    for number, day in enumerate(DAYS):
        seeds = range(number * FAMILIES, (number + 1) * FAMILIES)
        comparison = Comparison(rulebook, day, families_on(rulebook, day, seeds, hide=0.65))
        before = found.triples
        for unit, node in comparison.clauses():
            met.update(dict.fromkeys(operations(node), FAMILIES))
            comparison.definitions([(unit, node)], found)
        real += found.triples - before
        author, compile_ = Author(rulebook, arguments.seed * 1000 + number), arguments.compiled
        while found.triples - real < arguments.triples * (number + 1) / len(DAYS):
            size = min(BATCH, compile_) or BATCH
            nodes = [(UNITS[place % len(UNITS)], author.definition()) for place in range(size)]
            kept = comparison.definitions(nodes, found, compiled if compile_ else plain)
            compile_ = max(0, compile_ - size)
            for node in kept:
                met.update(dict.fromkeys(operations(node), FAMILIES))
        _promised(rulebook, day, families_on(rulebook, day, seeds, hide=0.6), author, found, met)
    return _report(found, met, real, time.process_time() - begun, arguments.triples)


def _promised(
    rulebook: Rulebook, day: dt.date, families: Sequence[Family], author: Author, found: Agreement, met: Counter[str]
) -> None:
    """Small groups of families, each by kernels written for what it promises; then some of whom all is known."""
    groups = [families[start : start + GROUP] for start in range(0, len(families), GROUP)]
    for group in [*groups, families_on(rulebook, day, range(BATCH), hide=0.0)]:
        nodes = [(UNITS[place % len(UNITS)], author.definition()) for place in range(BATCH)]
        for node in Comparison(rulebook, day, group).definitions(nodes, found, promised=True):
            met.update(dict.fromkeys(operations(node), len(group)))


def _report(found: Agreement, met: Counter[str], real: int, seconds: float, wanted: int) -> int:
    total = found.triples
    shares = ", ".join(f"{name} {count:,} ({count / total:.0%})" for name, count in sorted(found.results.items()))
    print(f"{total - real:,} triples of random definitions and {real:,} of real clauses, {seconds:.0f} s CPU")
    print(f"results: {shares}")
    print(f"left to the interpreter: {found.left:,} ({found.left / total:.0%}), of these known to it: {found.idle:,}")
    print(f"definitions refused by name: {sum(found.refused.values())}")
    rare = sorted((met[name], name) for name in SUPPORTED)
    print(f"{len(SUPPORTED)} operations, the rarest: {', '.join(f'{name} {count:,}' for count, name in rare[:5])}")
    print(f"differences: {len(found.differences)}")
    for line in found.differences[:5]:
        print("  " + line)
    enough = min(found.results.values()) >= 0.2 * total or wanted < 100_000
    often = rare[0][0] >= min(1_000, wanted // 100)
    return 0 if not found.differences and enough and often else 1


if __name__ == "__main__":
    raise SystemExit(main())
