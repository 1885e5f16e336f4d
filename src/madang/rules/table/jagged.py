"""Groups of unequal size folded by whole-array operations.

The members of the groups are kept as jagged diagonals (Saad, Iterative Methods for Sparse Linear Systems, 3.4): the
first member of every group, then the second of those that have one, and so on, the largest groups first. So a fold is
one vectorised operation for each rank instead of a loop over the groups, which `ufunc.reduceat` is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from madang.rules.conditions.programmes import Int32s

Indices = NDArray[np.intp]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Jagged:
    """member: the numbers of the members, diagonal by diagonal. ends: of the diagonals (0 first). place: where each
    group stands in the first diagonal."""

    member: Indices
    ends: tuple[int, ...]
    place: Indices

    def fold(self, operation: np.ufunc, values: NDArray[Scalar], of: Indices | None = None) -> NDArray[Scalar]:
        """For each group the operation over the values of its members: [..., groups] from [..., values].

        operation: two operands, associative and commutative. of: for each place in `member` the number of its value,
        if that is not `member` itself.
        """
        numbers = self.member if of is None else of
        found: NDArray[Any] = np.take(values, numbers[: self.ends[1]], axis=-1)
        for begin, end in pairwise(self.ends[1:]):
            head = found[..., : end - begin]
            operation(head, np.take(values, numbers[begin:end], axis=-1), out=head)
        return np.take(found, self.place, axis=-1)


def jagged(start: Int32s) -> Jagged:
    """Groups whose members are start[group]:start[group + 1], none of them empty."""
    sizes = np.diff(start)
    order = np.argsort(-sizes, kind="stable")
    ranks = [order[sizes[order] > rank] for rank in range(int(sizes.max(initial=1)))]
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    member = np.concatenate([start[:-1][groups] + rank for rank, groups in enumerate(ranks)]).astype(np.intp)
    ends = np.cumsum([0, *(len(groups) for groups in ranks)]).tolist()
    return Jagged(member, tuple(ends), place)
