"""What a run found: the counts that one machine would have found, and where they come from."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from madang.insight.cluster import measures as of
from madang.insight.cluster.about import About
from madang.insight.cluster.measures import DUE, REFUSED, Measure
from madang.rules.columns.service import FailingDefinition, ServiceTally, Tally, refusals
from madang.rules.service import Label, Rulebook


class Counted(NamedTuple):
    """One service in one place: residents to whom it is due, units, won (bitmaps: residents alone)."""

    eligible: int
    units: int
    amount: int


Places = Mapping[tuple[str, str], Counted]
"""(service, name of the place) → what is due there; places with nobody are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class FamiliesCounted:
    """The column engine over everybody: the tally of `madang nation`, and the same by region and by province."""

    tally: Tally
    regions: Places
    spent: Mapping[str, float]
    peak_mb: int

    @property
    def provinces(self) -> Places:
        """By the first word of the region's name."""
        found: dict[tuple[str, str], Counted] = {}
        for (service, region), one in self.regions.items():
            key = service, region.split()[0]
            held = found.get(key, Counted(0, 0, 0))
            found[key] = Counted(*(a + b for a, b in zip(held, one, strict=True)))
        return found

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: what `madang nation --json` prints, and the places."""
        return {**self.tally.as_dict(), **_figures(self.spent, self.peak_mb), "provinces": _listed(self.provinces)}


@dataclass(frozen=True, slots=True, eq=False)
class CodesCounted:
    """The bitmaps over everybody: eligible residents by service and by province; refused: why a service has none."""

    date: dt.date
    persons: int
    counts: Mapping[str, int]
    provinces: Places
    refused: Mapping[str, str]
    spent: Mapping[str, float]
    peak_mb: int

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "date": self.date.isoformat(), "persons": self.persons, "counts": dict(self.counts),
            "refused": dict(self.refused), **_figures(self.spent, self.peak_mb), "provinces": _listed(self.provinces),
        }  # fmt: skip


def families_counted(
    rulebook: Rulebook, about: About, services: Iterable[str], found: Sequence[Measure]
) -> FamiliesCounted:
    """Puts sums together. services: those asked for; where the engine cannot run one, it is named with the reason."""
    tally = Tally(rulebook, about.date, ())
    reasons = refusals(rulebook, about.date)
    for id in services:
        told = tuple(f"{what}: {label.ko} / {label.en}" for what, label in reasons.get(id, ()))
        tally.services[id] = ServiceTally(id, refusals=told)
    places: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    spent, peak = _spent(found)
    for service, region, name, value in found:
        if service == of.EVERYBODY:
            tally.persons += value if name == of.PERSONS else 0
            continue
        if region == of.NOWHERE:
            continue
        _add(tally.services[service], name, value)
        places[service, about.places[region]][name] += value
    for one in _failing(rulebook, found):
        tally.add_failing(one)
    regions = {key: Counted(*(one[name] for name in (DUE, of.UNITS, of.AMOUNT))) for key, one in places.items()}
    return FamiliesCounted(tally, {key: one for key, one in sorted(regions.items()) if any(one)}, spent, peak)


def _add(tally: ServiceTally, name: str, value: int) -> None:
    kind, _, id = name.partition(":")
    if kind in ("status", "holds"):
        counts = {"status": tally.statuses, "holds": tally.holds}[kind]
        counts[id] = counts.get(id, 0) + value
    else:
        setattr(tally, name, getattr(tally, name) + value)


def _failing(rulebook: Rulebook, found: Iterable[Measure]) -> list[FailingDefinition]:
    """The definitions that failed, as one machine meets them: by block, then in the order of the service. The reason is
    that of the first block."""
    counts, reasons = dict[tuple[str, str], int](), dict[tuple[str, str], tuple[int, Label]]()
    for service, _, name, value in found:
        if name.startswith(of.FAULTS):
            counts[service, name.removeprefix(of.FAULTS)] = value
        elif name.startswith(of.REASON):
            definition, ko, en = json.loads(name.removeprefix(of.REASON))
            told = value, Label(ko, en)
            reasons[service, definition] = min(reasons.get((service, definition), told), told, key=itemgetter(0))
    order = {
        (service.id, clause.id): place
        for service in rulebook.pack.services.values()
        for place, clause in enumerate(service.clauses)
    }
    met = sorted(reasons, key=lambda key: (reasons[key][0], order.get(key, len(order))))
    return [FailingDefinition(*key, reasons[key][1], counts[key]) for key in met]


def codes_counted(about: About, found: Sequence[Measure]) -> CodesCounted:
    """Puts sums together. A service that any block refused is not counted."""
    refused = {one.service: one.name.removeprefix(REFUSED) for one in found if one.name.startswith(REFUSED)}
    told = [one for one in found if one.name == DUE and one.service not in refused]
    counts: Counter[str] = Counter()
    places: Counter[tuple[str, str]] = Counter()
    for one in sorted(told):
        counts[one.service] += one.value
        places[one.service, about.places[one.region]] += one.value
    provinces = {key: Counted(value, 0, 0) for key, value in places.items() if value}
    persons = sum(one.value for one in found if one.name == of.PERSONS)
    return CodesCounted(about.date, persons, counts, provinces, refused, *_spent(found))


def _spent(found: Sequence[Measure]) -> tuple[dict[str, float], int]:
    spent = {one.name.removeprefix(of.SPENT): one.value / 1e6 for one in found if one.name.startswith(of.SPENT)}
    return spent, max((one.value // 1024 for one in found if one.name == of.PEAK), default=0)


def _figures(spent: Mapping[str, float], peak_mb: int) -> dict[str, Any]:
    return {"cpu_seconds": dict(spent), "peak_mb": peak_mb}


def _listed(places: Places) -> list[dict[str, Any]]:
    return [{"service": service, "place": place, **one._asdict()} for (service, place), one in places.items()]
