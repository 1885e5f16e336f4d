"""Today's rulebook, loaded once."""

from __future__ import annotations

import pytest

from madang.rules.service import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
