"""How many question pages a check takes, beside how many questions could still be asked: what the pages promise.

    python -m benchmarks.progress --families 40

Families of the simulated province who answer everything. On a page one fact is asked of everybody it is open for.
Prints the pages until nothing is left to ask, the questions that could be asked at first, and the share of these that
was asked from each page on.
"""

from __future__ import annotations

import argparse
import os
import statistics

import django

from benchmarks.questions import families
from madang.rules.reckoning.facts import with_facts
from madang.rules.service import Family, family_to_dict, load_rulebook
from madang.rules.tests.questioning import stripped, truth

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.test")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=40)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    django.setup()
    walks = [walk(family) for family in families(load_rulebook(), arguments.families, arguments.seed)]
    print("pages", _deciles([len(steps) for steps in walks]))
    print("questions that could be asked at first", _deciles([steps[0] for steps in walks]))
    shares = [(len(steps) - at) / upper for steps in walks for at, upper in enumerate(steps)]
    print("share of them asked from each page on", _deciles(shares))


def walk(family: Family) -> list[int]:
    """For each page how many questions could still be asked."""
    from madang.portal.journey.asking import next_page, open_services, progress
    from madang.portal.journey.record import Journey

    known, steps = stripped(family), []
    while True:
        journey = Journey(family_to_dict(known), known)
        still_open = open_services(journey)
        page = next_page(journey, still_open)
        if page is None:
            return steps
        steps.append(progress(journey, still_open).questions)
        known = with_facts(known, {(page.fact, one): truth(family, (page.fact, one)) for one in page.entities})


def _deciles(values: list[float] | list[int]) -> str:
    return " ".join(f"{cut:.2f}".rstrip("0").rstrip(".") for cut in statistics.quantiles(values, n=10))


if __name__ == "__main__":
    main()
