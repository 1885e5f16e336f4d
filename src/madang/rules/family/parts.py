"""A family put together from persons and homes that were read before."""

from __future__ import annotations

from madang.rules.family.checks import check_family
from madang.rules.family.reading import most_persons, most_relations
from madang.rules.family.records import Family
from madang.rules.loading.service import Pack
from madang.rules.problems import Problems


def can_be(family: Family, pack: Pack) -> bool:
    """Whether a family of parts that were read is one that reading all of it at once would give."""
    if len(family.persons) > most_persons or len(family.relations) > most_relations:
        return False
    problems = Problems()
    check_family(family, pack.facts, {}, problems, kept=True)
    return not problems.found
