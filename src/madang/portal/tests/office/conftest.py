"""The house of these tests."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from madang.portal.tests.office import house as town


@pytest.fixture
def office(db: None, settings: Settings) -> None:
    """See house.py."""
    settings.MADANG_DEMO_PARTS = f"{town.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{town.__name__}.roles_of"
