"""The expression tree that every engine runs.

The FEEL parser (:mod:`madang.rules.feel`) makes this tree; binding (:mod:`madang.rules.binding`)
replaces :class:`Name` and :class:`Path` by :class:`Fact`, :class:`Derived`, :class:`Parameter` and
:class:`Variable`, which name the house's vocabulary. Nodes are immutable and compare by meaning:
the position in the source text takes no part in equality, hashing or the canonical form.

Terms: OMG Decision Model and Notation 1.5, chapter 10 (FEEL).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

type_names = frozenset(
    {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "range",
        "function",
        "Any",
        "Null",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Base of every expression; `at` is (line, column), both from 1, inside the expression's own text."""

    at: tuple[int, int] = field(default=(1, 1), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A literal: Decimal, str, bool, None, or a value built from an @"…" literal."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name not yet bound. FEEL names may hold spaces; the text is normalised to single spaces."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`subject.name`: a context entry, a property of a temporal value, or a mapped path over a list."""

    subject: Node
    name: str


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """An operator over evaluated arguments.

    op: add subtract multiply divide power negate | eq ne lt le gt ge | between | and or.
    `and` and `or` take any number of arguments (at least two); `between` takes value, low, high.
    """

    op: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in (tests)`: each test is an expression or a :class:`UnaryTest`."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class UnaryTest(Node):
    """`< 5` standing alone: op as in :class:`Operation` (eq ne lt le gt ge); the left side is implied."""

    op: str
    operand: Node


@dataclass(frozen=True, slots=True)
class AnyTest(Node):
    """`-`: the unary test that everything passes."""


@dataclass(frozen=True, slots=True)
class NotTest(Node):
    """`not(tests)` among unary tests."""

    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then yes else no`; a condition that is not true takes `no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """One `name in source` of a for, some or every; `to` is set for `name in source..to`."""

    name: str
    source: Node
    to: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for iterators return body`; inside body the name `partial` is the list made so far."""

    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some|every iterators satisfies body`; quantifier is "some" or "every"."""

    quantifier: str
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[condition]`: by boolean (with `item` and the item's own entries in scope) or by 1-based index."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """`[a, b, c]`"""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """`{key: value, …}`; later entries see earlier ones."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """`[low..high]`, `(low..high]` …; a missing end is None."""

    low: Node | None
    high: Node | None
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(args)` positional, or `function(name: value)` named. `function` is usually a :class:`Name`."""

    function: Node
    args: tuple[Node, ...] = ()
    named: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type`; type is the type's text, spaces normalised (`list<number>`)."""

    value: Node
    type: str


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    """`function(a: type, b) body`: parameters as (name, type text or None)."""

    parameters: tuple[tuple[str, str | None], ...]
    body: Node
    external: bool = False


# --- bound references: only in expressions of a rulebook, never made by the parser -----------------


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """A local name: `unit`, `applicant`, `date`, an iterator's name, `item`."""

    name: str


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A fact of the entity that `subject` evaluates to (a person; residence facts go by the person's home).

    basis: None for the value at the reference date, or ("average", n) over the n months before the
    reference month, or ("year", k) for the calendar year k years from the reference year (k <= 0).
    """

    subject: Node
    name: str
    basis: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Derived(Node):
    """A derived value; `subject` is the person for per-person values, None for per-unit values."""

    subject: Node | None
    name: str


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """A dated parameter, at the reference date."""

    name: str


@dataclass(frozen=True, slots=True)
class Related(Node):
    """Persons related to the person `subject`: spouses, legal_spouses, children, parents, siblings,
    grandchildren, grandparents, coresidents."""

    subject: Node
    kind: str
