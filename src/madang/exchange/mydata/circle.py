"""Who stands in which role to an applicant, as far as registers or facts have said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from madang.rules.service import Family


@dataclass(slots=True)
class Circle:
    """Homes and kin around an applicant, by person id. Grows; what is said twice is said once."""

    applicant: str
    homes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    spouses: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _roles: dict[str, frozenset[str]] | None = None

    @classmethod
    def of_family(cls, family: Family) -> Circle:
        """As a family of facts has it."""
        circle = cls(family.applicant)
        for home in family.residences:
            circle.lives_with(home.persons)
        for one in family.relations:
            if one.kind in ("spouse", "de_facto_spouse"):
                circle.married(one.source, one.target)
            elif one.kind == "child":
                circle.child(one.source, one.target)
        return circle

    def lives_with(self, persons: Iterable[str]) -> None:
        """They share a home."""
        self._roles, together = None, set(persons)
        for one in together:
            self.homes[one] |= together - {one}

    def married(self, one: str, other: str) -> None:
        """Spouses of each other."""
        self._roles = None
        self.spouses[one].add(other)
        self.spouses[other].add(one)

    def child(self, parent: str, child: str) -> None:
        """Parent and child."""
        self._roles = None
        self.children[parent].add(child)
        self.parents[child].add(parent)

    def roles(self) -> dict[str, frozenset[str]]:
        """person → roles (of grounds.yaml), the applicant first. Who has none is not there.

        supporter: first-degree relatives of whoever is of the household, and their spouses (국민기초생활 보장법 §2(5));
        whether they are liable in the end is for the rules to say.
        """
        if self._roles is None:
            self._roles = self._worked_out()
        return self._roles

    def _worked_out(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {self.applicant: {"applicant"}}
        household = [self.applicant, *sorted(self.homes.get(self.applicant, ()))]
        for role, of in (("spouse", self.spouses), ("child", self.children)):
            for one in sorted(of.get(self.applicant, ())):
                found.setdefault(one, set()).add(role)
        for one in household[1:]:
            found.setdefault(one, set()).add("household")
        for one in self._supporters(household):
            found.setdefault(one, set()).add("supporter")
        return {person: frozenset(roles) for person, roles in found.items()}

    def _supporters(self, household: list[str]) -> list[str]:
        near = [
            kin for member in household
            for kin in (*sorted(self.parents.get(member, ())), *sorted(self.children.get(member, ())))
        ]  # fmt: skip
        married = [spouse for one in near for spouse in sorted(self.spouses.get(one, ()))]
        return [one for one in dict.fromkeys([*near, *married]) if one not in household]

    def guardians(self, person: str) -> frozenset[str]:
        """Parents, who represent a child under age (민법 §911)."""
        return frozenset(self.parents.get(person, ()))
