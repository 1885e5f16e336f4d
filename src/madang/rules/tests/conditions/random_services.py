"""Services with random conditions over the Korean vocabulary: every form an author may use, some that fail."""

from __future__ import annotations

import datetime as dt
import json
import random
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from madang.rules.family.service import Family
from madang.rules.service import KOREA, ProblemsFound, Rulebook, load_rulebook
from madang.rules.tests.families import boundary_values, random_family

DAY = dt.date(2026, 11, 20)
FLAGS = ("farmer", "fisher", "employee", "veteran", "single_parent", "no_home", "newcomer", "illness", "jobseeker")
SCHOOLS = ("none", "elementary", "middle", "high", "university")
DISTRICTS = ("1111000000", "4113000000", "2611000000", "4792000000", "5011000000")
FAILING = (
    "household.monthly_income / (household.size - 1) > 900000",
    "household.monthly_income > parameter.long_gone",
    "1 / (household.size - household.size) > 1",
)
PARAMETER = {
    "parameters": [
        {
            "name": "long_gone",
            "type": "money",
            "label": {"ko": "옛 기준", "en": "Old line"},
            "law": "-",
            "values": [{"from": "2020-01-01", "to": "2020-12-31", "value": 5, "source": "-", "certainty": "official"}],
        }
    ]
}


UNUSUAL = (
    "some c in applicant.coresidents satisfies c.age < {0}",
    "every c in applicant.coresidents satisfies c.circumstance.employee or c.age < {0}",
    "count(applicant.coresidents[item.age >= {0}]) >= 1",
    "sum(for c in applicant.coresidents return (if c.circumstance.farmer then 1 else 0)) > 1",
    "age between {0} and 70",
    "age in [{0}..60)",
    "age in (< {0}, > 80)",
    "household.size + 1 > -({0} - 14) / 5",
    "at least(household.size, 3) * 20 < {0}",
    "list contains(applicant.children, applicant)",
    "birth_date.year > 19{0}",
    "months since(birth_date) < 12 * {0}",
    "monthly average(employment.earned_income, 3) > {0} * 10000",
    "modulo(household.size, 2) = 1 and household.size ** 2 > {0}",
)
"""Forms that are seldom in a catalogue; the bitmaps refuse most of them."""


def simple(chance: random.Random) -> str:
    """One test of one thing."""
    if chance.random() < 0.08:
        return f"({chance.choice(UNUSUAL).format(chance.randint(10, 50))})"
    drawn = chance.randrange(9)
    if drawn < 3:
        return f"circumstance.{chance.choice(FLAGS)}"
    if drawn == 3:
        return f"age {chance.choice(('>=', '<=', '>', '<'))} {chance.randint(1, 90)}"
    if drawn == 4:
        named = ", ".join(f'"{school}"' for school in chance.sample(SCHOOLS, chance.randint(1, 4)))
        return f"education.enrolment in ({named})"
    if drawn == 5:
        return f'person.sex {chance.choice(("=", "!="))} "{chance.choice(("female", "male"))}"'
    if drawn == 6:
        return f'region.district = "{chance.choice(DISTRICTS)}"'
    if drawn == 7:
        return f"household.monthly_income * 100 <= household.median_income * {chance.choice((50, 75, 100))}"
    return f"household.size {chance.choice(('>=', '='))} {chance.randint(2, 5)}"


def expression(chance: random.Random, depth: int = 2) -> str:
    """`and`, `or`, `not` and `if` around simple tests, now and then a rule that fails."""
    drawn = chance.random()
    if depth == 0 or drawn < 0.45:
        return chance.choice(FAILING) if drawn < 0.012 else simple(chance)
    if drawn < 0.52:
        return f"not({expression(chance, depth - 1)})"
    if drawn < 0.55:
        test, yes, no = (expression(chance, depth - 1) for _ in range(3))
        return f"(if {test} then {yes} else {no})"
    parts = [f"({expression(chance, depth - 1)})" for _ in range(chance.randint(2, 3))]
    return (" and " if drawn < 0.75 else " or ").join(parts)


def service(chance: random.Random, number: int) -> dict[str, object]:
    """One to three conditions."""
    clauses = [
        {"id": f"c{place}", "when": expression(chance), "law": "-", "label": {"ko": "조건", "en": "Condition"}}
        for place in range(chance.choice((1, 1, 1, 1, 2, 3)))
    ]
    return {
        "service": f"random_{number}",
        "kind": "in_kind",
        "label": {"ko": "모의", "en": "Made up"},
        "agency": "-",
        "law": "-",
        "unit": "applicant_alone",
        "partial": {"2024": "-", "2025": "-", "2026": "시험용"},
        "clauses": clauses,
    }


def failing(text: str, number: int) -> dict[str, object]:
    """A service whose one condition fails, for some people or for all."""
    clause = {"id": "c", "when": text, "law": "-", "label": {"ko": "조건", "en": "Condition"}}
    return {**service(random.Random(number), number), "service": f"random_fails_{number}", "clauses": [clause]}


def rulebook(folder: Path, seed: int, count: int) -> Rulebook:
    """The Korean rulebook with `count` such services over it (those that bind), and three that fail."""
    chance = random.Random(seed)
    for name in ("parameters", "services"):
        (folder / name).mkdir(parents=True)
    (folder / "pack.yaml").write_text('{"id": "odd", "label": {"ko": "-", "en": "-"}, "version": "1"}')
    (folder / "parameters" / "gone.yaml").write_text(json.dumps(PARAMETER))
    found = [service(chance, number) for number in range(count)]
    found += [failing(text, number) for number, text in enumerate(FAILING)]
    try:
        return _loaded(folder, found)
    except ProblemsFound as problems:
        # By chance a condition can always or never hold; such a one is refused with its line, and left out.
        if any(problem.code != "unreachable_clause" for problem in problems.problems):
            raise
        wrong = {problem.place.line - 2 for problem in problems.problems if problem.place is not None}
        return _loaded(folder, [one for number, one in enumerate(found) if number not in wrong])


def _loaded(folder: Path, services: list[dict[str, object]]) -> Rulebook:
    lines = [f"  - {json.dumps(one, ensure_ascii=False)}" for one in services]
    (folder / "services" / "all.yaml").write_text("\n".join(["services:", *lines, ""]), encoding="utf-8")
    return load_rulebook([KOREA, folder])


def partly_known(book: Rulebook, seed: int) -> Family:
    """A random family on the day, of whom some facts are hidden."""
    chance = random.Random(seed)
    hidden = chance.choice((0.0, 0.1, 0.4, 0.8))
    family = random_family(book, seed)

    def shown(fact: str) -> bool:
        """Each by itself, so that a new fact changes nothing of the others."""
        return zlib.crc32(f"{seed}/{fact}".encode()) >= hidden * 2**32

    persons = {
        id: replace(person, facts={name: held for name, held in person.facts.items() if shown(f"{id}/{name}")})
        for id, person in family.persons.items()
    }
    homes = tuple(
        replace(
            home,
            facts={name: held for name, held in home.facts.items() if shown(f"{home.id}/{name}")},
            region=home.region if chance.random() >= hidden else None,
        )
        for home in family.residences
    )
    return replace(family, date=DAY, persons=persons, residences=homes)


def answers(book: Rulebook, name: str) -> list[Any]:
    """Answers a question about the fact can have."""
    fact = book.pack.facts[name]
    return boundary_values(fact, Decimal(0) if fact.type in ("money", "number") else "1111000000", DAY)
