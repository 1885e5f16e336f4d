"""Whether each published condition code holds for a family, by the interpreter of the rules, three-valued.

The catalogue's ten thousand services share some seventy codes, so each code is worked out once for a family and the
services join the truths (the same meaning as their definitions have, open_data/definitions.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from madang.rules.service import FactKey, Family, Rulebook, Standing, with_conditions
from madang.services.catalogue.open_data.service import GROUPS, INCOME, NO_AGE_LIMIT, income_test

UNIT = "applicant_alone"
TRUTH = {"eligible": True, "ineligible": False, "unknown": None}
INCOMES = tuple(code for code, _, _ in INCOME)


@lru_cache(maxsize=2)
def book_of_codes(rulebook: Rulebook) -> Rulebook:
    """A condition for each code, each choice of income bands and each age; made once for a rulebook."""
    conditions = {field.code: _feel(field.feel, field.among) for group in GROUPS for field in group.fields}
    for many in range(1, len(INCOMES)):  # all of them are anybody's
        conditions |= {income_id(codes): income_test(codes) for codes in combinations(INCOMES, many)}
    conditions |= {age_id(age): f"age >= {age}" for age in range(1, NO_AGE_LIMIT + 1)}
    return with_conditions(rulebook, conditions, UNIT)


def age_id(age: int) -> str:
    """The condition «this old, or older»."""
    return f"age_{age}"


def income_id(codes: Iterable[str]) -> str:
    """The condition of some bands of income together: what lies between two of them is in both."""
    return "income_" + "_".join(sorted(codes))


def _feel(feel: str, among: str | None) -> str:
    return feel if among is None else f'{feel} = "{among}"'


class Truths:
    """Of one family, each worked out when it is first asked for."""

    def __init__(self, rulebook: Rulebook, family: Family) -> None:
        self._standing = Standing(book_of_codes(rulebook), family)
        self._known: dict[str, tuple[bool | None, tuple[FactKey, ...]]] = {}

    def of(self, condition: str) -> tuple[bool | None, tuple[FactKey, ...]]:
        """Whether it holds, and the facts it waits for."""
        found = self._known.get(condition)
        if found is None:
            status, missing = self._standing.missing([condition])[condition]
            found = self._known[condition] = TRUTH[status], missing
        return found

    def one_of(self, codes: Sequence[str]) -> tuple[bool | None, tuple[FactKey, ...]]:
        """Whether one of a group's codes holds."""
        ids = [income_id(codes)] if codes[0] in INCOMES else list(codes)
        found = [self.of(id) for id in ids]
        if any(truth is True for truth, _ in found):
            return True, ()
        if all(truth is False for truth, _ in found):
            return False, ()
        return None, tuple(dict.fromkeys(key for truth, keys in found if truth is None for key in keys))

    def ages(self) -> tuple[int, int]:
        """The least and the greatest age the applicant can have; 0 and NO_AGE_LIMIT where nothing is known."""
        truths = [self.of(age_id(age))[0] for age in range(1, NO_AGE_LIMIT + 1)]
        return sum(truth is True for truth in truths), sum(truth is not False for truth in truths)

    def age_missing(self) -> tuple[FactKey, ...]:
        """What the age waits for."""
        return next((keys for truth, keys in self._known.values() if truth is None and keys), ())
