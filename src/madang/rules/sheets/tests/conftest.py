"""The Korean rulebook, read once for all tests of sheets."""

from __future__ import annotations

import pytest

from madang.rules.service import Rulebook, installed_rulebook
from madang.rules.sheets.columns import Subjects


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return installed_rulebook()


@pytest.fixture(scope="session")
def subjects(rulebook: Rulebook) -> Subjects:
    return Subjects(rulebook.pack)
