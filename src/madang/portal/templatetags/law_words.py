"""Filters and tags of the rulebook's pages: labels, figures, certainty, expressions, trees of what is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from madang.portal.law.reading import Reads, Worked
from madang.portal.shown.figures import figure_words, percent, row_words
from madang.portal.shown.words import counted, korean, said, won
from madang.portal.templatetags.korean_words import korean_marked
from madang.rules.book.service import (
    CASE_WORDS,
    CERTAINTY_WORDS,
    GROUND_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    Dated,
    Entry,
    ParameterDefinition,
    life_event,
)
from madang.rules.service import FactDefinition, Label

register = template.Library()
_marks = {"exact": "✓", "partial": "~", "blocked": "✗"}


@register.filter(name="said")
def said_label(label: Label | None) -> str:
    """A label in the page's language."""
    return said(label)


@register.filter
def event_words(event: str) -> str:
    """A life event."""
    return said(life_event(event))


@register.filter
def case_words(kind: str) -> str:
    """What a worked case is for."""
    return said(CASE_WORDS[kind])


@register.filter
def ground_words(ground: str) -> str:
    """Why one text governs."""
    return said(GROUND_WORDS[ground])


@register.filter
def kind_words(kind: str) -> str:
    """What a part of the rulebook is."""
    return said(KIND_WORDS[kind])


@register.filter
def kind_or_amount(kind: str) -> str:
    """The same of a walk, which may be through the amount as a whole."""
    return _("Amount") if kind == "amount" else kind_words(kind)


@register.filter
def certainty_words(certainty: str) -> str:
    """How sure a figure is."""
    return said(CERTAINTY_WORDS[certainty])


@register.filter
def state_words(state: str) -> str:
    """Exact, partial or blocked."""
    return said(STATE_WORDS[state])


@register.filter
def state_sign(state: str) -> str:
    """The sign of a state, beside its word."""
    return _marks[state]


@register.filter
def value_of(parameter: ParameterDefinition, value: Any) -> str:
    """A figure's value; a dash for none."""
    return "–" if value is None else figure_words(parameter.name, value, _unit(parameter))


@register.filter
def entry_of(parameter: ParameterDefinition, value: Any) -> str:
    """One number of a figure: of a list or a table, or the figure itself."""
    if value is None:
        return "–"
    if parameter.type not in ("list", "table") or not isinstance(value, Decimal):
        return value_of(parameter, value)
    # A list or table names no unit: shares when nothing in it is above one, won when anything is a thousand.
    top = max((abs(one) for one in numbers_in([dated.value for dated in parameter.values])), default=Decimal(0))
    return percent(value) if top <= 1 else won(value) if top >= 1000 else counted(value, None)


def numbers_in(values: Any) -> Iterator[Decimal]:
    """Every number of lists and tables, however deep."""
    if isinstance(values, Decimal):
        yield values
    elif isinstance(values, list | dict):
        for one in values.values() if isinstance(values, dict) else values:
            yield from numbers_in(one)


@register.filter
def key_words(entry: Entry) -> str:
    """Which number of a figure it is."""
    return f"[{entry.key}]" if entry.key.isdigit() else row_words(entry.key)


@register.filter
def percent_words(entry: Entry) -> str:
    """How much it rose."""
    return "" if entry.percent is None else f"{entry.percent:+}%"


@register.simple_tag
def span_words(start: dt.date | None, end: dt.date | None) -> str:
    """From a day to a day; what is left out is open."""
    return f"{start.isoformat() if start else ''} – {end.isoformat() if end else ''}".strip()


@register.simple_tag
def certainty_mark(certainty: str) -> SafeString:
    """A mark on a figure that is not official; on an official one a quiet word."""
    kind = {"official": "mark sure", "secondary": "mark", "to_be_checked": "mark unsure"}[certainty]
    return format_html('<span class="{}">{}</span>', kind, certainty_words(certainty))


@register.filter
def feel(text: str) -> SafeString:
    """An expression as code; it is the same in every language."""
    return format_html('<code class="feel">{}</code>', " ".join(text.split()))


@register.filter
def dated_figure(one: Dated) -> SafeString:
    """A figure of the day with its certainty, its article and its source."""
    return _figure(one)


@register.simple_tag
def reads_tree(reads: Reads) -> SafeString:
    """What an expression reads, values worked out to be opened one by one."""
    return _reads(reads)


def _reads(reads: Reads) -> SafeString:
    items = [
        *(_item(_figure(one)) for one in reads.figures),
        *(_item(_worked(one)) for one in reads.worked),
        *(_item(_fact(one)) for one in reads.facts),
    ]
    if not items:
        return SafeString("")
    return format_html('<ul class="reads">{}</ul>', format_html_join("", "{}", ((one,) for one in items)))


def _item(inner: SafeString) -> SafeString:
    return format_html("<li>{}</li>", inner)


def _figure(one: Dated) -> SafeString:
    if one.value is None:
        none = _("no value on this day")
        return format_html('<span class="what">{}</span> <strong class="value open">{}</strong>',
                           said(one.parameter.label), none)  # fmt: skip
    until = _("until %(day)s") % {"day": one.until.isoformat()} if one.until else ""
    since = _("since %(day)s") % {"day": one.value.start.isoformat()}
    return format_html(
        '<span class="what">{}</span> <strong class="value">{}</strong> {} <cite>{}</cite> '
        '<span class="source">{}</span> <span class="source">{}</span>',
        said(one.parameter.label), korean_marked(value_of(one.parameter, one.value.value)),
        certainty_mark(one.value.certainty), korean_marked(one.parameter.law), korean_marked(one.value.source),
        f"{since} {until}".strip(),
    )  # fmt: skip


def _worked(one: Worked) -> SafeString:
    label = said(one.label) if one.label else ""
    if one.again:
        return format_html(
            '<span class="what">{}</span> <a href="#{}"><code>{}</code></a>', label, one.anchor, one.name
        )
    return format_html(
        '<details class="worked" id="{}"{}><summary><span class="what">{}</span> <code>{}</code></summary>'
        '<p class="formula">{} <cite>{}</cite></p>{}</details>',
        one.anchor, SafeString(" open") if one.first else "", label, one.name, feel(one.feel),
        korean_marked(one.law), _reads(one.reads),
    )  # fmt: skip


def _fact(one: FactDefinition) -> SafeString:
    return format_html('<span class="what">{}</span> <code>{}</code>', said(one.label), one.name)


def _unit(parameter: ParameterDefinition) -> str | None:
    return "KRW" if parameter.type == "money" else None


@register.filter
def in_language(text: str) -> SafeString:
    """Korean text of a case: marked as such on an English page, line by line."""
    lines = text.strip().splitlines()
    return format_html_join("\n", "{}", ((korean_marked(line),) for line in lines)) if not korean() else format_html(
        "{}", "\n".join(lines)
    )  # fmt: skip
