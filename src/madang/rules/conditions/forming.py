"""From bound clauses to conjuncts of literals: `and`, `or` and `not` on the outside are taken apart, and no more.

What lies deeper (an `and` inside an `or`) stays one atom: multiplying it out would give the same truth, but other
missing facts than the interpreter names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import accumulate

import numpy as np

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook, in_force
from madang.rules.conditions.programmes import Atom, Int32s, Programmes
from madang.rules.conditions.refusals import refusal
from madang.rules.model import Clause, FactDefinition, Label, ServiceDefinition

Literal = tuple[ir.Node, bool]
"""(atom, whether negated)"""
APPLICANT = ir.Variable("applicant")


def conjuncts(node: ir.Node, *, negated: bool = False) -> list[list[Literal]]:
    """The conjuncts whose conjunction is the expression (its negation, when `negated`), each a list of literals."""
    if _is_not(node):
        return conjuncts(node.args[0], negated=not negated)  # type: ignore[attr-defined]
    if isinstance(node, ir.Operation) and node.op == ("or" if negated else "and"):
        return [one for part in node.args for one in conjuncts(part, negated=negated)]
    return [list(_literals(node, negated))]


def _literals(node: ir.Node, negated: bool) -> Iterator[Literal]:
    if _is_not(node):
        yield from _literals(node.args[0], not negated)  # type: ignore[attr-defined]
    elif isinstance(node, ir.Operation) and node.op == ("and" if negated else "or"):
        for part in node.args:
            yield from _literals(part, negated)
    else:
        yield node, negated


def _is_not(node: ir.Node) -> bool:
    return isinstance(node, ir.Call) and node.function == ir.Name("not") and len(node.args) == 1


def programmes_on(rulebook: Rulebook, date: dt.date, services: Iterable[ServiceDefinition]) -> Programmes:
    """The services (those in force on the day) in conjunctive form; refused ones are left out and named."""
    forming = _Forming(rulebook)
    refused: dict[str, Label] = {}
    kept: list[ServiceDefinition] = []
    looks_at_unit: dict[int, bool] = {}
    for service in services:
        reason = refusal(rulebook, service, date, looks_at_unit)
        if reason is not None:
            refused[service.id] = reason
            continue
        kept.append(service)
        forming.add([clause for clause in service.clauses if in_force(clause, date)])
    return forming.programmes(date, kept, refused)


class _Forming:
    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.numbers: dict[ir.Node, int] = {}
        self.formed: dict[int, list[list[tuple[int, bool]]]] = {}
        self.clauses: list[Clause | None] = []
        self.counts: tuple[list[int], list[int], list[int]] = ([], [], [])
        self.literals: list[tuple[int, bool]] = []

    def add(self, clauses: list[Clause]) -> None:
        """One more service."""
        per_service, per_clause, per_conjunct = self.counts
        per_service.append(max(1, len(clauses)))
        for clause in clauses or (None,):
            self.clauses.append(clause)
            found = self._form(clause)
            per_clause.append(len(found))
            for literals in found:
                per_conjunct.append(len(literals))
                self.literals += literals

    def _form(self, clause: Clause | None) -> list[list[tuple[int, bool]]]:
        """Atoms by number; clauses that read alike share what is bound, and are taken apart once."""
        if clause is None:
            return [[(self._number(ir.Constant(True)), False)]]
        bound = self.rulebook.bound[clause.when]
        found = self.formed.get(id(bound))
        if found is None:
            parts = conjuncts(bound.node)
            found = [[(self._number(node), negated) for node, negated in literals] for literals in parts]
            self.formed[id(bound)] = found
        return found

    def _number(self, node: ir.Node) -> int:
        return self.numbers.setdefault(node, len(self.numbers))

    def programmes(self, date: dt.date, services: list[ServiceDefinition], refused: dict[str, Label]) -> Programmes:
        """Everything added, in flat arrays."""
        atoms = tuple(Atom(node, free_fact(node, self.rulebook)) for node in self.numbers)
        literal = [atom + len(atoms) * negated for atom, negated in self.literals]
        of_services, of_clauses, of_conjuncts = (_starts(counts) for counts in self.counts)
        return Programmes(
            date,
            tuple(services),
            tuple(self.clauses),
            of_services,
            of_clauses,
            of_conjuncts,
            np.array(literal, np.int32),
            atoms,
            refused,
        )


def _starts(counts: list[int]) -> Int32s:
    return np.array([0, *accumulate(counts)], np.int32)


def free_fact(node: ir.Node, rulebook: Rulebook) -> str | None:
    """The fact of the applicant that alone decides the atom, and can decide it both ways; None if not plainly so."""
    facts = rulebook.pack.facts
    if isinstance(node, ir.Fact):
        return node.name if _own(node) and facts[node.name].type == "boolean" else None
    if isinstance(node, ir.Operation) and node.op in ("eq", "ne"):
        subject, tests = node.args[0], node.args[1:]
    elif isinstance(node, ir.In):
        subject, tests = node.value, node.tests
    else:
        return None
    if not isinstance(subject, ir.Fact) or not _own(subject):
        return None
    return subject.name if _some_choices(facts[subject.name], tests) else None


def _own(fact: ir.Fact) -> bool:
    return fact.subject == APPLICANT and fact.basis is None


def _some_choices(fact: FactDefinition, tests: Iterable[ir.Node]) -> bool:
    """Whether the tests name some of the choices and not all."""
    named = {test.value if isinstance(test, ir.Constant) else None for test in tests}
    return named < {choice.value for choice in fact.choices}
