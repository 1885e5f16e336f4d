"""The small pack of the loader's tests and its regions."""

from __future__ import annotations

from pathlib import Path

import pytest

from madang.rules.loading.service import Pack, load_pack
from madang.rules.regions import Regions

small_pack = Path(__file__).parents[1] / "loading" / "small_pack"


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(small_pack)


@pytest.fixture(scope="session")
def regions() -> Regions:
    return Regions.load(small_pack / "regions")
