"""How many questions settle all services, for families of the simulated province.

    python -m benchmarks.questions --families 200

Ours, beside two forms in the same run: one that asks the vocabulary from top to bottom until everything is settled,
and one that leaves out what no open service waits for. Every question asked comes with two families that fit what is
known and differ in its answer alone; whether their results differ is looked at again by `check`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from madang.rules.asking.plausible import plausible
from madang.rules.asking.questions import next_question
from madang.rules.reckoning.facts import FamilyFacts, with_facts
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import FactValue, Family, Rulebook, family_from, load_rulebook
from madang.rules.tests.questioning import asked, best, idle, in_fixed_order, skipping, told
from madang.simulation.service import default_province, family_of, generate, residents

ON = dt.date(2026, 11, 20)
"""The day the province is made for."""


def families(rulebook: Rulebook, count: int, seed: int) -> list[Family]:
    """Adults of a fresh population, drawn evenly, with everything the agencies and they themselves could tell."""
    with tempfile.TemporaryDirectory() as folder:
        population = generate(20_000, seed, default_province, Path(folder), slices=False)
        drawn = random.Random(seed).sample(list(residents(population)), count * 3)
        found = [family_from(family_of(population, person, ON), rulebook) for person in drawn]
    grown = [_filled(rulebook, family) for family in found if not _child(family)]
    return grown[:count]


def _filled(rulebook: Rulebook, family: Family) -> Family:
    """What the population leaves out of a family (no fact of that kind) is told as the commonest answer."""
    reckoning = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, family))
    told = {}
    for fact in rulebook.pack.facts.values():
        kept = family.persons if fact.entity == "person" else {home.id: home for home in family.residences}
        if fact.root is None and fact.name != "residence.region":
            for id in (id for id, one in kept.items() if fact.name not in one.facts):
                told[fact.name, id] = FactValue(max(plausible(reckoning, (fact.name, id)), key=lambda pair: pair[1])[0])
    return with_facts(family, told)


def _child(family: Family) -> bool:
    born = family.persons[family.applicant].facts["person.birth_date"].value
    return family.date.year - born.year < 19  # type: ignore[union-attr]


def proven_idle(rulebook: Rulebook, family: Family, keys: list[FactKey]) -> list[str]:
    """The questions, at the moment they were asked, whose evidence does not hold; with what is wrong."""
    found, services = [], list(rulebook.pack.services.values())
    for number, key in enumerate(keys):
        known = told(family, keys[:number])
        question = next_question(Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, known)), services)
        assert question is not None
        assert question.key == key, "the same state of knowledge asks the same question"
        fault = idle(rulebook, known, question)
        if fault is not None:
            found.append(f"{key[0]}: {fault}")
    return found


def main() -> int:
    """Prints medians and idle questions; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--idle", type=int, default=200, help="families whose questions are looked at again")
    arguments = parser.parse_args()
    rulebook = load_rulebook()
    rows: list[tuple[int, int, int]] = []
    spent, idle_ones = 0.0, Counter[str]()
    for number, family in enumerate(families(rulebook, arguments.families, arguments.seed)):
        begun = time.process_time()
        keys = asked(rulebook, family, best)
        spent += time.process_time() - begun
        skip = len(asked(rulebook, family, skipping(rulebook, family)))
        rows.append((len(keys), skip, len(asked(rulebook, family, in_fixed_order(rulebook, family)))))
        if number < arguments.idle:
            idle_ones.update(proven_idle(rulebook, family, keys))
        if number % 20 == 19:
            print(f"{number + 1:4} families: median {_medians(rows)}, idle {sum(idle_ones.values())}", flush=True)
    ours, skip_median, fixed = _medians(rows)
    print(f"families {len(rows)}; median questions: ours {ours}, a form that skips {skip_median}, a form {fixed}")
    print(
        f"ours: 90th percentile {sorted(r[0] for r in rows)[int(len(rows) * 0.9)]}, most {max(r[0] for r in rows)}; "
        f"{spent / max(1, sum(row[0] for row in rows)) * 1000:.0f} ms CPU a question"
    )
    print(f"questions whose evidence does not hold: {sum(idle_ones.values())} {dict(idle_ones)}")
    return 0 if ours <= fixed / 2 and not idle_ones else 1


def _medians(rows: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    ours, skip, fixed = (statistics.median(column) for column in zip(*rows, strict=True))
    return ours, skip, fixed


if __name__ == "__main__":
    raise SystemExit(main())
