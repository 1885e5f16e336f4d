"""What a name can mean where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from madang.rules.binding.types import FACT_TYPES
from madang.rules.model import DerivedDefinition, FactDefinition, ParameterDefinition


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name of a rulebook: facts, derived values (by full name), parameters."""

    facts: Mapping[str, FactDefinition]
    derived: Mapping[str, tuple[DerivedDefinition, ...]]
    parameters: Mapping[str, ParameterDefinition]

    def named(self, name: str, service: str | None) -> tuple[str, str] | None:
        """("fact"|"derived", full name) for a dotted or short name: the service's own first, then person.*."""
        candidates = [name, f"person.{name}", f"residence.{name}"]
        for candidate in ([f"{service}.{name}"] if service else []) + candidates:
            if candidate in self.derived:
                return "derived", candidate
            if candidate in self.facts:
                return "fact", candidate
        return None

    def nearest(self, name: str, others: Iterable[str] = ()) -> list[str]:
        """Up to three names that look like this one."""
        pool = [*self.facts, *self.derived, *others]
        return difflib.get_close_matches(name, pool, n=3, cutoff=0.6)

    def fact_type(self, name: str) -> str:
        """The FEEL type of a fact."""
        return FACT_TYPES[self.facts[name].type]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands: its variables with their types, whom bare names mean, whose service it is."""

    vocabulary: Vocabulary
    variables: Mapping[str, str] = field(default_factory=dict)
    bare: str | None = "applicant"
    service: str | None = None

    def within(self, **variables: str) -> Setting:
        """The same setting with further variables."""
        return replace(self, variables={**self.variables, **variables})

    def without_bare(self) -> Setting:
        """Inside a filter over persons, where a bare name could mean either person."""
        return replace(self, bare=None)
