"""Organisations and units as the pack says: what is new is added, what differs is changed, nothing is removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django.db import models

from madang.people.models import Organisation, Unit
from madang.people.organisations.reading import OrganisationRow, UnitRow
from madang.people.organisations.whole import Whole, organisations_of
from madang.rules.service import Label
from madang.trust import service as trust

Row = TypeVar("Row", bound=models.Model)
SHARED = ("kind", "label_ko", "label_en", "region", "parent_id", "valid_from", "valid_to", "source")
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Organisation: (*SHARED, "successors"),
    Unit: (*SHARED, "organisation_id", "synthetic"),
}


@dataclass(frozen=True)
class LoadOrganisations(trust.Act[None, dict[str, int]]):
    """Gives how many were added, changed and left as they are; `gone`: in the tables, no longer in the pack."""

    whole: Whole = field(repr=False)

    name: ClassVar[str] = "organisations.load"
    purpose: ClassVar[Label] = Label("기관과 부서의 갱신", "Bringing organisations and units up to date")
    grade: ClassVar[str] = "O"

    def find(self) -> None:
        """Two who load at once wait for each other at the first row that both write."""

    def resource(self, about: None) -> trust.Resource:
        """The house."""
        return trust.Resource("House", "organisations", {"tenant": trust.HOUSE})

    def ground(self, about: None) -> trust.Ground:
        """What is a local government, and its parts: 지방자치법 §2·§3·§7."""
        return trust.Ground("지방자치법 §2, §3, §7", "duty")

    def execute(self, doing: trust.Doing, about: None) -> dict[str, int]:
        """Organisations first, then their units; parents may come after their parts."""
        done = [_bring(Organisation, _organisations(self.whole)), _bring(Unit, _units(self.whole))]
        total = {name: sum(one[name] for one in done) for name in done[0]}
        doing.note(**total)
        return total


def load_organisations(whole: Whole | None = None) -> dict[str, int]:
    """Loads the pack's organisations where something differs. Raises ProblemsFound, naming file and line."""
    wanted = whole or organisations_of()
    differs = [_differing(Organisation, _organisations(wanted)), _differing(Unit, _units(wanted))]
    if any(new or changed for new, changed, _ in differs):
        return trust.perform(LoadOrganisations(wanted), trust.system("organisations.load", subjects=()))
    count = len(wanted.organisations) + len(wanted.units)
    return {"added": 0, "changed": 0, "same": count, "gone": sum(gone for _, _, gone in differs)}


def _bring(model: type[Row], wanted: Mapping[str, Row]) -> dict[str, int]:
    new, changed, gone = _differing(model, wanted)
    names = FIELDS[model]
    model._default_manager.bulk_create(
        sorted([*new, *changed], key=lambda row: str(row.pk)), batch_size=1_000, update_conflicts=True,
        unique_fields=["id"], update_fields=[name.removesuffix("_id") for name in names],
    )  # fmt: skip
    same = len(wanted) - len(new) - len(changed)
    return {"added": len(new), "changed": len(changed), "same": same, "gone": gone}


def _differing(model: type[Row], wanted: Mapping[str, Row]) -> tuple[list[Row], list[Row], int]:
    """New rows, changed ones, and how many are in the table alone (firms are of no pack). One query."""
    names = FIELDS[model]
    there = model._default_manager.all() if model is Unit else model._default_manager.exclude(kind="firm")
    held = {str(row.pk): row for row in there}
    new = [row for id, row in wanted.items() if id not in held]
    changed = [row for id, row in wanted.items() if id in held and _values(row, names) != _values(held[id], names)]
    return new, changed, len(held.keys() - wanted.keys())


def _values(row: models.Model, names: Iterable[str]) -> list[Any]:
    return [getattr(row, name) for name in names]


def _organisations(whole: Whole) -> dict[str, Organisation]:
    def row(one: OrganisationRow) -> Organisation:
        return Organisation(
            id=one.id, kind=one.kind, label_ko=one.label.ko, label_en=one.label.en, region=one.region,
            parent_id=one.parent or None, valid_from=one.valid_from, valid_to=one.valid_to,
            successors=list(one.successors), source=one.source[:200],
        )  # fmt: skip

    return {id: row(one) for id, one in whole.organisations.items()}


def _units(whole: Whole) -> dict[str, Unit]:
    def row(one: UnitRow) -> Unit:
        return Unit(
            id=one.id, organisation_id=one.organisation, kind=one.kind, label_ko=one.label.ko, label_en=one.label.en,
            region=one.region, parent_id=one.parent or None, valid_from=one.valid_from, valid_to=one.valid_to,
            synthetic=one.synthetic, source=one.source[:200],
        )  # fmt: skip

    return {id: row(one) for id, one in whole.units.items()}
