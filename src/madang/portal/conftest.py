"""Texts of the pages are compiled before the portal is tested, whoever starts the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils import translation

PORTAL = Path(__file__).resolve().parent


@pytest.fixture(scope="session", autouse=True)
def compiled_texts() -> None:
    """Every catalogue of the portal, compiled when it is newer than what lies there."""
    for source in PORTAL.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


@pytest.fixture
def in_english() -> Iterator[None]:
    """The page's language is English inside the test."""
    with translation.override("en"):
        yield
