"""For which years a service is exact, partial or blocked, and why.

exact: every figure it rests on in that year is from an official text, and so is what its law makes of regions.
partial: it runs, but a figure is from a secondary source or to be checked, or the definition says what is missing.
blocked: the year lies outside the promised ones, the service is not in force, or a figure has no value of which the
definition does not itself say (`partial:`) for whom it is lacking.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.figures import Figure, days_without, figures_of, read_in_span
from madang.rules.book.words import two_languages
from madang.rules.model import Label, ParameterDefinition, ServiceDefinition
from madang.rules.regions import RegionClass
from madang.rules.regions.records import ClassValue

STATES = ("exact", "partial", "blocked")
YEARS = tuple(range(2023, 2028))


@dataclass(frozen=True, slots=True)
class RegionSource:
    """What a law makes of some regions, by a source that is not official. label: of the fact it gives."""

    label: Label
    value: ClassValue


@dataclass(frozen=True, slots=True)
class YearStanding:
    """One year of a service. why: whole sentences; unsure: the figures not official; lacking: those without a value."""

    year: int
    state: str
    why: tuple[Label, ...] = ()
    unsure: tuple[Figure, ...] = ()
    regions: tuple[RegionSource, ...] = ()
    lacking: tuple[ParameterDefinition, ...] = ()

    @property
    def counts(self) -> tuple[int, int]:
        """How many of the unsure sources (figures and regions) are secondary, and how many are to be checked."""
        found = Counter([*(one.value.certainty for one in self.unsure), *(one.value.certainty for one in self.regions)])
        return found["secondary"], found["to_be_checked"]


def years_of(rulebook: Rulebook, service: ServiceDefinition, years: Iterable[int] = YEARS) -> tuple[YearStanding, ...]:
    """Each year with its reasons. The same for the page, the command and the documents."""
    return tuple(year_of(rulebook, service, year) for year in years)


def all_years(rulebook: Rulebook, years: Iterable[int] = YEARS) -> dict[str, tuple[YearStanding, ...]]:
    """Service id → its years, in the order of the pack."""
    wanted = tuple(years)
    return {service.id: years_of(rulebook, service, wanted) for service in rulebook.pack.services.values()}


def counts_of(standings: Iterable[tuple[YearStanding, ...]]) -> dict[int, dict[str, int]]:
    """Year → how many services are exact, partial and blocked."""
    found: dict[int, dict[str, int]] = {}
    for years in standings:
        for standing in years:
            found.setdefault(standing.year, dict.fromkeys(STATES, 0))[standing.state] += 1
    return found


def year_of(rulebook: Rulebook, service: ServiceDefinition, year: int) -> YearStanding:
    """One year of a service."""
    first = max(dt.date(year, 1, 1), service.start or dt.date.min)
    last = min(dt.date(year, 12, 31), service.end or dt.date.max)
    outside = _outside(rulebook, service, year)
    if first > last:
        return YearStanding(year, "blocked", (outside or _not_in_force(service, year),))
    lacking = _lacking(rulebook, service, first, last)
    said = service.partial.get(str(year))
    if outside is not None or (lacking and not said):
        return YearStanding(year, "blocked", (*filter(None, (outside,)), *_missing(lacking)), lacking=lacking)
    unsure = tuple(one for one in figures_of(rulebook, service, first, last) if one.value.certainty != "official")
    regions = _regions(rulebook, service, first, last)
    why = (*((two_languages(said),) if said else ()), *_missing(lacking), *_unsure(unsure, regions))
    return YearStanding(year, "partial" if why else "exact", why, unsure, regions, lacking)


def _outside(rulebook: Rulebook, service: ServiceDefinition, year: int) -> Label | None:
    promised = service.years or rulebook.pack.years
    if promised is None or promised[0] <= year <= promised[1]:
        return None
    first, last = promised
    return Label(f"{first}년부터 {last}년까지의 법만 담고 있습니다.", f"Only the law of {first} to {last} is held.")


def _not_in_force(service: ServiceDefinition, year: int) -> Label:
    if service.start is not None and service.start.year > year:
        day = service.start.isoformat()
        return Label(f"{day}에 시작합니다.", f"It begins on {day}.")
    day = (service.end or dt.date.max).isoformat()
    return Label(f"{day}에 끝났습니다.", f"It ended on {day}.")


def _lacking(
    rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date
) -> tuple[ParameterDefinition, ...]:
    spans = read_in_span(rulebook, service, first, last)
    parameters = rulebook.pack.parameters
    return tuple(parameters[name] for name, span in spans.items() if days_without(parameters[name], *span))


def _missing(lacking: tuple[ParameterDefinition, ...]) -> list[Label]:
    count = len(lacking)
    said = Label(f"그 해의 값이 없는 기준값이 {count}개입니다.", f"Figures without a value in that year: {count}.")
    return [said] if lacking else []


def _unsure(unsure: tuple[Figure, ...], regions: tuple[RegionSource, ...]) -> list[Label]:
    secondary, open_ = YearStanding(0, "", unsure=unsure, regions=regions).counts
    found = []
    if secondary:
        found.append(Label(f"2차 자료에서 온 값이 {secondary}개입니다.", f"From a secondary source: {secondary}."))
    if open_:
        found.append(Label(f"확인이 필요한 값이 {open_}개입니다.", f"Still to be checked: {open_}."))
    return found


def _regions(rulebook: Rulebook, service: ServiceDefinition, first: dt.date, last: dt.date) -> tuple[RegionSource, ...]:
    """What is made of regions, by classes that the service reads, where the source is not official."""
    facts = rulebook.reach_of_service(service).facts
    return tuple(
        RegionSource(rulebook.pack.facts[f"region.{name}"].label, value)
        for name, group in rulebook.regions.classes.items()
        if f"region.{name}" in facts
        for value in _valid(group, first, last)
        if value.certainty != "official"
    )


def _valid(group: RegionClass, first: dt.date, last: dt.date) -> list[ClassValue]:
    return [
        value for value in group.values if (value.start or dt.date.min) <= last and first <= (value.end or dt.date.max)
    ]
