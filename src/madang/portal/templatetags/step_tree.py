"""An answer step by step as nested lists: hundreds of lines, so they are written here and not by a template each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from madang.portal.rulebook import fact_named
from madang.portal.shown.figures import figure_words
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import of_fact, plain, said
from madang.portal.templatetags.korean_words import korean_marked
from madang.portal.templatetags.law_words import certainty_mark, feel
from madang.rules.book.service import Step, value_text

register = template.Library()
OPEN_TO = 1
"""Levels that stand open; what is below opens one by one."""


@register.simple_tag
def step_tree(step: Step, names: Mapping[str, str], on: dt.date) -> SafeString:
    """A step with its parts, each with its value; the parts of a part open when they are wanted."""
    return format_html('<ul class="steps-tree">{}</ul>', _item(step, names, on, 0))


def _item(step: Step, names: Mapping[str, str], on: dt.date, depth: int) -> SafeString:
    line = _line(step, names, on)
    if not step.steps:
        return format_html("<li>{}</li>", line)
    inner = format_html(
        "<ul>{}</ul>", format_html_join("", "{}", ((_item(one, names, on, depth + 1),) for one in step.steps))
    )
    opened = SafeString(" open") if depth < OPEN_TO else ""
    return format_html("<li><details{}><summary>{}</summary>{}</details></li>", opened, line, inner)


def _line(step: Step, names: Mapping[str, str], on: dt.date) -> SafeString:
    who = names.get(step.entity, step.entity)
    label = said(step.label) if step.label else ""
    return format_html(
        "{}{}{} {}{}{}{}",
        format_html('<span class="who">{}</span> ', korean_marked(who)) if who else "",
        format_html('<span class="what">{}</span> ', label) if label else "",
        feel(_shortened(step.text)),
        _value(step, names, on),
        format_html(" {}", certainty_mark(step.certainty)) if step.certainty else "",
        format_html(" <cite>{}</cite>", korean_marked(step.law)) if step.law else "",
        format_html(' <span class="source">{}</span>', korean_marked(_source(step))) if _source(step) else "",
    )


def _value(step: Step, names: Mapping[str, str], on: dt.date) -> SafeString:
    if step.skipped:
        return format_html('<span class="skipped">{}</span>', _("not looked at"))
    kind = {True: "true", False: "false"}.get(step.value, "") if isinstance(step.value, bool) else ""
    words = _open(step) if step.open else _words(step, names, on)
    more = _("told, not worked out") if step.told else _("taken apart above") if step.again else ""
    return format_html(
        '<strong class="value {}">= {}</strong>{}', "open" if step.open else kind, korean_marked(words),
        format_html(' <span class="small">{}</span>', more) if more else "",
    )  # fmt: skip


def _words(step: Step, names: Mapping[str, str], on: dt.date) -> str:
    if step.kind == "parameter" and step.value is not None:
        return figure_words(step.name, step.value, step.unit or None)
    fact = fact_named(step.name) if step.kind == "fact" else None
    if fact is not None:
        return of_fact(fact, step.value, on)
    return _plain(step.value, step.unit, names)


def _plain(value: Any, unit: str, names: Mapping[str, str]) -> str:
    """A value of no fact: persons by their names, money of which nothing says that it is, as a number."""
    person = getattr(value, "id", None)
    if isinstance(person, str):
        return names.get(person, person)
    perhaps = getattr(value, "items", None)
    if isinstance(perhaps, tuple):
        return ", ".join(_plain(one, unit, names) + ("" if sure is True else "?") for one, sure in perhaps[:12])
    if isinstance(value, list):
        return ", ".join(_plain(one, unit, names) for one in value[:12]) or _("nobody or nothing")
    if isinstance(value, Decimal) and not value.is_finite():
        return "∞"
    if value is None or isinstance(value, bool | Decimal | int | dt.date | str):
        return plain(value, unit or None)
    return value_text(value)


def _open(step: Step) -> str:
    if step.low is None and step.high is None:
        return _("not known yet")
    low, high = (plain(end, step.unit or None) if end is not None else "…" for end in (step.low, step.high))
    return f"{low} – {high}"


def _source(step: Step) -> str:
    return source_words(step.source) if step.kind == "fact" and step.source else step.source


def _shortened(text: str, most: int = 220) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
