"""The form of a new year's figures: what it shows, and what was typed into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from madang.portal.desk.frame import words_of
from madang.portal.rulebook import today
from madang.portal.shown.words import said
from madang.rules.drafting.service import (
    BadFigure,
    FigureOfYear,
    NewFigure,
    figure_in,
    figures_of_year,
    promised,
    shown,
)
from madang.rules.service import Rulebook

CERTAINTIES = ("official", "secondary", "to_be_checked")
FIRST_YEAR, YEARS_AHEAD = 2020, 4
LONGEST_SOURCE = 300


@dataclass(frozen=True, slots=True)
class FigureField:
    """One figure. before: the value so far with since and until; needed: without it the year has no answer.

    value, source, certainty, start, end: what stands in the fields; error: what is wrong with them.
    """

    name: str
    label: str
    law: str
    kind: str
    before: str
    since: str
    until: str
    before_source: str
    needed: bool
    others: str
    value: str = ""
    source: str = ""
    certainty: str = ""
    start: str = ""
    end: str = ""
    error: str = ""

    @property
    def long(self) -> bool:
        """Whether it wants room: a list or a table."""
        return self.kind in ("list", "table")


@dataclass(frozen=True, slots=True)
class YearForm:
    """The figures of one service for one year."""

    service: str
    label: str
    year: int
    needed: tuple[FigureField, ...]
    going_on: tuple[FigureField, ...]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def more_wrong(self) -> bool:
        """Whether something is wrong with a figure that would go on by itself."""
        return any(one.error for one in self.going_on)


def choices(rulebook: Rulebook) -> tuple[list[tuple[str, str]], list[int]]:
    """Services by name whose figures a draft can hold, and years from this one on."""
    services = sorted(((id, said(one.label)) for id, one in rulebook.pack.services.items()
                       if not in_regional_pack(rulebook, id)), key=lambda one: one[1])  # fmt: skip
    return services, list(range(today().year, today().year + YEARS_AHEAD))


def in_regional_pack(rulebook: Rulebook, service: str) -> bool:
    """Whether it stands in the pack of a province or a city: a draft changes the files of the national one."""
    return any(service in one.pack.services for one in rulebook.regional)


def form_of(rulebook: Rulebook, asked: Mapping[str, str]) -> YearForm | None:
    """The empty form that was asked for; None where service or year is not there."""
    service, text = asked.get("service", ""), asked.get("year", "")
    if service not in rulebook.pack.services or not (text.isdecimal() and len(text) == 4):
        return None
    year = int(text)
    if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD + 6 or promised(rulebook, service) is None:
        return None
    lines = [_field(rulebook, service, year, one) for one in figures_of_year(rulebook, service, year)]
    needed, going_on = ([one for one in lines if one.needed is wanted] for wanted in (True, False))
    return YearForm(service, said(rulebook.pack.services[service].label), year, tuple(needed), tuple(going_on))


def posted(form: YearForm, typed: Mapping[str, str]) -> tuple[list[NewFigure], YearForm]:
    """(the figures that were filled in, the form with what was typed and what is wrong). A needed one left empty is
    wrong; one that goes on anyway is left alone when it is empty."""
    figures: list[NewFigure] = []
    errors: dict[str, str] = {}
    groups = []
    for group in (form.needed, form.going_on):
        filled = [_filled(one, typed) for one in group]
        for place, one in enumerate(filled):
            if not one.value and not one.needed:
                continue
            try:
                figures.append(_figure(one))
            except _Wrong as wrong:
                errors[one.name] = str(wrong)
                filled[place] = replace(one, error=str(wrong))
        groups.append(tuple(filled))
    return figures, replace(form, needed=groups[0], going_on=groups[1], errors=errors)


class _Wrong(Exception):
    """What is wrong with one figure, in the page's language."""


def _field(rulebook: Rulebook, service: str, year: int, one: FigureOfYear) -> FigureField:
    last, names = one.last, rulebook.pack.services
    others = ", ".join(said(names[id].label) for id in one.readers if id != service)
    before = "" if last is None else _grouped(last.value)
    start = one.gap or dt.date(year, 1, 1)
    return FigureField(
        one.parameter.name, said(one.parameter.label), one.parameter.law, one.parameter.type, before,
        last.start.isoformat() if last else "", last.end.isoformat() if last and last.end else "",
        last.source if last else "", one.gap is not None, others,
        start=start.isoformat(), end=dt.date(year, 12, 31).isoformat() if one.gap else "", certainty="to_be_checked",
    )  # fmt: skip


def _grouped(value: object) -> str:
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return f"{value:,f}" if whole else shown(value)


def _filled(one: FigureField, typed: Mapping[str, str]) -> FigureField:
    def of(what: str, otherwise: str = "") -> str:
        return typed.get(f"{what}-{one.name}", otherwise).strip()[:4_000]

    certainty = of("certainty")
    return replace(one, value=of("value"), source=" ".join(of("source").split())[:LONGEST_SOURCE],
                   certainty=certainty if certainty in CERTAINTIES else "to_be_checked",
                   start=of("start", one.start), end=of("end"))  # fmt: skip


def _figure(one: FigureField) -> NewFigure:
    """Raises _Wrong."""
    try:
        value = figure_in(one.kind, one.value)
    except BadFigure as refused:
        raise _Wrong(words_of(refused)) from None
    if not one.source:
        raise _Wrong(_("Write where the figure is from: the notice and its number."))
    try:
        start = dt.date.fromisoformat(one.start)
        end = dt.date.fromisoformat(one.end) if one.end else None
    except ValueError:
        raise _Wrong(_("Write the day as 2027-01-15.")) from None
    if end is not None and end < start:
        raise _Wrong(_("The last day comes before the first."))
    return NewFigure(one.name, value, start, end, one.source, one.certainty)
