"""Checks over a whole rulebook: nothing goes round in a circle, and every figure is there on every day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import value_on
from madang.rules.model import FactDefinition, ParameterDefinition, ServiceDefinition
from madang.rules.problems import Problems

ONE_DAY = dt.timedelta(days=1)


def check_cycles(rulebook: Rulebook, problems: Problems, among: Iterable[str] | None = None) -> None:
    """Reports every derived value (of those named) that rests on itself, naming the way round."""
    done: set[str] = set()
    for start in rulebook.derived if among is None else among:
        if start not in done:
            _visit(rulebook, start, [], done, problems)


def _visit(rulebook: Rulebook, name: str, path: list[str], done: set[str], problems: Problems) -> None:
    if name in path:
        circle = [*path[path.index(name) :], name]
        place = rulebook.derived[name][0].place
        way = " → ".join(circle)
        problems.add(
            "cycle", place, f"계산값이 자기 자신에 기대고 있습니다: {way}", f"a derived value rests on itself: {way}"
        )
        return
    if name in done:
        return
    for definition in rulebook.derived[name]:
        bound = rulebook.bound.get(definition.value)
        names = list(bound.derived) if bound else []
        if definition.unit in rulebook.pack.units:
            unit = rulebook.pack.units[definition.unit or ""]
            for rule in (*unit.members, *unit.excluded):
                for expression in (rule.source, rule.when):
                    found = rulebook.bound.get(expression) if expression else None
                    names.extend(found.derived if found else ())
        for other in names:
            _visit(rulebook, other, [*path, name], done, problems)
    done.add(name)


def check_exclusions(rulebook: Rulebook, problems: Problems, among: Iterable[FactDefinition] | None = None) -> None:
    """Reports a `rules_out` that is not of a yes or no about a person, or names something else than their amounts."""
    facts = rulebook.pack.facts
    for fact in facts.values() if among is None else among:
        others = [(name, facts.get(name)) for name in fact.rules_out]
        wrong = [name for name, other in others if other is None or (other.type, other.entity) != ("money", "person")]
        if wrong or (others and (fact.type, fact.entity) != ("boolean", "person")):
            named = ", ".join(wrong) or fact.name
            problems.add(
                "bad_exclusion",
                fact.place,
                f"'{fact.name}'의 rules_out: 사람의 예·아니요 사실이 사람의 금액만 없앨 수 있습니다 ({named})",
                f"rules_out of '{fact.name}': a yes or no about a person rules out amounts of persons ({named})",
            )


def check_years(rulebook: Rulebook, problems: Problems, among: Iterable[ServiceDefinition] | None = None) -> None:
    """Reports a parameter that has no figure on some day on which a service in force (of those named) reads it.

    Of the pack's years those that a service names, if it names any; who asks about services of a pack that is laid
    over it holds them to theirs.
    """
    told: set[str] = set()
    for service in rulebook.pack.services.values() if among is None else among:
        years = _promised(service, rulebook.pack.years) if among is None else service.years or rulebook.pack.years
        for first, last in spans(service, years) if years is not None else ():
            for name, start in sorted(figures_missing(rulebook, service, first, last)):
                if name not in told:
                    told.add(name)
                    definition = rulebook.pack.parameters[name]
                    problems.add(
                        "missing_year",
                        definition.place,
                        f"{service.id}이(가) 읽는 '{name}'의 값이 {start.isoformat()}에 없습니다",
                        f"'{name}', which {service.id} reads, has no value on {start.isoformat()}",
                    )


def _promised(service: ServiceDefinition, years: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years of the pack that the service holds too; what it holds beyond them is its own promise."""
    if years is None or service.years is None:
        return years
    return max(years[0], service.years[0]), min(years[1], service.years[1])


def spans(service: ServiceDefinition, years: tuple[int, int]) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last day of each year in which the service is in force and its figures are promised in full."""
    for year in range(years[0], years[1] + 1):
        if str(year) in service.partial:
            continue
        first = max(dt.date(year, 1, 1), service.start or dt.date.min)
        last = min(dt.date(year, 12, 31), service.end or dt.date.max)
        if first <= last:
            yield first, last


def figures_missing(
    rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date
) -> set[tuple[str, dt.date]]:
    """(parameter, first day without a value) for the parameters the service reads in the span."""
    missing: set[tuple[str, dt.date]] = set()
    for name, start, end in parameters_read(rulebook, service, first, last):
        gap = first_gap(rulebook.pack.parameters[name], start, end)
        if gap is not None:
            missing.add((name, gap))
    return missing


def first_gap(definition: ParameterDefinition, first: dt.date, last: dt.date) -> dt.date | None:
    """The first day of the span on which a figure has no value; None where it has one on all of them."""
    edges = {first, last}
    for value in definition.values:
        edges.add(value.start)
        if value.end is not None and value.end < last:
            edges.add(value.end + ONE_DAY)
    for day in sorted(edge for edge in edges if first <= edge <= last):
        if value_on(definition, day) is None:
            return day
    return None


def parameters_read(
    rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date
) -> Iterator[tuple[str, dt.date, dt.date]]:
    """(parameter, first, last day) for whatever clauses, components and derived values in force in the span read."""
    seen: set[tuple[str, dt.date, dt.date]] = set()
    dated = [(clause.when, clause.start, clause.end) for clause in service.clauses]
    for component in service.components:
        dated += [
            (expression, component.start, component.end)
            for expression in (component.each, component.when, component.value)
            if expression
        ]
    dated += [(expression, None, None) for expression in (service.amount, service.recipients) if expression]
    for expression, start, end in dated:
        since, until = max(first, start or first), min(last, end or last)
        if since <= until:
            bound = rulebook.bound[expression]
            for name in bound.parameters:
                yield name, since, until
            for name in bound.derived:
                yield from _of_derived(rulebook, name, since, until, seen)


def _of_derived(
    rulebook: Rulebook, name: str, first: dt.date, last: dt.date, seen: set[tuple[str, dt.date, dt.date]]
) -> Iterator[tuple[str, dt.date, dt.date]]:
    if (name, first, last) in seen:
        return
    seen.add((name, first, last))
    for definition in rulebook.derived[name]:
        since, until = max(first, definition.start or first), min(last, definition.end or last)
        if since <= until:
            bound = rulebook.bound[definition.value]
            for parameter in bound.parameters:
                yield parameter, since, until
            for other in bound.derived:
                yield from _of_derived(rulebook, other, since, until, seen)
