"""What open services wait for: the open facts as bits, gathered from literals to services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.rules.answers.verdict import Verdict
from madang.rules.conditions.programmes import Flags, Int32s, Programmes
from madang.rules.reckoning.uncertain import FactKey
from madang.rules.table.atoms import UNKNOWN, AtomValues, Truths

Bits = NDArray[np.uint64]
Counts = NDArray[np.int64]
WORD = 64


@dataclass(frozen=True, slots=True)
class Waiting:
    """keys: every open fact. services: which of them each waits for, uint64[words, services], zero where settled.

    readings: how many open literals an open service has. loose: whether one of them is more than a plain test of a
    fact, so that only trying tells whether it is open in truth.
    """

    keys: tuple[FactKey, ...]
    services: Bits
    readings: Counts
    loose: Flags

    def bits_of(self, keys: Iterable[FactKey]) -> Bits:
        """Some of the open facts as bits: uint64[words]."""
        return _bits(keys, {key: number for number, key in enumerate(self.keys)}, len(self.services))


def waiting(
    programmes: Programmes,
    values: AtomValues,
    free: Flags,
    conjuncts: Truths,
    clauses: Truths,
    services: Truths,
    verdicts: Mapping[int, Verdict],
) -> Waiting:
    """The open facts behind unknown conjuncts of unknown clauses of unknown services.

    verdicts: clauses, by place, whose truth and open facts are the interpreter's.
    """
    numbers: dict[FactKey, int] = {}
    for verdict in verdicts.values():
        for key in verdict.missing:
            numbers.setdefault(key, len(numbers))
    of_atoms = _numbered(values, numbers)
    keys = tuple(numbers)
    of = programmes.of_literal
    # An unknown service has no false clause and an unknown clause no false conjunct: theirs are true or unknown.
    wait = np.flatnonzero((values.truth == UNKNOWN)[of.atom])
    wait = wait[(services == UNKNOWN)[of.service[wait]]]
    places = wait[(conjuncts == UNKNOWN)[of.conjunct[wait]]]
    if verdicts:
        places = places[~np.isin(of.clause[places], list(verdicts))]
    atom, service = of.atom[places], of.service[places]
    of_services = np.stack([_gathered(bits[atom], service, len(services)) for bits in of_atoms])
    readings = np.bincount(service, minlength=len(services))
    loose = np.zeros(len(services), bool)
    loose[service[~free[atom]]] = True
    for place, verdict in verdicts.items():
        number = int(programmes.service_of[place])
        if clauses[place] == UNKNOWN:
            if services[number] == UNKNOWN:
                of_services[:, number] |= _bits(verdict.missing, numbers, len(of_atoms))
            loose[number] = True
    return Waiting(keys, of_services, readings, loose)


def _numbered(values: AtomValues, numbers: dict[FactKey, int]) -> Bits:
    """Numbers every open fact; the facts of each atom as bits: uint64[words, atoms]."""
    entries = [
        (numbers.setdefault(key, len(numbers)), atom)
        for atom in np.flatnonzero(values.truth == UNKNOWN).tolist()
        for key in values.missing[atom]
    ]
    bits = np.zeros((max(1, -(-len(numbers) // WORD)), len(values.truth)), np.uint64)
    for number, atom in entries:
        bits[number // WORD, atom] |= np.uint64(1 << number % WORD)
    return bits


def _bits(keys: Iterable[FactKey], numbers: Mapping[FactKey, int], words: int) -> Bits:
    bits = np.zeros(words, np.uint64)
    for key in keys:
        bits[numbers[key] // WORD] |= np.uint64(1 << numbers[key] % WORD)
    return bits


def _gathered(bits: Bits, owner: Int32s | Counts, count: int) -> Bits:
    """The union of bits by owner; owners are in order."""
    found = np.zeros(count, np.uint64)
    if len(owner):
        first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        found[owner[first]] = np.bitwise_or.reduceat(bits, first)
    return found


def keys_of(bits: Bits, keys: tuple[FactKey, ...]) -> frozenset[FactKey]:
    """The facts of one service: uint64[words]."""
    return frozenset(
        keys[word * WORD + bit]
        for word, value in enumerate(bits.tolist())
        for bit in range(value.bit_length())
        if value >> bit & 1
    )
