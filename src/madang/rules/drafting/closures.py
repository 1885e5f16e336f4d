"""Which services' answers rest on a change: the closures of each year, before and after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.rules.answers.closure import closure_on
from madang.rules.binding.rulebook import Rulebook
from madang.rules.canonical import digest
from madang.rules.loading.service import value_on
from madang.rules.model import Label, ServiceDefinition


@dataclass(frozen=True, slots=True)
class YearOfService:
    """One service in one year. before, after: the digest of its closures over the year's days, "" where no figures are
    promised for the year, or the service is not there. since: the first day of the year on which they differ."""

    service: str
    label: Label
    year: int
    before: str
    after: str
    since: dt.date | None

    @property
    def differs(self) -> bool:
        """Whether an answer of the year can be another one."""
        return self.before != self.after


def years_of_services(before: Rulebook, after: Rulebook) -> list[YearOfService]:
    """Every service of either rulebook in every year that either promises, in the order of the packs."""
    services = {**before.pack.services, **after.pack.services}
    found: list[YearOfService] = []
    for service in services.values():
        spans = [span for book in (before, after) if (span := promised(book, service.id)) is not None]
        years = range(min(first for first, _ in spans), max(last for _, last in spans) + 1) if spans else ()
        found += [_year(before, after, service, year) for year in years]
    return found


def promised(rulebook: Rulebook, service: str) -> tuple[int, int] | None:
    """The first and last year for which every figure of a service is promised; None where it is not there."""
    definition = rulebook.pack.services.get(service)
    return None if definition is None else definition.years or rulebook.pack.years


def _year(before: Rulebook, after: Rulebook, service: ServiceDefinition, year: int) -> YearOfService:
    days = sorted({dt.date(year, 1, 1), *(day for book in (before, after) for day in book.turning_days()
                                          if day.year == year)})  # fmt: skip
    was, will = (_closures(book, service.id, days, year) for book in (before, after))
    since = next((day for day, one, other in zip(days, was, will, strict=True) if one != other), None)
    return YearOfService(service.id, service.label, year, _digest(was), _digest(will), since)


def _closures(rulebook: Rulebook, service: str, days: list[dt.date], year: int) -> list[str]:
    """ "" on days for which nothing is promised."""
    span = promised(rulebook, service)
    if span is None or not span[0] <= year <= span[1]:
        return [""] * len(days)
    return [closure_on(rulebook, rulebook.pack.services[service], day) for day in days]


def _digest(closures: list[str]) -> str:
    said = list(dict.fromkeys(closures))
    return said[0] if len(said) == 1 else digest(said)


def figures_between(before: Rulebook, after: Rulebook, date: dt.date) -> list[tuple[Label, str, object, object]]:
    """(label, name, value before, value after) of every figure that is another one on the day; None: no value."""
    found = []
    for name, parameter in {**before.pack.parameters, **after.pack.parameters}.items():
        values = [
            None if name not in book.pack.parameters or (held := value_on(book.pack.parameters[name], date)) is None
            else held.value
            for book in (before, after)
        ]  # fmt: skip
        if values[0] != values[1]:
            found.append((parameter.label, name, values[0], values[1]))
    return found
