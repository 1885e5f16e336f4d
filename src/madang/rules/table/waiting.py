"""What open services wait for: the open facts as bits, gathered from literals to services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.rules.answers.either_way import MOST_FACTS
from madang.rules.answers.verdict import Verdict
from madang.rules.conditions.programmes import Flags
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.table.atoms import UNKNOWN, AtomValues, Truths
from madang.rules.table.jagged import Indices
from madang.rules.table.shared import Shared

Bits = NDArray[np.uint64]
Counts = NDArray[np.int32]
WORD = 64
TWISTED = MOST_FACTS + 1
"""A reading that is more than a plain test of a fact counts as so many: only trying tells whether it is open."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """keys: every open fact. services: which of them each waits for, uint64[words, services], zero where settled.

    facts: how many an open service waits for. readings: how many open literals it has.
    """

    keys: tuple[FactKey, ...]
    services: Bits
    facts: Counts
    readings: Counts

    def bits_of(self, keys: Iterable[FactKey]) -> Bits:
        """Some of the open facts as bits: uint64[words]."""
        return _bits(keys, {key: number for number, key in enumerate(self.keys)}, len(self.services))


def waiting(
    shared: Shared,
    values: AtomValues,
    free: Flags,
    conjuncts: Truths,
    status: Truths,
    verdicts: Iterable[Verdict],
    of: Indices | None,
) -> Waiting:
    """The open facts behind unknown conjuncts of unknown clauses of unknown services.

    conjuncts: of the different ones. verdicts: clauses whose truth and open facts are the interpreter's; they have
    forms of their own, in the order of `of` (Shared.with_own_forms).
    """
    own = [verdict.missing if verdict.holds is None else None for verdict in verdicts]
    numbers: dict[FactKey, int] = {}
    for missing in (*values.missing, *own):
        for key in missing or ():
            numbers.setdefault(key, len(numbers))
    words = max(1, -(-len(numbers) // WORD))
    # An unknown service has no false clause and an unknown clause no false conjunct: theirs are true or unknown.
    facts = np.stack([_bits(missing, numbers, words) for missing in values.missing], axis=1)
    open_ = conjuncts == UNKNOWN
    literals = np.take(facts, values.state[shared.atom], axis=1)
    bits = shared.of_conjuncts.fold(np.bitwise_or, literals) * open_
    forms = shared.of_forms.fold(np.bitwise_or, bits)
    weight = np.where(values.truth == UNKNOWN, np.where(free, 1, TWISTED), 0).astype(np.int32)
    read = shared.of_forms.fold(np.add, shared.of_conjuncts.fold(np.add, weight[shared.atom]) * open_)
    if own:
        forms = np.concatenate((forms, np.stack([_bits(one or (), numbers, words) for one in own], axis=1)), axis=1)
        read = np.concatenate((read, np.array([0 if one is None else TWISTED for one in own], np.int32)))
    unknown = status == UNKNOWN
    services = shared.of_services.fold(np.bitwise_or, forms, of) * unknown
    counted = np.bitwise_count(services).sum(axis=0, dtype=np.int32)
    return Waiting(tuple(numbers), services, counted, shared.of_services.fold(np.add, read, of))


def _bits(keys: Iterable[FactKey], numbers: Mapping[FactKey, int], words: int) -> Bits:
    found = [0] * words
    for key in keys:
        found[numbers[key] // WORD] |= 1 << numbers[key] % WORD
    return np.array(found, np.uint64)
