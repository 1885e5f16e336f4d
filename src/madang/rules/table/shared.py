"""Conditions that many services share, once each: what is worked out for one resident is worked out on these.

Of 30,000 clauses of a catalogue about 2,700 differ, with a sixth of the literals.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from madang.rules.conditions.programmes import Int32s, Programmes
from madang.rules.table.jagged import Indices, Jagged, jagged

One = TypeVar("One", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Different conjuncts and different forms of a clause.

    literal: those of the different conjuncts (numbers as in Programmes). atom: theirs. of_conjuncts: the literals of
    each different conjunct, of_forms: the different conjuncts of each form, of_services: the forms of each service.
    conjunct: for each conjunct of the programmes, which it is; form: for each clause, which it has.
    place: for each member of of_services its clause.
    """

    literal: Indices
    atom: Indices
    of_conjuncts: Jagged
    of_forms: Jagged
    of_services: Jagged
    conjunct: Indices
    form: Indices
    place: Indices

    def with_own_forms(self, clauses: Sequence[int]) -> Indices:
        """The forms of each service, where some clauses have forms of their own, numbered after the others."""
        form = self.form.copy()
        form[list(clauses)] = len(self.of_forms.place) + np.arange(len(clauses))
        return form[self.place]


def shared(programmes: Programmes) -> Shared:
    """What is alike in the programmes, found by its literals."""
    literals = _parts(programmes.literal.tolist(), programmes.literal_start)
    conjunct, different = _numbered(literals)
    conjuncts = _parts(conjunct, programmes.conjunct_start)
    form, forms = _numbered(conjuncts)
    literal = np.array([one for part in different for one in part], np.intp)
    of_services = jagged(programmes.clause_start)
    numbers = np.array(form, np.intp)
    of_forms = jagged(_starts(forms))
    return Shared(
        literal,
        literal % max(1, len(programmes.atoms)),
        jagged(_starts(different)),
        _renamed(of_forms, np.array([one for part in forms for one in part], np.intp)),
        _renamed(of_services, numbers),
        np.array(conjunct, np.intp),
        numbers,
        of_services.member,
    )


def _renamed(groups: Jagged, numbers: Indices) -> Jagged:
    return Jagged(numbers[groups.member], groups.ends, groups.place)


def _parts(values: Sequence[int], start: Int32s) -> list[tuple[int, ...]]:
    return [tuple(values[begin:end]) for begin, end in pairwise(start.tolist())]


def _numbered(values: Sequence[One]) -> tuple[list[int], list[One]]:
    """For each value its number, and the different values by number."""
    numbers: dict[One, int] = {}
    found = [numbers.setdefault(value, len(numbers)) for value in values]
    return found, list(numbers)


def _starts(parts: Sequence[Sequence[int]]) -> Int32s:
    return np.cumsum([0, *map(len, parts)], dtype=np.int32)
