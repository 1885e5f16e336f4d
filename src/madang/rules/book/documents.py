"""The rulebook as Markdown pages: an index, a page a service, changes, figures to be checked, contradictions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from madang.rules.binding.rulebook import Rulebook
from madang.rules.book.contradictions import contradictions_of, figure_conflicts
from madang.rules.book.document_lists import (
    changes_document,
    contradictions_document,
    index_document,
    unsure_document,
)
from madang.rules.book.document_service import service_document
from madang.rules.book.markdown import MARK
from madang.rules.book.parts import service_on
from madang.rules.installed import KOREA

__all__ = ["MARK", "documents"]


def documents(
    rulebook: Rulebook, date: dt.date, language: str, folder: Path = KOREA, years: tuple[int, int] = (2025, 2026)
) -> dict[str, str]:
    """File name → text, in "ko" or "en". date: of the figures shown; years: between which changes are told."""
    told = contradictions_of(folder)
    found = {
        "index.md": index_document(rulebook, language),
        "changes.md": changes_document(rulebook, *years, language),
        "to-be-checked.md": unsure_document(rulebook, language),
        "contradictions.md": contradictions_document(told, figure_conflicts(rulebook, told), language),
    }
    for service in rulebook.pack.services.values():
        shown = service_on(rulebook, service, date)
        found[f"{service.id}.md"] = service_document(rulebook, shown, told, language)
    return found
