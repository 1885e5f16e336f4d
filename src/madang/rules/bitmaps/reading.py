"""Which columns of a resident an atom reads, when it reads nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook, walk
from madang.rules.model import Label

CORESIDENTS = "coresidents"
"""The column that counts the people of the resident's home, the resident included."""
COUNTED = ir.Name("count")
OWN = (ir.Variable("applicant"), ir.Variable("self"))


class NotAColumn(Exception):
    """The atom looks at more than columns of the one resident."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(en)
        self.reason = Label(ko, en)


def columns_of(node: ir.Node, rulebook: Rulebook) -> frozenset[str]:
    """Names of the facts read (their roots, where they are worked out from another) and CORESIDENTS. NotAColumn."""
    return frozenset(_columns(node, rulebook, set()))


def reads_the_day(node: ir.Node, rulebook: Rulebook) -> bool:
    """Whether the reference date itself takes part."""
    return any(part == ir.Variable("date") for part in _through(node, rulebook, set()))


def seen_through(nodes: Iterable[ir.Node]) -> tuple[str, ...]:
    """The derived values by which alone the expressions see their resident and the day; () where they read more."""
    parts = [part for node in nodes for part in walk(node)]
    if any(isinstance(part, (ir.Fact, ir.Related, ir.Parameter)) or part == ir.Variable("date") for part in parts):
        return ()
    return tuple(sorted({part.name for part in parts if isinstance(part, ir.Derived)}))


def _columns(node: Any, rulebook: Rulebook, seen: set[str]) -> Iterator[str]:
    if isinstance(node, tuple):
        for part in node:
            yield from _columns(part, rulebook, seen)
    elif isinstance(node, ir.Fact):
        yield _fact(node, rulebook)
    elif isinstance(node, ir.Derived):
        yield from _derived(node, rulebook, seen)
    elif isinstance(node, ir.Call) and node.function == COUNTED and _is_coresidents(node.args[0]):
        yield CORESIDENTS
    elif isinstance(node, (ir.Related, ir.Quantified, ir.For)):
        raise NotAColumn("다른 사람들을 봅니다.", "it looks at other people")
    elif isinstance(node, ir.Node):
        for name in node.__dataclass_fields__:
            if name != "at":
                yield from _columns(getattr(node, name), rulebook, seen)


def _is_coresidents(node: ir.Node) -> bool:
    return isinstance(node, ir.Related) and node.kind == "coresidents" and node.subject in OWN


def _fact(node: ir.Fact, rulebook: Rulebook) -> str:
    if node.subject not in OWN:
        raise NotAColumn("다른 사람의 사실을 봅니다.", "it reads a fact of somebody else")
    if node.basis is not None:
        raise NotAColumn("여러 달이나 해의 값을 봅니다.", "it reads a flow over several months or years")
    return rulebook.pack.facts[node.name].root or node.name


def _derived(node: ir.Derived, rulebook: Rulebook, seen: set[str]) -> Iterator[str]:
    if node.subject not in OWN:
        raise NotAColumn("가구 단위나 다른 사람의 계산값을 봅니다.", "it reads a value of a unit or of somebody else")
    if node.name not in seen:
        seen.add(node.name)
        for definition in rulebook.derived[node.name]:
            yield from _columns(rulebook.bound[definition.value].node, rulebook, seen)


def _through(node: Any, rulebook: Rulebook, seen: set[str]) -> Iterator[ir.Node]:
    """Every part of an expression and of the derived values it reads."""
    if isinstance(node, tuple):
        for part in node:
            yield from _through(part, rulebook, seen)
    elif isinstance(node, ir.Node):
        yield node
        for name in node.__dataclass_fields__:
            if name != "at":
                yield from _through(getattr(node, name), rulebook, seen)
        if isinstance(node, ir.Derived) and node.name not in seen:
            seen.add(node.name)
            for definition in rulebook.derived[node.name]:
                yield from _through(rulebook.bound[definition.value].node, rulebook, seen)
