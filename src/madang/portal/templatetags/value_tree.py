"""The values behind a reason as nested lists: hundreds of lines on a result page, too many for an include each."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from madang.portal.shown.values import ValueLine
from madang.portal.templatetags.korean_words import korean_marked

register = template.Library()


@register.simple_tag
def value_tree(lines: Iterable[ValueLine]) -> SafeString:
    """A line for each value: what, whose, how much, how sure, its law and its source; then its own values."""
    marks = _("figure to be checked"), _("from a secondary source")
    return _list(lines, marks)


def _list(lines: Iterable[ValueLine], marks: tuple[str, str]) -> SafeString:
    return format_html(
        '<ul class="values">{}</ul>', format_html_join("", "{}", ((_item(line, marks),) for line in lines))
    )


def _item(line: ValueLine, marks: tuple[str, str]) -> SafeString:
    who = format_html(" · {}", korean_marked(line.who)) if line.who else ""
    return format_html(
        '<li><span class="what">{}{}</span> <span class="value{}">{}</span>{}{}{}{}{}</li>',
        line.label,
        who,
        " open" if line.open else "",
        korean_marked(line.value),
        format_html(' <span class="mark unsure">{}</span>', marks[0]) if line.unsure else "",
        format_html(' <span class="mark">{}</span>', marks[1]) if line.secondary else "",
        format_html(" <cite>{}</cite>", korean_marked(line.law)) if line.law else "",
        format_html(' <span class="source">{}</span>', korean_marked(line.source)) if line.source else "",
        _list(line.inner, marks) if line.inner else "",
    )
