"""Figures of the law as people read them: shares in percent, tables row by row."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from madang.portal.rulebook import rulebook
from madang.portal.shown.words import counted, plain, said, won


def figure_words(name: str, value: Any, unit: str | None) -> str:
    """A parameter's value by its type in the pack; `unit` as the explanation gives it."""
    definition = rulebook().pack.parameters.get(name)
    kind = definition.type if definition is not None else ""
    if kind == "rate" and isinstance(value, Decimal):
        return percent(value)
    if kind == "table" and isinstance(value, dict):
        return " · ".join(
            f"{words} {amount}" for words, amount in zip(rows_words(value), _amounts(value.values()), strict=True)
        )
    if kind == "list" and isinstance(value, list | tuple):
        return " · ".join(_amounts(value))
    if kind == "number" and name.endswith("_year"):
        return str(value)
    return plain(value, unit)


def percent(share: Decimal) -> str:
    """`30%`, `4.17%`."""
    return f"{(share * 100).normalize():f}%"


def rows_words(keys: Iterable[Any]) -> list[str]:
    """The rows of a table: those of a fact's choices by their labels, any other by what they are called here."""
    rows = [str(key) for key in keys]
    for fact in rulebook().pack.facts.values():
        labels = {choice.value: said(choice.label) for choice in fact.choices}
        if len(rows) > 1 and labels.keys() >= set(rows):
            return [labels[row] for row in rows]
    return [row_words(row) for row in rows]


def row_words(key: str) -> str:
    """A row of a table of the law in the page's language; the key itself for one that is not known here."""
    words = {
        "seoul": _("Seoul"),
        "gyeonggi": _("Gyeonggi"),
        "metropolitan": _("metropolitan cities"),
        "city": _("cities"),
        "rural": _("rural counties"),
        "other": _("other areas"),
        "none": _("none"),
        "area": _("depopulation area"),
        "notified": _("depopulation area named in the notice"),
        "residential": _("residential assets"),
        "general": _("general assets"),
        "financial": _("financial assets"),
        "car": _("cars"),
        "age_0": _("age 0"),
        "age_1": _("age 1"),
        "single": _("household of one"),
        "one": _("one earner"),
        "two": _("two earners"),
        "livelihood": _("livelihood or medical recipients"),
        "near_poor": _("near-poor"),
        "others": _("others"),
    }
    return words.get(key, key)


def _amounts(values: Iterable[Any]) -> list[str]:
    """A table names no unit: it holds shares when nothing in it is above one, and won when anything is a thousand."""
    held = list(values)
    if not all(isinstance(value, Decimal) for value in held):
        return [plain(value) for value in held]
    top = max((abs(value) for value in held), default=Decimal(0))
    if top <= 1 or any(value != value.to_integral_value() for value in held):
        return [percent(value) for value in held]
    return [won(value) if top >= 1000 else counted(value, None) for value in held]
