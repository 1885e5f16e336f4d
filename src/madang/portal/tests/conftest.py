"""Pages of the portal may read what the portals of the state list; tests of them have a database."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _database(request: pytest.FixtureRequest) -> None:
    """A transaction around each test, unless a server of its own needs one that is committed."""
    if "live_server" not in request.fixturenames and "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
