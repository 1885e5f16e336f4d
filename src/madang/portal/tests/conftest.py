"""Pages of the portal may read what the portals of the state list; tests of them have a database."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
OWN = {"live_server", "transactional_db", "django_db_reset_sequences"}
"""Who asks for one of these has a database that is committed."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A transaction around each test that says nothing of its database."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if HERE in item.path.parents and not asked & OWN and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)
