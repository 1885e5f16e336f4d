"""Korean words on an English page say that they are Korean, so that a screen reader reads them so (WCAG 3.1.2)."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from madang.portal.shown.words import korean

register = template.Library()
# From the first Korean letter to the last one before a Latin one: an article's number stays with its law.
_run = re.compile(r"[가-힣](?:[^A-Za-z]*[가-힣])?")


@register.filter
def korean_marked(text: str) -> SafeString:
    """The text, escaped; off a Korean page its Korean parts are in spans with their language."""
    escaped = conditional_escape(text)
    if korean():
        return escaped
    return mark_safe(marked_in(escaped))  # noqa: S308 - what is marked is escaped above


def marked_in(escaped: str) -> str:
    """The Korean parts of an escaped text in spans with their language."""
    return _run.sub(r'<span lang="ko">\g<0></span>', escaped)
