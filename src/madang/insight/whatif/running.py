"""Runs both rulebooks over a population, chunk by chunk: memory is bounded by a chunk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from madang.insight.whatif.affected import affected, figures_of
from madang.insight.whatif.groups import (
    Dimension,
    Floats,
    Ints,
    age_bands,
    age_dimension,
    decile_cuts,
    decile_dimension,
    deciles,
    equivalised,
    province_dimension,
    region_dimension,
)
from madang.insight.whatif.income import IncomeMeasure, read_measure
from madang.insight.whatif.outcomes import Outcome, People
from madang.insight.whatif.result import Figure, ServiceEffect, WhatIf
from madang.insight.whatif.source import Source
from madang.insight.whatif.tally import Tally
from madang.rules.columns.service import (
    ELIGIBLE,
    FAULT,
    OPEN,
    Chunk,
    Columns,
    FactColumn,
    FailingDefinition,
    Faults,
    ServiceColumns,
    finish,
)
from madang.rules.service import Change, Label, Rulebook, ServiceDefinition, reformed

BIRTH: FactColumn = ("person.birth_date", None)
SAMPLE_BLOCKS = 24
"""Blocks that the cuts between income deciles are taken from, spread over the population."""

Progress = Callable[[int], None]
Compiling = Callable[[int, int], None]


@dataclass(slots=True)
class Engines:
    """One for each rulebook, on the same day."""

    before: Columns
    after: Columns


def what_if(
    rulebook: Rulebook,
    changes: Sequence[Change],
    date: dt.date,
    source: Source,
    *,
    kernels: Path | None = None,
    progress: Progress = lambda residents: None,
    compiling: Compiling = lambda done, of: None,
) -> WhatIf:
    """What the changes do to everybody in the source on a day. kernels: keeps compiled kernels between processes.
    compiling: told how many kernels of how many are ready.

    Raises ReformRefused for a change that cannot be, NoEffect when no service in force reads any changed figure.
    """
    after = reformed(rulebook, changes, date)
    services, unread = affected(rulebook, changes, date)
    engines = Engines(*(engine(book, date, services, kernels, compiling) for book in (rulebook, after)))
    figures = figures_of(rulebook, after, changes, date)
    return gone_through(engines, services, figures, unread, source, engines.before, progress)


def engine(
    rulebook: Rulebook,
    date: dt.date,
    services: Sequence[ServiceDefinition],
    kernels: Path | None,
    compiling: Compiling,
    kind: type[Columns] = Columns,
) -> Columns:
    """For the services of a rulebook, and for what puts residents into groups."""
    also = (BIRTH, *read_measure(rulebook).columns)
    return kind(rulebook, date, services, kernels, also=also, compiling=compiling)


def gone_through(
    engines: Engines,
    services: Sequence[ServiceDefinition],
    figures: tuple[Figure, ...],
    unread: tuple[Label, ...],
    source: Source,
    looking: Columns,
    progress: Progress,
) -> WhatIf:
    """Both engines over the whole source. looking: says what the chunks must hold."""
    rulebook, date = engines.before.rulebook, engines.before.date
    measure = read_measure(rulebook)
    provinces, province_of = province_dimension(source.regions)
    every = (provinces, region_dimension(source.regions), age_dimension(), decile_dimension())
    dimensions = {one.name: one for one in every if len(one.groups) > 1}
    cuts = _cuts(type(engines.before)(rulebook, date, (), also=measure.columns), source, measure)
    run = _Run(engines, services, dimensions, measure, cuts, province_of)
    for chunk, regions in source.chunks(looking):
        run.add(chunk, regions)
        progress(chunk.persons)
    return WhatIf(
        date, figures, run.effects(), unread, dimensions, run.counted, max(source.stands_for, run.counted),
        source.synthetic,
    )  # fmt: skip


def _cuts(looking: Columns, source: Source, measure: IncomeMeasure) -> Floats:
    """The incomes between deciles, from blocks spread over the population."""
    every = max(1, source.blocks // SAMPLE_BLOCKS)
    found = [equivalised(measure.of(chunk), chunk.home) for chunk, _ in source.chunks(looking, every)]
    return decile_cuts(np.concatenate(found) if found else np.zeros(0))


@dataclass(slots=True)
class _Run:
    engines: Engines
    services: Sequence[ServiceDefinition]
    dimensions: dict[str, Dimension]
    measure: IncomeMeasure
    cuts: Floats
    province_of: Ints
    counted: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    failing: list[Faults] = field(default_factory=list)

    def __post_init__(self) -> None:
        engines = (self.engines.before, self.engines.after)
        self.failing = [Faults(columns.rulebook, columns.date) for columns in engines]

    def add(self, chunk: Chunk, regions: Ints) -> None:
        """One chunk through both engines; what they leave, the interpreter finishes."""
        before, after = self._answered(self.engines.before, chunk, 0), self._answered(self.engines.after, chunk, 1)
        people = self._people(chunk, regions)
        self.counted += chunk.persons
        for name in before:
            tally = self.tallies.setdefault(name, Tally(self.dimensions))
            tally.add(people, _outcome(before[name]), _outcome(after[name]))
            wrong = (before[name].status == FAULT) | (after[name].status == FAULT)
            self.faults[name] = self.faults.get(name, 0) + int(wrong.sum())

    def _answered(self, columns: Columns, chunk: Chunk, side: int) -> dict[str, ServiceColumns]:
        found = columns.run(chunk)
        for one in found:
            self.left[one.service] = self.left.get(one.service, 0) + int(one.left.sum())
        finish(columns.rulebook, columns.date, chunk, found)
        self.failing[side].note(chunk, found)
        return {one.service: one for one in found}

    def _people(self, chunk: Chunk, regions: Ints) -> People:
        ages = ages_on(chunk.facts[BIRTH], self.engines.before.date)
        income = equivalised(self.measure.of(chunk), chunk.home)
        region = regions[chunk.home]
        groups = {
            "province": self.province_of[region],
            "region": region,
            "age": age_bands(ages),
            "decile": deciles(income, self.cuts),
        }
        return People(np.unique(chunk.home, return_inverse=True)[1].astype(np.int64), groups)

    def effects(self) -> tuple[ServiceEffect, ...]:
        """The services in the order of the pack."""
        return tuple(
            ServiceEffect(
                service.id, service.label, service.per or "once", self.tallies[service.id],
                self.left[service.id], self.faults[service.id], self._failing(service.id),
            )
            for service in self.services if service.id in self.tallies
        )  # fmt: skip

    def _failing(self, service: str) -> tuple[FailingDefinition, ...]:
        """Each definition once, whichever law it fails under: that of today, or the supposed one for more residents."""
        every = {one.definition: one for one in self.failing[0].of(service)}
        for one in self.failing[1].of(service):
            known = every.get(one.definition)
            every[one.definition] = one if known is None or one.residents > known.residents else known
        return tuple(every.values())


def _outcome(found: ServiceColumns) -> Outcome:
    eligible = found.status == ELIGIBLE
    return Outcome(
        eligible=eligible,
        open=(found.status == OPEN) | (found.status == FAULT),
        amount=np.where(eligible & (found.amount > 0), found.amount, 0),
        unit=found.unit,
    )


def ages_on(births: Ints, date: dt.date) -> Ints:
    """Days of birth (since 1970-01-01) → whole years of age on a day (민법 §158)."""
    days = births.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64)
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    of_year = (month % 12 + 1) * 100 + day
    age = date.year - (month // 12 + 1970) - (of_year > date.month * 100 + date.day)
    found: Ints = np.maximum(age, 0)
    return found
