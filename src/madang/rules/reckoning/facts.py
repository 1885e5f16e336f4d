"""Facts of a family as values: known, partly known over time, or open within the vocabulary's bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from madang.rules.family.service import UNKNOWN, FactValue, Family, Residence, Series, home_of, related, told_above_zero
from madang.rules.feel.operators import apply
from madang.rules.loading.service import Pack
from madang.rules.model import FactDefinition
from madang.rules.reckoning.ranges import operate
from madang.rules.reckoning.uncertain import INFINITY, FactKey, PersonRef, Uncertain, anything
from madang.rules.regions import Regions

EARLIEST_BIRTH_YEARS = 130
UNNAMED_SPOUSE = "'s spouse"
"""Ends the id of a spouse whom the marital status tells of and the family does not name."""


class FamilyFacts:
    """The facts of one family on its reference date.

    Unknown facts come back as :class:`Uncertain`, waiting for (root fact, person or home id).
    """

    def __init__(self, pack: Pack, regions: Regions, family: Family) -> None:
        self.pack = pack
        self.regions = regions
        self.family = family
        self._classes: dict[str, Mapping[str, Any]] = {}
        self._related: dict[tuple[str, str], list[PersonRef]] = {}

    def supposing(self, told: Mapping[FactKey, FactValue]) -> FamilyFacts:
        """The facts with further ones told."""
        other = FamilyFacts(self.pack, self.regions, with_facts(self.family, told))
        if all(name != "residence.region" for name, _ in told):
            other._classes = self._classes
        other._related = self._related
        return other

    def following(self, family: Family, changed: Iterable[FactKey]) -> FamilyFacts:
        """The facts of the same people and homes as they are now; `changed`: which of them are others."""
        other = FamilyFacts(self.pack, self.regions, family)
        if all(name != "residence.region" for name, _ in changed):
            other._classes = self._classes
        other._related = self._related
        return other

    def value(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> tuple[FactKey, Any]:
        """(what would have to be told, the value) of a person's fact, or of the person's home, on a time basis."""
        definition = self.pack.facts[name]
        return (definition.root or name, self._entity(definition, person)), self._find(person, name, basis)

    def also_read(self, person: PersonRef, name: str) -> tuple[FactKey, ...]:
        """Further facts that a fact nobody has told follows from."""
        names = self.pack.facts[name].rules_out
        return tuple((other, person.id) for other in names) if names and self.given(person, name) is None else ()

    def ruled_out(self, name: str, person: str) -> bool:
        """Whether a yes or no must be no: an amount that it rules out is told to be above zero."""
        names, known = self.pack.facts[name].rules_out, self.family.persons.get(person)
        return bool(names and known and told_above_zero(known.facts, names, self.family.date))

    def _entity(self, definition: FactDefinition, person: PersonRef) -> str:
        if definition.entity == "residence":
            home = home_of(self.family, person.id, self.family.date)
            return person.id if home is None else home.id
        return person.id

    def given(self, person: PersonRef, name: str) -> FactValue | None:
        """What the family says about a name of the person (or home), or None when it says nothing."""
        held = self._facts_of(person).get(name)
        if held is None or held.value is UNKNOWN:
            return None
        return held

    def _facts_of(self, person: PersonRef) -> Mapping[str, FactValue]:
        known = self.family.persons.get(person.id)
        return {} if known is None else known.facts

    def related(self, person: PersonRef, kind: str) -> list[PersonRef]:
        """Persons related to a person on the reference date, in the order of the file.

        An applicant who is married without the family naming a spouse has one all the same, of whom nothing is known.
        """
        if person.id not in self.family.persons:
            return []
        found = self._related.get((person.id, kind))
        if found is None:
            found = [PersonRef(id) for id in related(self.family, person.id, kind, self.family.date)]
            self._related[person.id, kind] = found
        if not found and person.id == self.family.applicant and kind in ("spouses", "legal_spouses"):
            told = self.family.persons[person.id].facts.get("person.marital_status")
            if told is not None and told.value == "married":
                return [PersonRef(f"{person.id}{UNNAMED_SPOUSE}")]
        return found

    def source_of(self, name: str, entity: str) -> FactValue | None:
        """The fact with its evidence, for showing where a value comes from."""
        if entity in self.family.persons:
            return self.family.persons[entity].facts.get(name)
        for residence in self.family.residences:
            if residence.id == entity:
                return residence.facts.get(name)
        return None

    def _find(self, person: PersonRef, name: str, basis: tuple[str, int] | None) -> Any:
        definition = self.pack.facts[name]
        if definition.entity == "residence":
            return self._of_home(person, definition, basis)
        held = self._facts_of(person).get(name)
        if held is None or held.value is UNKNOWN:
            if name == "person.birth_date":
                return self._birth_date_by_age(person, definition)
            if name == "person.marital_status" and self.related(person, "legal_spouses"):
                return "married"
            if self.ruled_out(name, person.id):
                return False
            return open_value(definition, person.id)
        return over_time(held.value, definition, basis, self.family.date, person.id)

    def _of_home(self, person: PersonRef, definition: FactDefinition, basis: tuple[str, int] | None) -> Any:
        home = home_of(self.family, person.id, self.family.date)
        if home is None:
            return open_value(definition, person.id)
        if definition.name == "residence.region":
            return home.region if home.region is not None else open_value(definition, home.id)
        worked_out = self._facts_of_region(home)
        held = home.facts.get(definition.name)
        if held is not None and held.value is not UNKNOWN:
            return over_time(held.value, definition, basis, self.family.date, home.id)
        if definition.name in worked_out:
            return worked_out[definition.name]
        return open_value(definition, home.id)

    def _facts_of_region(self, home: Residence) -> Mapping[str, Any]:
        """The region.* facts of a home on the reference date; nothing while its region is not known."""
        if home.region is None:
            return {}
        if home.id not in self._classes:
            self._classes[home.id] = self.regions.facts_at(home.region, self.family.date)
        return self._classes[home.id]

    def _birth_date_by_age(self, person: PersonRef, definition: FactDefinition) -> Any:
        """The span of birth dates that an age given in whole years leaves (민법 §158)."""
        age = self._facts_of(person).get("person.age")
        today = self.family.date
        missing: frozenset[FactKey] = frozenset(((definition.name, person.id),))
        if age is None or not isinstance(age.value, Decimal):
            return Uncertain(missing, years_before(today, EARLIEST_BIRTH_YEARS), today)
        years = int(age.value)
        return Uncertain(missing, years_before(today, years + 1) + dt.timedelta(days=1), years_before(today, years))


def with_fact(family: Family, key: FactKey, held: FactValue) -> Family:
    """The family with one fact told about a person or a home."""
    return with_facts(family, {key: held})


def with_facts(family: Family, told: Mapping[FactKey, FactValue]) -> Family:
    """The family with further facts told, by (fact name, person or home id)."""
    by_entity: dict[str, dict[str, FactValue]] = {}
    for (name, entity), held in told.items():
        by_entity.setdefault(entity, {})[name] = held
    persons = {
        id: replace(person, facts={**person.facts, **by_entity[id]}) if id in by_entity else person
        for id, person in family.persons.items()
    }
    homes = tuple(_at_home(home, by_entity.get(home.id, {})) for home in family.residences)
    return replace(family, persons=persons, residences=homes)


def _at_home(home: Residence, told: Mapping[str, FactValue]) -> Residence:
    region = told.get("residence.region")
    rest = {name: held for name, held in told.items() if name != "residence.region"}
    return replace(home, region=str(region.value) if region else home.region, facts={**home.facts, **rest})


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day of an earlier year; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def open_value(definition: FactDefinition, entity: str) -> Uncertain:
    """What can be said of a fact nobody has told: the bounds and choices of its definition."""
    missing: frozenset[FactKey] = frozenset(((definition.root or definition.name, entity),))
    if definition.type == "boolean":
        return Uncertain(missing, options=frozenset((True, False)))
    if definition.choices:
        return Uncertain(missing, options=frozenset(choice.value for choice in definition.choices))
    if definition.type in ("money", "number"):
        low = -INFINITY if definition.low is None else Decimal(definition.low)
        high = INFINITY if definition.high is None else Decimal(definition.high)
        return Uncertain(missing, low, high)
    if definition.type == "date":
        return Uncertain(missing, dt.date(1900, 1, 1), dt.date(2100, 12, 31))
    if definition.type == "region":
        return Uncertain(missing)  # every home lies somewhere: unknown, and never null
    return anything(missing)


def over_time(value: Any, definition: FactDefinition, basis: tuple[str, int] | None, on: dt.date, entity: str) -> Any:
    """A fact on a time basis. A scalar flow stands for every month, or every year."""
    if not isinstance(value, Series):
        yearly = basis is not None and basis[0] == "year" and definition.time == "month"
        return apply("multiply", [value, Decimal(12)]) if yearly and isinstance(value, Decimal) else value
    if basis is None:
        return _latest(value, definition, on, entity)
    if basis[0] == "average":
        months = [_month_before(on, back) for back in range(1, basis[1] + 1)]
        return operate_known("divide", _total(value, months, definition, entity), Decimal(basis[1]))
    year = on.year + basis[1]
    if definition.time == "year":
        return _period(value.by_year.get(year, UNKNOWN), definition, entity)
    return _total(value, [(year, month) for month in range(1, 13)], definition, entity)


def operate_known(op: str, left: Any, right: Any) -> Any:
    """An operator, whichever way its operands are known."""
    if isinstance(left, Uncertain) or isinstance(right, Uncertain):
        return operate(op, (left, right))
    return apply(op, [left, right])


def _total(series: Series, months: list[tuple[int, int]], definition: FactDefinition, entity: str) -> Any:
    total: Any = Decimal(0)
    for month in months:
        total = operate_known("add", total, _period(series.by_month.get(month, UNKNOWN), definition, entity))
    return total


def _month_before(day: dt.date, back: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 - back
    return index // 12, index % 12 + 1


def _latest(series: Series, definition: FactDefinition, on: dt.date, entity: str) -> Any:
    """The figure of the latest period that has begun by the day."""
    months = [month for month in series.by_month if month <= (on.year, on.month)]
    if months:
        return _period(series.by_month[max(months)], definition, entity)
    years = [year for year in series.by_year if year <= on.year]
    return _period(series.by_year[max(years)] if years else UNKNOWN, definition, entity)


def _period(value: Any, definition: FactDefinition, entity: str) -> Any:
    return open_value(definition, entity) if value is UNKNOWN else value
