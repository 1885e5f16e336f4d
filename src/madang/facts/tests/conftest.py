"""A rulebook, and connections that see everybody: what the walls hide is tested where walls are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.whole import seeing_everybody


@pytest.fixture(autouse=True)
def _everybody() -> Iterator[None]:
    with seeing_everybody():
        yield
