"""Hide one fact of a family and compare what is said with what every completion gives."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from madang.rules.answers.answering import answer
from madang.rules.answers.outside import within_years
from madang.rules.family.service import UNKNOWN, FactValue, Family
from madang.rules.reckoning.facts import FamilyFacts, with_fact
from madang.rules.reckoning.uncertain import FactKey, PersonRef
from madang.rules.reckoning.world import Reckoning
from madang.rules.service import Rulebook
from madang.rules.tests.families import boundary_values, random_family


def measure(rulebook: Rulebook, seeds: range) -> tuple[Counter[str], list[str]]:
    """(counts, contradictions). Counts: asked, definite, open, overcautious; and the same for amounts."""
    counts: Counter[str] = Counter()
    contradictions: list[str] = []
    for seed in seeds:
        family = random_family(rulebook, seed)
        key = _hidden(rulebook, family, random.Random(seed))
        told = _told(family, key)
        hidden = with_fact(family, key, FactValue(UNKNOWN))
        completions = _completions(rulebook, family, hidden, key, told)
        for service in rulebook.pack.services.values():
            if not within_years(completions[0], service):
                continue  # law of other years: open whoever the people are
            if not any(
                name in rulebook.reach_of_service(service).facts for name in (key[0], *rulebook.rooted_in(key[0]))
            ):
                continue
            said = answer(
                Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, hidden)), service, explain=False
            )
            truths = {_result(reckoning, service) for reckoning in completions}
            counts["asked"] += 1
            statuses = {status for status, _ in truths}
            if said.status != "unknown":
                counts["definite"] += 1
                if statuses != {said.status}:
                    contradictions.append(
                        f"seed {seed}: {service.id} says {said.status} with {key} hidden, but {statuses}"
                    )
            elif len(statuses) == 1:
                counts["overcautious"] += 1
                counts[f"overcautious {service.id} {key[0]}"] += 1
            for status, amount in truths:
                if said.status != "ineligible" and status != "ineligible" and not _within(said.amount, amount):
                    contradictions.append(
                        f"seed {seed}: {service.id} says {said.amount} with {key} hidden, but {amount}"
                    )
    return counts, contradictions


def _hidden(rulebook: Rulebook, family: Family, chance: random.Random) -> FactKey:
    names = sorted(
        {name for service in rulebook.pack.services.values() for name in rulebook.reach_of_service(service).facts}
    )
    name = chance.choice([n for n in names if rulebook.pack.facts[n].root is None and n != "residence.region"])
    if rulebook.pack.facts[name].entity == "residence":
        return name, family.residences[0].id
    return name, chance.choice(sorted(family.persons))


def _told(family: Family, key: FactKey) -> Any:
    kept = family.persons[key[1]].facts if key[1] in family.persons else family.residences[0].facts
    return kept[key[0]].value


def _completions(rulebook: Rulebook, family: Family, hidden: Family, key: FactKey, told: Any) -> list[Reckoning]:
    base = Reckoning(rulebook, FamilyFacts(rulebook.pack, rulebook.regions, hidden))
    values = boundary_values(rulebook.pack.facts[key[0]], told, family.date)
    if key[0] == "person.marital_status":
        # Nobody is married to nobody, and a named husband or wife says it: other answers beside them are refused.
        married = bool(base.related(PersonRef(key[1]), "legal_spouses"))
        values = [value for value in values if (value == "married") == married]
    if base.facts.ruled_out(*key):  # an amount is told that only one of the answers allows
        values = [False]
    return [base.supposing(key, FactValue(value)) for value in values]


def _result(reckoning: Reckoning, service: Any) -> tuple[str, tuple[int, int | None] | None]:
    found = answer(reckoning, service, explain=False)
    assert found.status != "unknown", (service.id, found.missing, [c.fault for c in found.clauses], found.notes)
    return found.status, (found.amount.low, found.amount.high) if found.amount else None


def _within(said: Any, truth: tuple[int, int | None] | None) -> bool:
    if said is None or truth is None:
        return True
    high_enough = said.high is None or (truth[1] is not None and truth[1] <= said.high)
    return bool(said.low <= truth[0] and high_enough)
