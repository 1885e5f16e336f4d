"""A rulebook, and a family whose facts are easy to follow."""

from __future__ import annotations

import pytest

from madang.rules.service import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
