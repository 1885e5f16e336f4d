"""The values behind a reason as nested lists: hundreds of lines on a result page, too many for an include each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from madang.portal.shown.values import ValueLine
from madang.portal.shown.words import korean
from madang.portal.templatetags.korean_words import marked_in

register = template.Library()


@register.simple_tag
def value_tree(lines: Iterable[ValueLine]) -> SafeString:
    """A line for each value: what, whose, how much, how sure, its law and its source; then its own values."""
    tree = _Tree(korean(), escape(_("figure to be checked")), escape(_("from a secondary source")))
    return mark_safe(tree.list(lines))  # noqa: S308 - every text is escaped where it is written


class _Tree:
    """Writes the lists as plain text: a result page has thousands of values, and Django's own pieces cost ten times."""

    def __init__(self, korean: bool, unsure: str, secondary: str) -> None:
        self.korean, self.unsure, self.secondary = korean, unsure, secondary

    def list(self, lines: Iterable[ValueLine]) -> str:
        """The lines, each with those inside of it."""
        return f'<ul class="values">{"".join(self._item(line) for line in lines)}</ul>'

    def _item(self, line: ValueLine) -> str:
        who = f" · {self._said(line.who)}" if line.who else ""
        value = "value open" if line.open else "value"
        parts = (
            f'<li><span class="what">{escape(line.label)}{who}</span> ',
            f'<span class="{value}">{self._said(line.value)}</span>',
            f' <span class="mark unsure">{self.unsure}</span>' if line.unsure else "",
            f' <span class="mark">{self.secondary}</span>' if line.secondary else "",
            f" <cite>{self._said(line.law)}</cite>" if line.law else "",
            f' <span class="source">{self._said(line.source)}</span>' if line.source else "",
            self.list(line.inner) if line.inner else "",
            "</li>",
        )
        return "".join(parts)

    def _said(self, text: str) -> str:
        escaped = escape(text)
        return escaped if self.korean else marked_in(escaped)
