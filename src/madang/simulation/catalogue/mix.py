"""What a catalogue is made of: how many services ask for what, as shown and published (docs/catalogue.md)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_between = re.compile(r" and | or ")


def literal_mix(definitions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """services, conditions and tests in all and a service; of the services, how many have each kind of condition."""
    kinds: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    services = conditions = tests = 0
    for definition in definitions:
        services += 1
        where = "nation"
        for clause in definition["clauses"]:
            conditions += 1
            tests += len(_between.split(clause["when"]))
            kinds[clause["id"]] += 1
            if clause["id"] == "residence":
                where = "province" if "region.province" in clause["when"] else "district"
        levels[where] += 1
    return {
        "services": services,
        "conditions": conditions,
        "tests": tests,
        "conditions_a_service": round(conditions / services, 2),
        "tests_a_service": round(tests / services, 2),
        "levels": {name: levels[name] for name in ("district", "province", "nation")},
        "kinds": dict(kinds.most_common()),
    }
