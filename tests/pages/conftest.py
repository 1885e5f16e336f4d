"""The world of the walls' tests with everybody in it."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.pages import everybody as them
from tests.pages.everybody import Somebody, everybody
from tests.walls.world import built


@pytest.fixture
def world(settings: Settings) -> None:
    """Set up for whoever makes it."""
    settings.MADANG_DEMO_PARTS = f"{them.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{them.__name__}.roles_of"


@pytest.fixture
def all_of_them(db: None, world: None) -> list[Somebody]:
    """Everybody, in a transaction that is never committed."""
    built()
    return everybody()
