"""The world of these tests, committed, so that threads and the tables' owner see it too."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.walls import people
from tests.walls.people import Side
from tests.walls.world import built


@pytest.fixture
def both(transactional_db: None, settings: Settings) -> tuple[Side, Side]:
    """Two residents with everything there can be of theirs."""
    settings.MADANG_DEMO_PARTS = f"{people.__name__}.parts"
    settings.MADANG_ROLES_OF = "madang.identity.anyid.service.roles_from_people"
    return built()
