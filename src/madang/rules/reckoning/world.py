"""One family under one rulebook on one day: units, derived values and parameters, each worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

from madang.rules.binding.rulebook import Rulebook
from madang.rules.family.service import UNKNOWN, FactValue, Family
from madang.rules.loading.service import value_on
from madang.rules.model import DatedValue, Expression, UnitDefinition, UnitRule
from madang.rules.reckoning.facts import FamilyFacts
from madang.rules.reckoning.faults import DividedByZero, MissingFigure
from madang.rules.reckoning.following import changed_facts
from madang.rules.reckoning.functions import listed, pairs_of
from madang.rules.reckoning.logic import conjunction, disjunction, negation
from madang.rules.reckoning.memory import Memory
from madang.rules.reckoning.running import Scope, UnitNamed
from madang.rules.reckoning.uncertain import FactKey, PersonRef, Uncertain, undecided


class Reckoning:
    """The :class:`~madang.rules.reckoning.interpreter.World` of one family. Not for sharing between threads."""

    def __init__(self, rulebook: Rulebook, facts: FamilyFacts) -> None:
        self.rulebook = rulebook
        self.facts = facts
        self.date = facts.family.date
        self._era = rulebook.era(self.date)
        self.applicant = PersonRef(facts.family.applicant)
        self.used: dict[str, DatedValue] = {}
        self.memory = Memory()
        self._figures: dict[str, Any] = {}
        self._from: tuple[Reckoning, Mapping[FactKey, FactValue]] | None = None
        self._assumed: list[tuple[Mapping[Hashable, Any], frozenset[FactKey], Reckoning]] = []

    def supposing(self, key: FactKey, held: FactValue) -> Reckoning:
        """The same reckoning with one more fact told; what does not rest on that fact is kept, not reckoned again."""
        return self.supposing_all({key: held})

    def supposing_all(self, told: Mapping[FactKey, FactValue]) -> Reckoning:
        """The same with several facts told."""
        other = Reckoning(self.rulebook, self.facts.supposing(told))
        other.memory = self.memory.without(*told)
        other._figures, other.used = self._figures, self.used
        other._from = self, told
        return other

    def assuming(self, values: Mapping[Hashable, Any], open_: frozenset[FactKey]) -> Reckoning:
        """The same with derived values or units settled, under their keys in memory; `open_`: what decides on them.

        Remembered; and where the reckoning that this one came from by telling more facts has assumed the same, its
        work is shared.
        """
        found = self._having_assumed(values, open_)
        if found is not None:
            return found
        if self._from is not None:
            before, told = self._from
            shared = None if open_.intersection(told) else before._having_assumed(values, open_)
            found = None if shared is None else shared.supposing_all(told)
        if found is None:
            found = self._with_assumed(values, open_)
        self._assumed.append((values, open_, found))
        return found

    def _having_assumed(self, values: Mapping[Hashable, Any], open_: frozenset[FactKey]) -> Reckoning | None:
        return next((made for held, on, made in self._assumed if on == open_ and held == values), None)

    def _with_assumed(self, values: Mapping[Hashable, Any], open_: frozenset[FactKey]) -> Reckoning:
        other = Reckoning(self.rulebook, self.facts)
        other.memory = self.memory.without(*open_)
        for key, value in values.items():
            other.memory.keep(key, value, open_)
        other._figures, other.used = self._figures, self.used
        return other

    def follow(self, family: Family) -> bool:
        """Goes over to the family as it is now, and keeps what does not rest on the facts that are others.

        False, and nothing done, where more than facts differ: then everything is to be reckoned anew. Reckonings that
        came from this one by supposing or assuming are void.
        """
        changed = changed_facts(self.rulebook.pack, self.facts.family, family)
        if changed is None:
            return False
        self.facts = self.facts.following(family, changed)
        self.memory.forget(*changed)
        self._from, self._assumed = None, []
        return True

    # the World that expressions see ---------------------------------------------------------------

    def fact(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        """A fact of a person."""
        key = (name, person.id, basis)
        kept = self.memory.recall(key)
        return kept[0] if kept is not None else self.memory.work_out(key, partial(self._read, person, name, basis))

    def _read(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        key, value = self.facts.value(person, name, basis)
        self.memory.note(key, *self.facts.also_read(person, name))
        return value

    def related(self, person: PersonRef, kind: str) -> list[PersonRef]:
        """Persons related to a person."""
        if person == self.applicant and kind in ("spouses", "legal_spouses"):
            self.memory.note(("person.marital_status", person.id))
        return self.facts.related(person, kind)

    def parameter(self, name: str) -> Any:
        """A parameter's figure on the reference date; raises MissingFigure when there is none."""
        if name not in self._figures:
            found = value_on(self.rulebook.pack.parameters[name], self.date)
            if found is None:
                raise MissingFigure(name, self.date)
            self.used[name] = found
            self._figures[name] = found.value
        return self._figures[name]

    def derived(self, name: str, person: PersonRef | None, scope: Scope) -> Any:
        """A derived value: given, or worked out once for its person or unit."""
        key = (name, None if person is None else person.id)
        kept = self.memory.recall(key)
        return kept[0] if kept is not None else self.memory.work_out(key, partial(self._derive, name, person))

    def _derive(self, name: str, person: PersonRef | None) -> Any:
        given = self._given(name, person)
        if given is not None:
            return given
        derivation = self.rulebook.derivation(name, self.date, self._era)
        if derivation is None:
            return None
        run, unit = derivation
        if person is not None:
            scope = {"date": self.date, "applicant": self.applicant, "self": person}
        else:
            scope = self.scope_of(unit or self.rulebook.pack.services[name.split(".")[0]].unit)
        try:
            return run(self, scope)
        except DividedByZero as fault:
            fault.derived = fault.derived or name
            raise

    def _given(self, name: str, person: PersonRef | None) -> Any:
        if person is None:
            return _told(self.facts.family.given.get(name))
        told = self.facts.given(person, name)
        if told is not None:
            return told.value
        return _told(self.facts.family.given.get(name)) if person == self.applicant else None

    # units and expressions ------------------------------------------------------------------------

    def scope_of(self, unit: str) -> dict[str, Any]:
        """The variables of a unit's expressions."""
        return {"date": self.date, "applicant": self.applicant, "unit": UnitNamed(unit)}

    def unit(self, name: str) -> Any:
        """The members: a list of persons, or a perhaps-list where membership is not settled."""
        return self.memory.remember(("unit", name), lambda: self._compose(self.rulebook.pack.units[name]))

    def _compose(self, unit: UnitDefinition) -> Any:
        scope = {"date": self.date, "applicant": self.applicant}
        reasons: dict[PersonRef, list[Any]] = {}
        for rule in unit.members:
            for person, presence in self._candidates(rule, scope):
                inside = conjunction((presence, self._holds(rule, scope, person)))
                reasons.setdefault(person, []).append(inside)
        members: list[tuple[Any, Any]] = []
        for person, inside in reasons.items():
            excluded = disjunction(self._holds(rule, scope, person) for rule in unit.excluded)
            belongs = conjunction((disjunction(inside), negation(excluded)))
            if belongs is True:
                members.append((person, True))
            elif isinstance(belongs, Uncertain):
                members.append((person, undecided(belongs.missing)))
        return listed(members)

    def _candidates(self, rule: UnitRule, scope: dict[str, Any]) -> list[tuple[Any, Any]]:
        found = pairs_of(self.evaluate(rule.source, scope) if rule.source else [self.applicant])
        return [] if isinstance(found, Uncertain) else found

    def _holds(self, rule: UnitRule, scope: dict[str, Any], person: PersonRef) -> Any:
        return True if rule.when is None else self.evaluate(rule.when, {**scope, "p": person})

    def evaluate(self, expression: Expression, scope: Scope) -> Any:
        """The value of a bound expression."""
        return self.rulebook.run(expression)(self, scope)


def _told(held: FactValue | None) -> Any:
    return None if held is None or held.value is UNKNOWN else held.value
