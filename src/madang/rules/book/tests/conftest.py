"""One rulebook for the tests of the book; they only read it."""

from __future__ import annotations

import pytest

from madang.rules.service import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
