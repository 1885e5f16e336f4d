"""Organisations and units asked for: public reference data, the same for everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from madang.people.kinds import ORGANISATION_KINDS
from madang.people.models import Organisation, Unit
from madang.rules.service import Label

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """Days are inclusive; successors: ids of what followed it."""

    id: str
    kind: str
    label: Label
    region: str
    parent: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    successors: tuple[str, ...]

    @property
    def is_tenant(self) -> bool:
        """Whether it is a 보장기관 with a log of its own; a firm is none."""
        return self.kind != "firm"


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A part of an organisation; parent: the unit it belongs to, or ""."""

    id: str
    organisation: str
    kind: str
    label: Label
    region: str
    parent: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    synthetic: bool


def organisations(day: dt.date, *, kind: str = "") -> list[KnownOrganisation]:
    """Those there are on a day, by id, in one query. ValueError for an unknown kind."""
    if kind and kind not in ORGANISATION_KINDS:
        raise ValueError(f"no kind of organisation: {kind}")
    rows = on_day(Organisation.objects.all(), day)
    return [_organisation(row) for row in (rows.filter(kind=kind) if kind else rows).order_by("pk")]


def organisation(id: str) -> KnownOrganisation | None:
    """By id, on whatever day, in one query."""
    row = Organisation.objects.filter(pk=id).first()
    return None if row is None else _organisation(row)


def organisations_named(ids: Collection[str]) -> dict[str, Label]:
    """The names of these that are known, on whatever day, in one query."""
    rows = Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "label_ko", "label_en")
    return {id: Label(ko, en) for id, ko, en in rows}


def units_of(organisation: str, day: dt.date) -> list[KnownUnit]:
    """The units of an organisation there are on a day, by id, in one query."""
    rows = on_day(Unit.objects.filter(organisation=organisation), day).order_by("pk")
    return [
        KnownUnit(row.pk, row.organisation_id, row.kind, Label(row.label_ko, row.label_en), row.region,
                  row.parent_id or "", row.valid_from, row.valid_to, row.synthetic)
        for row in rows
    ]  # fmt: skip


def on_day(rows: QuerySet[Row], day: dt.date) -> QuerySet[Row]:
    """Of organisations or units, those there are on the day."""
    return rows.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


def _organisation(row: Organisation) -> KnownOrganisation:
    return KnownOrganisation(
        row.pk, row.kind, Label(row.label_ko, row.label_en), row.region, row.parent_id or "", row.valid_from,
        row.valid_to, tuple(row.successors),
    )  # fmt: skip
