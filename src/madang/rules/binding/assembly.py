"""From a pack to a rulebook: parses and binds every expression, then checks the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from madang.rules.binding.amounts import check_amounts
from madang.rules.binding.bounds import check_bounds
from madang.rules.binding.checks import check_cycles, check_exclusions, check_years
from madang.rules.binding.expressions import bind_expression
from madang.rules.binding.names import Setting, Vocabulary
from madang.rules.binding.reachability import check_reachability
from madang.rules.binding.rulebook import Bound, Rulebook, bound_expression, split_each
from madang.rules.binding.types import FACT_TYPES, fits, item_type
from madang.rules.feel.errors import FeelSyntaxError
from madang.rules.feel.parsing import parse
from madang.rules.loading.service import Pack
from madang.rules.model import DerivedDefinition, Expression, Label, Place, ServiceDefinition, UnitDefinition
from madang.rules.problems import Problem, Problems, ProblemsFound
from madang.rules.regions import Regions

UNIT_VARIABLES = {"date": "date", "applicant": "person", "unit": "list<person>"}
PERSON_VARIABLES = {"date": "date", "applicant": "person", "self": "person"}


def bind_pack(pack: Pack, regions: Regions) -> Rulebook:
    """The rulebook of a pack. Raises ProblemsFound with every fault, by file and line."""
    try:
        return _checked(_Assembly(pack, regions))
    except RecursionError:  # hundreds of values of which each rests on the one before it
        ko, en = "너무 깊이 겹쳐 있습니다.", "it is nested too deeply"
        raise ProblemsFound([Problem("too_deep", Label(ko, en), Place("pack.yaml", 1))]) from None


def _checked(assembly: _Assembly) -> Rulebook:
    rulebook = assembly.rulebook()
    check_cycles(rulebook, assembly.problems)
    check_exclusions(rulebook, assembly.problems)
    assembly.problems.check()
    check_bounds(rulebook, assembly.problems)
    assembly.problems.check()
    check_years(rulebook, assembly.problems)
    check_reachability(rulebook, assembly.problems)
    check_amounts(rulebook, assembly.problems)
    assembly.problems.check()
    return rulebook


def bind_kept(pack: Pack, regions: Regions) -> Rulebook:
    """The rulebook of a part of a pack that was checked as a whole when it was kept. Raises ProblemsFound."""
    assembly = _Assembly(pack, regions)
    rulebook = assembly.rulebook()
    assembly.problems.check()
    return rulebook


def bind_beside(base: Rulebook, whole: Pack, added: Pack, problems: Problems) -> Rulebook:
    """The rulebook of `whole`, which is what `base` was bound from and what `added` adds: only that is bound.

    What is wrong goes to `problems`; the checks over the whole are the caller's.
    """
    assembly = _Assembly(whole, base.regions, problems)
    assembly.bound.update(base.bound)
    for name in (*added.derived, *(f"{id}.{one.name}" for id in added.services for one in added.services[id].derived)):
        for definition in assembly.derived[name]:
            assembly.bind_derived(definition)
    for unit in added.units.values():
        assembly.bind_unit(unit)
    for service in added.services.values():
        assembly.bind_service(service)
    return Rulebook(whole, assembly.vocabulary, assembly.bound, assembly.derived, base.regions)


class _Assembly:
    def __init__(self, pack: Pack, regions: Regions, problems: Problems | None = None) -> None:
        self.pack = pack
        self.regions = regions
        self.problems = problems or Problems()
        self.derived = self._all_derived()
        self.vocabulary = Vocabulary(pack.facts, self.derived, pack.parameters)
        self.bound: dict[Expression, Bound] = {}
        self.alike: dict[Any, Bound] = {}
        self.owners = {name.split(".")[0] for name in (*self.derived, *pack.facts)}
        self.under_way: set[str] = set()

    def _all_derived(self) -> dict[str, tuple[DerivedDefinition, ...]]:
        found = dict(self.pack.derived)
        for service in self.pack.services.values():
            for definition in service.derived:
                name = f"{service.id}.{definition.name}"
                if definition.name in self.pack.derived or name in self.pack.derived:
                    self.problems.add(
                        "duplicate_name",
                        definition.place,
                        f"'{definition.name}'은 이미 공용 계산값입니다",
                        f"'{definition.name}' is already a shared derived value",
                    )
                found[name] = (*found.get(name, ()), replace(definition, name=name))
        return found

    def rulebook(self) -> Rulebook:
        """Binds everything there is."""
        for definitions in self.derived.values():
            for definition in definitions:
                self.bind_derived(definition)
        for unit in self.pack.units.values():
            self.bind_unit(unit)
        for service in self.pack.services.values():
            self.bind_service(service)
        return Rulebook(self.pack, self.vocabulary, self.bound, self.derived, self.regions)

    def bind_derived(self, definition: DerivedDefinition) -> str:
        """Binds a derived value, once; its type."""
        if definition.value in self.bound:
            return self.bound[definition.value].type
        wanted = FACT_TYPES.get(definition.type or "", definition.type) or "Any"
        if definition.name in self.under_way:
            return wanted
        self.under_way.add(definition.name)
        found = self._bind(definition.value, self._setting(definition), wanted)
        self.under_way.discard(definition.name)
        return wanted if wanted != "Any" else found

    def _setting(self, definition: DerivedDefinition) -> Setting:
        owner = definition.name.split(".")[0]
        service = owner if owner in self.pack.services and definition.name not in self.pack.derived else None
        if definition.entity == "person":
            return Setting(self.vocabulary, PERSON_VARIABLES, "self", service)
        if definition.unit is not None and definition.unit not in self.pack.units:
            self.problems.add(
                "unknown_unit",
                definition.place,
                f"'{definition.unit}'이라는 가구 단위가 없습니다",
                f"there is no unit '{definition.unit}'",
            )
        return Setting(self.vocabulary, UNIT_VARIABLES, "applicant", service)

    def type_of_derived(self, name: str) -> str:
        """The declared type of a derived value, or the one its expression has."""
        return self.bind_derived(self.derived[name][0])

    def bind_unit(self, unit: UnitDefinition) -> None:
        """Binds the lines of a unit."""
        setting = Setting(self.vocabulary, {"date": "date", "applicant": "person"}, "applicant")
        for rule in (*unit.members, *unit.excluded):
            if rule.source is not None:
                self._bind(rule.source, setting, "list<person>")
            if rule.when is not None:
                self._bind(rule.when, setting.within(p="person"), "boolean")

    def bind_service(self, service: ServiceDefinition) -> None:
        """Binds a service but for its own derived values."""
        if service.unit not in self.pack.units:
            self.problems.add(
                "unknown_unit",
                service.place,
                f"'{service.unit}'이라는 가구 단위가 없습니다",
                f"there is no unit '{service.unit}'",
            )
        # Only a service with names of its own reads a text otherwise than all others do.
        owner = service.id if service.id in self.owners else None
        setting = Setting(self.vocabulary, UNIT_VARIABLES, "applicant", owner)
        for expression, wanted in _plain_expressions(service):
            self._bind(expression, setting, wanted)
        for component in service.components:
            inner = setting
            if component.each is not None:
                name, source = split_each(component.each)
                inner = setting.within(**{name: item_type(self._bind(component.each, setting, "list<Any>", source))})
            if component.when is not None:
                self._bind(component.when, inner, "boolean")
            self._bind(component.value, inner, "number")

    def _bind(self, expression: Expression, setting: Setting, wanted: str, text: str | None = None) -> str:
        """Binds one expression; its type, or Any after a problem. What reads alike is bound once and shared."""
        key = (text or expression.text, setting.bare, setting.service, *sorted(setting.variables.items()))
        shared = self.alike.get(key)
        if shared is None or not fits(shared.type, wanted):
            before = len(self.problems.found)
            type_ = self._bind_anew(expression, setting, wanted, text)
            if len(self.problems.found) == before:
                self.alike[key] = self.bound[expression]
            return type_
        self.bound[expression] = shared
        return shared.type

    def _bind_anew(self, expression: Expression, setting: Setting, wanted: str, text: str | None) -> str:
        """Parses and binds one expression."""
        before = len(self.problems.found)
        try:
            parsed = parse(text if text is not None else expression.text, frozenset(setting.variables))
        except FeelSyntaxError as error:
            self.problems.add(
                "feel_syntax", _at(expression.place, (error.line, error.column)), error.message_ko, error.message_en
            )
            return wanted

        def report(code: str, message: Label, at: tuple[int, int]) -> None:
            self.problems.add(code, _at(expression.place, at), message.ko, message.en)

        node, type_ = bind_expression(parsed, setting, report, self.type_of_derived)
        if len(self.problems.found) == before and not fits(type_, wanted):
            report(
                "type_mismatch",
                Label(f"{wanted}이어야 하는데 {type_}입니다", f"this must be {wanted}, and is {type_}"),
                (1, 1),
            )
        self.bound[expression] = bound_expression(node, type_)
        return type_


def _plain_expressions(service: ServiceDefinition) -> Iterator[tuple[Expression, str]]:
    for clause in service.clauses:
        yield clause.when, "boolean"
    if service.amount is not None:
        yield service.amount, "number"
    if service.recipients is not None:
        yield service.recipients, "list<person>"
    for note in service.notes:
        if note.when is not None:
            yield note.when, "boolean"


def _at(place: Place, at: tuple[int, int]) -> Place:
    return Place(place.file, place.line + at[0] - 1, place.column + at[1] - 1 if at[0] == 1 else at[1])
