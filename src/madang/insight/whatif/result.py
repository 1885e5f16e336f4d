"""What a run found, in figures for everybody the population stands for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from madang.insight.whatif.estimates import Estimate, estimate
from madang.insight.whatif.groups import Dimension
from madang.insight.whatif.tally import Tally
from madang.rules.columns.service import FailingDefinition
from madang.rules.service import Label

PER_YEAR = {"month": 12, "quarter": 4, "year": 1, "once": 1}
"""How often an amount is paid in a year. What is paid once is what all who are eligible on the day would get."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law that was changed: its label, what is in force and what was supposed."""

    name: str
    label: Label
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, eq=False)
class ServiceEffect:
    """One service that reads a changed figure. per: month, quarter, year or once.

    left: answers the fast engine left to the interpreter; faults: residents for whom a rule could not be worked out,
    which leaves them open; failing: the definitions that failed for somebody, each once, with what went wrong.
    """

    id: str
    label: Label
    per: str
    tally: Tally
    left: int = 0
    faults: int = 0
    failing: tuple[FailingDefinition, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class WhatIf:
    """A change of figures over a population. counted: residents looked at; stands_for: residents it speaks of."""

    date: dt.date
    figures: tuple[Figure, ...]
    services: tuple[ServiceEffect, ...]
    unread: tuple[Label, ...]
    """Figures that no service in force reads on the day."""
    dimensions: Mapping[str, Dimension]
    counted: int
    stands_for: int
    synthetic: bool = True

    @property
    def sampled(self) -> bool:
        """Whether figures are estimates."""
        return self.stands_for > self.counted

    def figure(self, service: ServiceEffect, measure: str, dimension: str = "", group: int = 0) -> Estimate:
        """One measure of one group."""
        return estimate(service.tally, measure, dimension, group, stands_for=self.stands_for)

    def budget(self, service: ServiceEffect, measure: str, dimension: str = "", group: int = 0) -> Estimate:
        """A measure in won, for a year."""
        times = PER_YEAR[service.per]
        found = self.figure(service, measure, dimension, group)
        return Estimate(found.value * times, found.error * times)

    def cells(self, service: ServiceEffect) -> Iterator[tuple[str, int, Label]]:
        """Every group: the whole first, then each dimension's, as (dimension, number, label)."""
        yield "", 0, Label("전체", "All")
        for name, dimension in self.dimensions.items():
            for number, label in enumerate(dimension.groups):
                if service.tally.group_residents[name][number]:
                    yield name, number, label
