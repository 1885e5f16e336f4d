"""Hide one fact of many random families: contradictions, and answers left open without need.

python -m benchmarks.definiteness --families 10000
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from madang.rules.service import load_rulebook
from madang.rules.tests.definiteness import measure

STEP = 250


def main() -> int:
    """Prints the counts as they grow; 1 when there is a contradiction or too much caution."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=10_000)
    parser.add_argument("--first-seed", type=int, default=0)
    arguments = parser.parse_args()
    rulebook = load_rulebook()
    counts: Counter[str] = Counter()
    contradictions: list[str] = []
    begun = time.process_time()
    for first in range(arguments.first_seed, arguments.first_seed + arguments.families, STEP):
        last = min(first + STEP, arguments.first_seed + arguments.families)
        found, wrong = measure(rulebook, range(first, last))
        counts += found
        contradictions += wrong
        print(
            f"{last - arguments.first_seed:6} families: {counts['asked']} answers with a fact hidden, "
            f"{counts['definite']} definite, {counts['asked'] - counts['definite']} open, "
            f"{counts['overcautious']} of them without need, {len(contradictions)} contradictions, "
            f"{time.process_time() - begun:.0f} s CPU",
            flush=True,
        )
    for line in contradictions[:20]:
        print("  ", line)
    for name, count in counts.most_common(14):
        if name.startswith("overcautious "):
            print(f"   {count:4} {name}")
    share = counts["overcautious"] / arguments.families
    print(f"contradictions {len(contradictions)}; over-cautious in {share:.2%} of the families (bar: 0, 2 %)")
    return 1 if contradictions or share > 0.02 else 0


if __name__ == "__main__":
    raise SystemExit(main())
