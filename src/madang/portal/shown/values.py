"""The values an explanation rests on, as nested lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.portal.rulebook import fact_named
from madang.portal.shown.figures import figure_words
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import day, of_fact, plain, said
from madang.rules.service import ValueUsed

DEEPEST = 4
EARLIEST = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value: what, whose, how much, from where; `unsure` marks a figure still to be checked."""

    label: str
    who: str
    value: str
    law: str
    source: str
    unsure: bool
    secondary: bool
    open: bool
    inner: tuple[ValueLine, ...]


def value_lines(
    values: tuple[ValueUsed, ...], names: Mapping[str, str], on: dt.date, depth: int = 0
) -> tuple[ValueLine, ...]:
    """Lines for the values that have a name of their own; an unnamed one gives way to what it rests on."""
    return tuple(_lines(values, names, on, depth))


def unsure_in(lines: tuple[ValueLine, ...]) -> bool:
    """Whether a figure to be checked is among the lines, at any depth."""
    return any(line.unsure or unsure_in(line.inner) for line in lines)


def _lines(values: tuple[ValueUsed, ...], names: Mapping[str, str], on: dt.date, depth: int) -> Iterator[ValueLine]:
    for used in values:
        if used.kind == "derived" and used.label.ko == used.name:
            yield from _lines(used.values, names, on, depth)
        else:
            yield _line(used, names, on, depth)


def _line(used: ValueUsed, names: Mapping[str, str], on: dt.date, depth: int) -> ValueLine:
    source = ""
    if used.kind == "fact":
        source = source_words(used.source) if used.source else ""
        if used.as_of is not None:
            source = _("%(source)s, as of %(day)s") % {"source": source, "day": day(used.as_of)}
    elif used.kind == "parameter":
        source = used.source or ""
    inner = value_lines(used.values, names, on, depth + 1) if depth < DEEPEST else ()
    return ValueLine(
        said(used.label),
        names.get(used.entity or "", ""),
        _value(used, on),
        used.law or "",
        source,
        used.certainty == "to_be_checked",
        used.certainty == "secondary",
        used.open,
        inner,
    )


def _value(used: ValueUsed, on: dt.date) -> str:
    if used.open:
        return _range(used)
    fact = fact_named(used.name) if used.kind == "fact" else None
    if used.value is None and used.kind == "derived":
        return _("see below") if used.values else "–"
    if used.kind == "parameter":
        return figure_words(used.name, used.value, used.unit)
    return of_fact(fact, used.value, on) if fact is not None else plain(used.value, used.unit)


def _range(used: ValueUsed) -> str:
    if (used.low is None and used.high is None) or used.low == EARLIEST:
        return _("not known yet")
    low, high = (plain(end, used.unit) if end is not None else "" for end in (used.low, used.high))
    if not high:
        return _("%(low)s or more") % {"low": low} if used.low else _("not known yet")
    return (
        _("between %(low)s and %(high)s") % {"low": low, "high": high} if low else _("up to %(high)s") % {"high": high}
    )
