"""Six agencies over a small province, the hub's gateway before them, and an event inbox without a database."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.signing.service import Signer, new_seed
from madang.simulation import service as simulation
from madang.simulation.agencies.slices import agencies

EXAMPLES = int(os.environ.get("MADANG_API_EXAMPLES", "6"))
"""Requests of each kind to each operation."""


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> simulation.Population:
    folder = tmp_path_factory.mktemp("apis") / "province"
    return simulation.generate(300, 4, simulation.default_province, folder)


@pytest.fixture(scope="session")
def keys() -> dict[str, Signer]:
    names = ("hub", "mydata", *(f"agency-{code}" for code in agencies))
    return {name: Signer.of(new_seed()) for name in names}


@pytest.fixture(scope="session")
def alone(province: simulation.Population) -> Iterator[simulation.RunningAgencies]:
    """Without keys: they answer whoever asks."""
    with simulation.RunningAgencies(province.folder) as running:
        yield running


@pytest.fixture(scope="session")
def at_the_hub(province: simulation.Population, keys: dict[str, Signer]) -> Iterator[simulation.RunningAgencies]:
    """With keys: they sign, and answer the hub alone."""
    known = {
        code: simulation.Identity(hub.subsystem_of_agency(code), keys[f"agency-{code}"], keys["hub"].public)
        for code in agencies
    }
    with simulation.RunningAgencies(province.folder, known) as running:
        yield running


@pytest.fixture(scope="session")
def registry(at_the_hub: simulation.RunningAgencies, keys: dict[str, Signer]) -> hub.Entries:
    public = {name: one.public for name, one in keys.items() if name != "hub"}
    return hub.demonstration(public, at_the_hub.addresses)
