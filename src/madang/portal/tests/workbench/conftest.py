"""The house of these tests; every test ends with the installed pack's rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from madang.portal.tests.workbench import house
from madang.rulemaking.service import forget
from madang.rules.service import install, installed_rulebook


@pytest.fixture(autouse=True)
def _pack_alone() -> Iterator[None]:
    """The pack's rulebook is kept, so that no test reads it again."""
    pack = installed_rulebook()
    yield
    forget()
    install(pack)


@pytest.fixture
def workbench(db: None, settings: Settings) -> None:
    """See house.py."""
    settings.MADANG_DEMO_PARTS = f"{house.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{house.__name__}.roles_of"
