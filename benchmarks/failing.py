"""Every figure taken away, every number divided by zero, one at a time: who is unknown, and that nobody else is moved.

`python -m benchmarks.failing [--families 8]`: each failing rulebook against the sound one by the interpreter, and the
column engine (as plain Python) against the interpreter. Exit status 1 where something is otherwise than promised.
"""

from __future__ import annotations

import argparse
import sys
import time

from madang.rules.columns.tests.agreeing import families_on
from madang.rules.service import load_rulebook
from madang.rules.tests.failing import (
    DAY,
    Comparison,
    column_engine_differs,
    divided_by_zero,
    numbers_of,
    with_figures_everywhere,
    without_figure,
)


def main() -> int:
    """The figures, and 1 where an answer is otherwise than promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=8)
    arguments = parser.parse_args()
    begun, rulebook = time.process_time(), load_rulebook()
    everywhere = with_figures_everywhere(rulebook)
    families = families_on(rulebook, DAY, range(arguments.families), hide=0.4)
    figures, numbers = list(everywhere.pack.parameters), [*numbers_of(rulebook), "person.age"]
    by_figure, by_number = Comparison(everywhere, families), Comparison(rulebook, families)
    differences: list[str] = []
    for name in figures:
        by_figure.without(name)
        differences += column_engine_differs(without_figure(everywhere, name), families)
    for name in numbers:
        by_number.divided(name)
        differences += column_engine_differs(divided_by_zero(rulebook, name), families)
    print(f"{len(families)} families, {DAY}; {time.process_time() - begun:.0f} CPU s")
    for what, count, compared in (("figures taken away", len(figures), by_figure),
                                  ("values divided by zero", len(numbers), by_number)):  # fmt: skip
        seen = compared.seen
        print(
            f"{count} {what}: {seen.total():,} answers; not reading it and alike byte for byte {seen['beside']:,}, "
            f"reading it and the same {seen['same']:,}, unknown with the fault named {seen['fault']:,}, "
            f"wrong {len(compared.wrong)}"
        )
    print(f"column engine otherwise than the interpreter: {len(differences)}")
    wrong = [*by_figure.wrong, *by_number.wrong, *differences]
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
