"""Every test begins and ends with the installed pack's rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from madang.rulemaking import service as rulemaking
from madang.rules.service import install, installed_rulebook


@pytest.fixture(autouse=True)
def _pack_alone() -> Iterator[None]:
    """The pack's rulebook is kept, so that no test reads it again."""
    pack = installed_rulebook()
    yield
    rulemaking.forget()
    install(pack)
