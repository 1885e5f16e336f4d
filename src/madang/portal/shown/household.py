"""The people form, ready for its template."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.portal.shown.people import relation_words
from madang.portal.shown.questions import Option, region_options
from madang.portal.typed.household import MOST_ROWS, RELATIONS, Household, Row


@dataclass(frozen=True, slots=True)
class RowLine:
    """A person's fields with the messages beside them."""

    number: int
    title: str
    row: Row
    relations: tuple[Option, ...]
    relation_error: str
    birth_error: str
    age_error: str
    focus: bool


@dataclass(frozen=True, slots=True)
class FieldError:
    """A line of the error summary: the field's id and the message."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """The whole form."""

    rows: tuple[RowLine, ...]
    region: str
    region_error: str
    regions: tuple[tuple[str, tuple[Option, ...]], ...]
    errors: tuple[FieldError, ...]
    full: bool


def household_page(household: Household, on: dt.date, focus: int | None) -> HouseholdPage:
    """The form in the page's language; `focus` is the row that was just added."""
    errors = household.errors
    rows = tuple(_row(household, number, focus) for number in range(len(household.rows)))
    summary = tuple(FieldError(name, message) for name, message in errors.items())
    return HouseholdPage(
        rows, household.region, errors.get("region", ""), region_options(on), summary, len(household.rows) >= MOST_ROWS
    )


def _row(household: Household, number: int, focus: int | None) -> RowLine:
    row, words = household.rows[number], relation_words()
    offered = [name for name in RELATIONS if name != "kept" or row.relation == "kept"]
    title = _("Person %(n)s") % {"n": number + 1} if number else _("You")
    relation, birth, age = (household.errors.get(f"{name}-{number}", "") for name in ("relation", "birth", "age"))
    relations = tuple(Option(name, words[name]) for name in offered)
    return RowLine(number, title, row, relations, relation, birth, age, number == focus)
