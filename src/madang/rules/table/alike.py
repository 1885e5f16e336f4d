"""Atoms that ask the same of one value: most are settled by working out a few of them.

Whether a value is a certain text depends on nothing else than whether it can be that text; whether it is above a
number can only change once along ascending numbers from no to unknown and once from unknown to yes, or the other way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from madang.rules import ir
from madang.rules.conditions.programmes import Atom
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Run
from madang.rules.table.jagged import Indices

ORDERED = ("lt", "le", "gt", "ge")


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Atoms of one form that ask whether a value is among texts. naming: for each text the atoms that name it."""

    subject: Run
    atoms: Indices
    naming: Mapping[str, Indices]


@dataclass(frozen=True, slots=True, eq=False)
class Thresholds:
    """Atoms that compare a value with numbers in one way, by ascending number."""

    subject: Run
    atoms: Indices


def texts_and_thresholds(atoms: Sequence[Atom]) -> tuple[list[Texts], list[Thresholds]]:
    """Every two or more atoms that are alike."""
    texts: dict[tuple[ir.Node, str], dict[int, frozenset[str]]] = {}
    numbers: dict[tuple[ir.Node, str], dict[int, Decimal]] = {}
    for number, atom in enumerate(atoms):
        node = atom.node
        if isinstance(node, ir.In):
            named = _texts(node.tests)
            if named:
                texts.setdefault((node.value, "in"), {})[number] = named
        elif isinstance(node, ir.Operation) and len(node.args) == 2:
            subject, other = node.args
            named = _texts((other,))
            if node.op in ("eq", "ne") and named:
                texts.setdefault((subject, node.op), {})[number] = named
            elif node.op in ORDERED and isinstance(other, ir.Constant) and type(other.value) is Decimal:
                numbers.setdefault((subject, node.op), {})[number] = other.value
    return (
        [_of_texts(subject, named) for (subject, _), named in texts.items() if len(named) > 1],
        [
            Thresholds(compiled(subject), np.array(sorted(held, key=held.__getitem__), np.intp))
            for (subject, _), held in numbers.items()
            if len(held) > 1
        ],
    )


def _texts(tests: Sequence[ir.Node]) -> frozenset[str]:
    """The texts that tests name; nothing when one is no text."""
    named = [test.value for test in tests if isinstance(test, ir.Constant) and isinstance(test.value, str)]
    return frozenset(named) if len(named) == len(tests) else frozenset()


def _of_texts(subject: ir.Node, named: Mapping[int, frozenset[str]]) -> Texts:
    naming = {
        text: np.array([number for number, texts in named.items() if text in texts], np.intp)
        for text in frozenset().union(*named.values())
    }
    return Texts(compiled(subject), np.array(list(named), np.intp), naming)
