"""Information, grounds and what a line of the file says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from madang.rules.model import Label, Place

KINDS = ("statute", "joint_use", "request", "transfer", "consent")
ASKED = frozenset({"request", "transfer", "consent"})
"""Kinds that rest on what the person concerned does."""
ROLES = ("applicant", "spouse", "child", "household", "supporter")
Source = tuple[str, str]
"""(agency, field of its record)"""


@dataclass(frozen=True, slots=True)
class Information:
    """A group of what agencies hold, as the laws speak of it."""

    id: str
    label: Label
    sources: frozenset[Source]
    place: Place


@dataclass(frozen=True, slots=True)
class Still:
    """What a statute allows although the person withdrew."""

    law: str
    label: Label


@dataclass(frozen=True, slots=True)
class GroundLine:
    """Why one group may be asked for, for one purpose, about persons in these roles.

    kind: of KINDS. asks: whether each person concerned has to agree first; through: whether the applicant's own yes
    carries the others too. certainty: how sure the article is.
    """

    purpose: str
    information: str
    kind: str
    law: str
    roles: frozenset[str]
    asks: bool
    certainty: str
    place: Place
    through: bool = False
    note: str | None = None
    still: Still | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """What something is asked for: a service of the rulebook, alerts, or a life event. label: None for a service."""

    id: str
    label: Label | None
    place: Place


class Grounds:
    """All of a pack's grounds; does not change after it is made."""

    def __init__(
        self, information: Iterable[Information], purposes: Iterable[Purpose], lines: Iterable[GroundLine]
    ) -> None:
        self.information: Mapping[str, Information] = {one.id: one for one in information}
        self.purposes: Mapping[str, Purpose] = {one.id: one for one in purposes}
        self.lines = tuple(lines)
        self._of_source = {source: one.id for one in self.information.values() for source in one.sources}
        self._by: dict[tuple[str, str], list[GroundLine]] = {}
        for line in self.lines:
            self._by.setdefault((line.purpose, line.information), []).append(line)

    def information_of(self, agency: str, field: str) -> str | None:
        """The group a field of an agency's record is in."""
        return self._of_source.get((agency, field))

    def lines_for(self, purpose: str, agency: str, field: str, roles: Collection[str]) -> list[GroundLine]:
        """The lines that carry the field about somebody in these roles; those that ask nobody come first."""
        found = [
            line for line in self._by.get((purpose, self._of_source.get((agency, field), "")), ())
            if not line.roles.isdisjoint(roles)
        ]  # fmt: skip
        return sorted(found, key=lambda line: line.asks)
