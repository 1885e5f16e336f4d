"""A rulebook of random services, and its table."""

from __future__ import annotations

import pytest

from madang.rules.service import Rulebook, Table, table_on
from madang.rules.tests.conditions.random_services import DAY, rulebook


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rulebook(tmp_path_factory.mktemp("odd") / "pack", 7, 160)


@pytest.fixture(scope="session")
def table(book: Rulebook) -> Table:
    return table_on(book, DAY, [id for id in book.pack.services if id.startswith("random_")])
