"""A rulebook: a pack whose expressions are all bound, with what reads what."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from madang.rules import ir
from madang.rules.binding.names import Vocabulary
from madang.rules.loading.service import Pack
from madang.rules.model import Clause, Component, DatedValue, DerivedDefinition, Expression, ServiceDefinition
from madang.rules.reckoning.interpreter import compiled
from madang.rules.reckoning.running import Run
from madang.rules.regional.records import LeftOut, RegionalPack
from madang.rules.regions import Regions


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound expression, its type, and the names it reads directly, in reading order."""

    node: ir.Node
    type: str
    facts: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """All that something reads, through every derived value and unit."""

    facts: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()

    def __or__(self, other: Reach) -> Reach:
        return Reach(
            self.facts | other.facts,
            self.derived | other.derived,
            self.parameters | other.parameters,
            self.units | other.units,
            self.relations | other.relations,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """A pack and its bound expressions. `derived` holds shared and service-local values by full name.

    regional: the packs of provinces and cities that `pack` holds too; left_out: those that are not in it, and why.
    """

    pack: Pack
    vocabulary: Vocabulary
    bound: Mapping[Expression, Bound]
    derived: Mapping[str, tuple[DerivedDefinition, ...]]
    regions: Regions
    regional: tuple[RegionalPack, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    closures: dict[tuple[str, int], str] = field(default_factory=dict)
    plans: dict[Expression, Any] = field(default_factory=dict)
    turns: dict[str, Any] = field(default_factory=dict)
    _reach: dict[str, Reach] = field(default_factory=dict)
    _hinges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _runs: dict[Expression, Run] = field(default_factory=dict)
    _shared_runs: dict[int, Run] = field(default_factory=dict)
    _derivations: dict[tuple[str, int], tuple[Run, str | None] | None] = field(default_factory=dict)
    _turns: list[dt.date] = field(default_factory=list)
    _of_area: dict[str, dict[int, ServiceDefinition]] = field(default_factory=dict)

    def services_in(self, area: Iterable[str]) -> list[ServiceDefinition]:
        """The services for everybody, and those for residents of the regions with these codes, in the order of the
        pack. Services of other places cost nothing."""
        placed = self._placed()
        here: dict[int, ServiceDefinition] = {}
        for code in area:
            here.update(placed.get(code, {}))
        if not here:
            return list(placed[""].values())
        return [service for _, service in sorted({**placed[""], **here}.items(), key=_number)]

    @property
    def has_places(self) -> bool:
        """Whether any service is for the residents of one place."""
        return len(self._placed()) > 1

    def _placed(self) -> dict[str, dict[int, ServiceDefinition]]:
        """By code, "" for everybody: the services with their number in the pack."""
        if not self._of_area:
            found: dict[str, dict[int, ServiceDefinition]] = {"": {}}
            for number, service in enumerate(self.pack.services.values()):
                for code in service.area or ("",):
                    found.setdefault(code, {})[number] = service
            # Put in place as a whole: two threads that come here at once write the same.
            self._of_area.update(found)
        return self._of_area

    def run(self, expression: Expression) -> Run:
        """The function that works an expression out, compiled when it is first needed."""
        found = self._runs.get(expression)
        if found is None:
            bound = self.bound[expression]
            shared = self._shared_runs.get(id(bound))  # expressions that read alike share what is bound
            if shared is None:
                shared = self._shared_runs[id(bound)] = compiled(bound.node)
            found = self._runs[expression] = shared
        return found

    def era(self, date: dt.date) -> int:
        """The number of the stretch of days the day lies in: within one, the rulebook says the same on all days."""
        return bisect_right(self.turning_days(), date)

    def turning_days(self) -> list[dt.date]:
        """The days on which a definition or a figure begins, or has ended the day before; ascending."""
        if not self._turns:
            dated: list[DerivedDefinition | Clause | Component | DatedValue] = []
            for service in self.pack.services.values():
                dated += (*service.clauses, *service.components)
            for definitions in self.derived.values():
                dated += definitions
            for parameter in self.pack.parameters.values():
                dated += parameter.values
            starts = {one.start for one in dated if one.start}
            # Put in place as a whole: two threads that come here at once write the same.
            self._turns[:] = sorted(starts | {one.end + dt.timedelta(days=1) for one in dated if one.end})
        return self._turns

    def derived_on(self, name: str, date: dt.date) -> DerivedDefinition | None:
        """The definition of a derived value in force on a day."""
        for definition in self.derived[name]:
            if in_force(definition, date):
                return definition
        return None

    def derivation(self, name: str, date: dt.date, era: int) -> tuple[Run, str | None] | None:
        """(what works a derived value out, the unit it names) on a day of an era; None where nothing is in force."""
        key = name, era
        if key not in self._derivations:
            definition = self.derived_on(name, date)
            self._derivations[key] = None if definition is None else (self.run(definition.value), definition.unit)
        return self._derivations[key]

    def rooted_in(self, fact: str) -> frozenset[str]:
        """The facts that are worked out, outside the rules, from this one (region.rent_grade from residence.region)."""
        return frozenset(name for name, definition in self.pack.facts.items() if definition.root == fact)

    def reach_of(self, expressions: Iterable[Expression], unit: str | None = None) -> Reach:
        """Everything the expressions (and a unit) rest on."""
        found = self.reach_of_unit(unit) if unit else Reach()
        for expression in expressions:
            found |= self._follow(self.bound[expression])
        return found

    def reach_of_derived(self, name: str) -> Reach:
        """Everything a derived value rests on, itself included; circles are refused before."""
        known = self._reach.get(name)
        if known is not None:
            return known
        found = Reach(derived=frozenset((name,)))
        for definition in self.derived[name]:
            found |= self._follow(self.bound[definition.value])
            if definition.unit:
                found |= self.reach_of_unit(definition.unit)
        self._reach[name] = found
        return found

    def reach_of_unit(self, unit: str) -> Reach:
        """Everything that decides who is in a unit."""
        key = f"unit:{unit}"
        known = self._reach.get(key)
        if known is None:
            known = Reach(units=frozenset((unit,)))
            for rule in (*self.pack.units[unit].members, *self.pack.units[unit].excluded):
                for expression in (rule.source, rule.when):
                    if expression is not None:
                        known |= self._follow(self.bound[expression])
            self._reach[key] = known
        return known

    def reach_of_service(self, service: ServiceDefinition) -> Reach:
        """Everything an answer of the service can rest on."""
        key = f"service:{service.id}"
        if key not in self._reach:
            self._reach[key] = self.reach_of(expressions_of(service), service.unit)
        return self._reach[key]

    def hinges_of(self, service: ServiceDefinition) -> tuple[str, ...]:
        """Yes-or-no values of a person, worked out, that several others of the service turn on."""
        key = f"service:{service.id}"
        if key not in self._hinges:
            readers = Counter[str]()
            for name in self.reach_of_service(service).derived:
                readers.update(
                    {read for definition in self.derived[name] for read in self.bound[definition.value].derived}
                )
            self._hinges[key] = tuple(
                name
                for name, count in sorted(readers.items())
                if count > 1 and all(one.entity == "person" and one.type == "boolean" for one in self.derived[name])
            )
        return self._hinges[key]

    def _follow(self, bound: Bound) -> Reach:
        found = Reach(
            frozenset(bound.facts), frozenset(), frozenset(bound.parameters), frozenset(), frozenset(bound.relations)
        )
        for name in bound.derived:
            found |= self.reach_of_derived(name)
        return found


def _number(pair: tuple[int, ServiceDefinition]) -> int:
    return pair[0]


def in_force(item: DerivedDefinition | Clause | Component | ServiceDefinition, date: dt.date) -> bool:
    """Whether a dated item holds on a day."""
    return (item.start is None or item.start <= date) and (item.end is None or date <= item.end)


def expressions_of(service: ServiceDefinition) -> list[Expression]:
    """Every expression of a service except its local derived values, in the order of the file."""
    found: list[Expression | None] = [clause.when for clause in service.clauses]
    found.append(service.amount)
    for component in service.components:
        found.extend((component.each, component.when, component.value))
    found.append(service.recipients)
    found.extend(note.when for note in service.notes)
    return [expression for expression in found if expression is not None]


def split_each(expression: Expression) -> tuple[str, str]:
    """`c in unit` -> ("c", "unit"); a list alone goes by the name `item`."""
    name, found, source = expression.text.partition(" in ")
    if found and name.strip().isidentifier():
        return name.strip(), source.strip()
    return "item", expression.text


def bound_expression(node: ir.Node, type_: str) -> Bound:
    """Collects what a bound node reads directly."""
    facts: dict[str, None] = {}
    derived: dict[str, None] = {}
    parameters: dict[str, None] = {}
    relations: dict[str, None] = {}
    for part in walk(node):
        if isinstance(part, ir.Fact):
            facts[part.name] = None
        elif isinstance(part, ir.Derived):
            derived[part.name] = None
        elif isinstance(part, ir.Parameter):
            parameters[part.name] = None
        elif isinstance(part, ir.Related):
            relations[part.kind] = None
    return Bound(node, type_, tuple(facts), tuple(derived), tuple(parameters), tuple(relations))


def walk(node: Any) -> Iterable[ir.Node]:
    """Every node of an expression, outermost first, left to right."""
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ir.Node):
            yield part
            stack.extend(getattr(part, name) for name in reversed(list(part.__dataclass_fields__)) if name != "at")
        elif isinstance(part, tuple):
            stack.extend(reversed(part))
