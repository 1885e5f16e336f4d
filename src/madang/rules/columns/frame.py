"""Where an expression stands while its code is written, and the forms that know how to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from madang.rules import ir
from madang.rules.columns.kernel import Kernel
from madang.rules.columns.problems import refuse
from madang.rules.columns.values import Value
from madang.rules.columns.writing import Writer

if TYPE_CHECKING:
    from madang.rules.columns.book import Book

Form = Callable[["Frame", Any], Value]
FORMS: dict[type[ir.Node], Form] = {}
"""How to write each node; filled by the modules of this folder."""


def form(kind: type[ir.Node]) -> Callable[[Form], Form]:
    """Registers the writer of a node."""

    def register(function: Form) -> Form:
        FORMS[kind] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Frame:
    """The kernel being written, the place in it, and the variables in scope."""

    book: Book
    k: Kernel
    w: Writer
    variables: Mapping[str, Value]

    def value(self, node: ir.Node) -> Value:
        """Writes what works out an expression; its value. CannotCompile for a form there is no exact way for."""
        written = FORMS.get(type(node))
        if written is None:
            name = type(node).__name__
            raise refuse(f"표현 {name}", f"the form {name}")
        return written(self, node)

    def within(self, name: str, value: Value) -> Frame:
        """The same place with one more variable."""
        return replace(self, variables={**self.variables, name: value})

    def aside(self) -> Frame:
        """A place of its own one level deeper, to be put in later or thrown away."""
        return replace(self, w=self.w.aside())
