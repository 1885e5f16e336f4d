"""What tests of the portal may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def in_english() -> Iterator[None]:
    """The page's language is English inside the test."""
    with translation.override("en"):
        yield
