"""Days for which the rulebook does not hold the law: said plainly, and never answered from another year's figures."""

from __future__ import annotations

import datetime as dt

from madang.rules.answers.closure import closure_of
from madang.rules.answers.model import Answer, NoteAnswer
from madang.rules.model import Label, ServiceDefinition
from madang.rules.reckoning.world import Reckoning


def within_years(reckoning: Reckoning, service: ServiceDefinition) -> bool:
    """Whether the pack, or the service for itself, promises every figure for the reference date."""
    years = service.years or reckoning.rulebook.pack.years
    return years is None or years[0] <= reckoning.date.year <= years[1]


def outside_years(reckoning: Reckoning, service: ServiceDefinition) -> Answer:
    """An open answer that says which years the rulebook holds."""
    first, last = service.years or reckoning.rulebook.pack.years or (reckoning.date.year, reckoning.date.year)
    note = Label(
        f"{first}년부터 {last}년까지의 법만 담고 있어 {reckoning.date.year}년은 답할 수 없습니다.",
        f"This rulebook holds the law of {first} to {last} and cannot answer for {reckoning.date.year}.",
    )
    return Answer(
        service=service.id,
        label=service.label,
        agency=service.agency,
        date=reckoning.date,
        unit=(),
        perhaps=(),
        status="unknown",
        amount=None,
        components=(),
        recipients=(),
        period=month_of(reckoning.date),
        clauses=(),
        missing=(),
        certainty="likely",
        closure=closure_of(reckoning, service),
        notes=(NoteAnswer("outside_years", note),),
    )


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
