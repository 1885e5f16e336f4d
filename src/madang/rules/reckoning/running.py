"""What a compiled expression is and what it sees: the world of references, and the variables around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from madang.rules import ir
from madang.rules.reckoning.uncertain import PersonRef

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UnitNamed:
    """The variable `unit` of a scope: who belongs to it is worked out when an expression asks, and not before."""

    name: str


class World(Protocol):
    """Where bound references get their values."""

    def fact(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        """A fact of a person (a home's fact by the person's home)."""

    def derived(self, name: str, person: PersonRef | None, scope: Scope) -> Any:
        """A derived value of a person, or of the unit in `scope`."""

    def parameter(self, name: str) -> Any:
        """A parameter on the reference date."""

    def related(self, person: PersonRef, kind: str) -> Any:
        """Persons related to a person: a list, a perhaps-list, or uncertain."""

    def unit(self, name: str) -> Any:
        """The members of a unit: a list or a perhaps-list."""


Run = Callable[[World, Scope], Any]
"""Works out one expression: its value, known or uncertain."""

Compile = Callable[[ir.Node], Run]
"""Makes the function of a part of an expression."""
