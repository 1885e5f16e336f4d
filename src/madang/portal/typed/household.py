"""The people form: who asks, who belongs to them, who lives with them, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from madang.portal.rulebook import provinces_on
from madang.portal.typed.days import read_age, read_birth_date
from madang.portal.typed.refusal import NotRead

MOST_ROWS = 30
ME = "me"
RELATIONS = (
    "spouse",
    "de_facto_spouse",
    "child",
    "own_child",
    "spouse_child",
    "parent",
    "spouse_parent",
    "grandchild",
    "grandparent",
    "sibling",
    "other",
    "kept",
)
SPOUSES = ("spouse", "de_facto_spouse")
WITH_ME, ELSEWHERE = "with", "elsewhere"


@dataclass(frozen=True, slots=True)
class Row:
    """One person as typed; `id` is empty for somebody new. `kept`: related in a way only the file can say."""

    id: str = ""
    relation: str = ""
    birth: str = ""
    age: str = ""
    sex: str = ""
    lives: str = WITH_ME


@dataclass(frozen=True, slots=True)
class Household:
    """The whole form; the first row is the person who asks. `region` is a code, or empty when not known."""

    rows: tuple[Row, ...] = (Row(relation=ME),)
    region: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    def with_row(self) -> Household:
        """One more empty row, as long as there is room."""
        return replace(self, rows=(*self.rows, Row())) if len(self.rows) < MOST_ROWS else self

    def without_row(self, number: int) -> Household:
        """Without the nth row; the first stays."""
        kept = tuple(row for at, row in enumerate(self.rows) if at != number or at == 0)
        return replace(self, rows=kept)


def household_in(form: Mapping[str, str]) -> Household:
    """What was posted, unchecked; whatever is missing is empty."""
    try:
        count = min(max(int(form.get("rows", "1")[:4]), 1), MOST_ROWS)
    except ValueError:
        count = 1
    return Household(tuple(_row(form, number) for number in range(count)), form.get("region", "")[:20])


def _row(form: Mapping[str, str], number: int) -> Row:
    def typed(name: str) -> str:
        return form.get(f"{name}-{number}", "").strip()[:64]

    relation = ME if number == 0 else typed("relation")
    lives = WITH_ME if number == 0 or typed("lives") != ELSEWHERE else ELSEWHERE
    return Row(
        typed("id"),
        relation if relation in (ME, *RELATIONS) else "",
        typed("birth"),
        typed("age"),
        typed("sex") if typed("sex") in ("male", "female") else "",
        lives,
    )


def checked(household: Household, on: dt.date) -> Household:
    """The form with a message for every field that cannot be read; no message when all can."""
    errors: dict[str, str] = {}
    for number, row in enumerate(household.rows):
        _check_row(row, number, on, errors)
    spouses = [number for number, row in enumerate(household.rows) if row.relation in SPOUSES]
    for number in spouses[1:]:
        errors[f"relation-{number}"] = _("There is already a spouse above.")
    codes = {region.code for _sido, inner in provinces_on(on) for region in inner}
    if household.region and household.region not in codes:
        errors["region"] = _("Choose a region from the list.")
    return replace(household, errors=errors)


def _check_row(row: Row, number: int, on: dt.date, errors: dict[str, str]) -> None:
    if number and not row.relation:
        errors[f"relation-{number}"] = _("Choose who this person is to you.")
    try:
        if row.birth:
            born = read_birth_date(row.birth, on)
            if row.age and abs(on.year - born.year - int(read_age(row.age))) > 1:
                errors[f"age-{number}"] = _("Age and birth date do not agree. One of them is enough.")
    except NotRead as refused:
        errors[f"birth-{number}"] = str(refused.message)
    try:
        if row.age and not row.birth:
            read_age(row.age)
    except NotRead as refused:
        errors[f"age-{number}"] = str(refused.message)
