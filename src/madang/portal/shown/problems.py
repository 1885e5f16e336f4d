"""Problems of a file or a journey, in the reader's language and by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from madang.portal.shown.words import korean, said
from madang.rules.service import Problem

MOST_LINES = 50


def problem_lines(
    problems: Iterable[Problem], *, with_line: bool = False, names: Mapping[str, str] | None = None
) -> list[str]:
    """One sentence for each problem; with_line for a file the reader can open, `names` for people the page knows."""
    found = []
    for problem in list(problems)[:MOST_LINES]:
        words = said(problem.naming(names or {}))
        if problem.hint is not None:
            words = f"{words} ({problem.hint.ko if korean() else problem.hint.en})"
        if with_line and problem.place is not None:
            words = _("Line %(line)s: %(words)s") % {"line": problem.place.line, "words": words}
        found.append(words)
    return found


def refusal_words(reason: str) -> str:
    """Why a journey was refused."""
    words = {
        "too_large": _("What was sent is too large"),
        "impossible": _("What was sent contradicts itself"),
        "unreadable": _("What was sent cannot be read"),
    }
    return words.get(reason, words["unreadable"])
