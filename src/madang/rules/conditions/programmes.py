"""Many services as one table: conditions of literals over a few atoms, in flat arrays.

An atom is a yes-or-no expression about the applicant ("of age 65 or over", "lives in Jongno-gu", "farms"). A literal
is an atom or its negation; a conjunct holds when one of its literals does; a clause, as the law writes it, when all its
conjuncts do; a service is open to those for whom all its clauses hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from madang.rules import ir
from madang.rules.model import Clause, Label, ServiceDefinition

Int32s = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Atom:
    """A bound yes-or-no expression about `applicant` (and `date`).

    free: the one fact it reads, when that fact decides it and each of the fact's finitely many values is possible.
    """

    node: ir.Node
    free: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Literals:
    """Whose each literal is: its atom, and the conjunct, clause and service it stands in (int32[literals] each)."""

    atom: Int32s
    conjunct: Int32s
    clause: Int32s
    service: Int32s


@dataclass(frozen=True, slots=True, eq=False)
class Programmes:
    """Services in conjunctive form on one day.

    The clauses of service s are clause_start[s]:clause_start[s + 1], the conjuncts of clause c
    conjunct_start[c]:conjunct_start[c + 1], the literals of conjunct j literal_start[j]:literal_start[j + 1]; none of
    these is empty. literal: index of the atom, plus len(atoms) where negated (all int32). clauses: the definitions, in
    the order of the law; None where a service has no clause in force. refused: service id → why not written so.
    service_of: the service of each clause. ids: those of the services.
    """

    date: dt.date
    services: tuple[ServiceDefinition, ...]
    clauses: tuple[Clause | None, ...]
    clause_start: Int32s
    conjunct_start: Int32s
    literal_start: Int32s
    literal: Int32s
    atoms: tuple[Atom, ...]
    refused: Mapping[str, Label]
    of_literal: Literals = field(init=False)
    service_of: Int32s = field(init=False)
    ids: NDArray[np.object_] = field(init=False)

    def __post_init__(self) -> None:
        conjunct = _owners(self.literal_start)
        clause = _owners(self.conjunct_start)[conjunct]
        object.__setattr__(self, "service_of", _owners(self.clause_start))
        object.__setattr__(self, "ids", np.array([service.id for service in self.services], object))
        atom = self.literal % max(1, len(self.atoms))
        object.__setattr__(self, "of_literal", Literals(atom, conjunct, clause, self.service_of[clause]))

    def clauses_of(self, service: int) -> range:
        """The places of a service's clauses."""
        return range(int(self.clause_start[service]), int(self.clause_start[service + 1]))


def _owners(starts: Int32s) -> Int32s:
    """For each part the number of what it belongs to."""
    owners: Int32s = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    return owners
