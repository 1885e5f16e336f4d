"""Markdown of the documents: headings, tables, marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from madang.rules.book.words import CERTAINTY_WORDS, words

MARK = "<!-- madang rules document -->"
"""The first line of every page: what bears it was made by the command, and may be made anew by it."""


def page(title: str, blocks: Iterable[str]) -> str:
    """A whole page."""
    return "\n\n".join([MARK, f"# {title}", *(block for block in blocks if block)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; "" without rows."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(head), _row(["---"] * len(head)), *lines]) if lines else ""


def bullets(lines: Iterable[str]) -> str:
    """A list; "" without lines."""
    return "\n".join(f"- {line}" for line in lines)


def code(feel: str) -> str:
    """An expression within a line."""
    return f"`{' '.join(feel.split())}`"


def certainty(name: str, language: str) -> str:
    """How sure a figure is, in words; marked where it is not official."""
    said = words(CERTAINTY_WORDS[name], language)
    return said if name == "official" else f"**{said}**"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
