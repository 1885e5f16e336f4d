"""A small province with its six agencies and the hub before them, shared by the tests of the exchange."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from madang.exchange.hub import service as hub
from madang.exchange.hub.signing.service import Signer, new_seed
from madang.simulation import service as simulation


@dataclass(frozen=True)
class Keys:
    """Private keys of everybody, made for one run of the tests."""

    seeds: dict[str, str] = field(
        default_factory=lambda: {
            name: new_seed() for name in ("hub", "mydata", *(f"agency-{one}" for one in simulation.agencies))
        }
    )

    def signer(self, name: str) -> Signer:
        return Signer.of(self.seeds[name])

    @property
    def public(self) -> dict[str, str]:
        return {name: self.signer(name).public for name in self.seeds}


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys()


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> simulation.Population:
    folder = tmp_path_factory.mktemp("exchange") / "province"
    return simulation.generate(600, 5, simulation.default_province, folder)


@pytest.fixture(scope="session")
def identities(keys: Keys) -> dict[str, simulation.Identity]:
    """With keys of their own; they answer the hub alone."""
    return {
        name: simulation.Identity(hub.subsystem_of_agency(name), keys.signer(f"agency-{name}"), keys.public["hub"])
        for name in simulation.agencies
    }


@pytest.fixture(scope="session")
def running(
    province: simulation.Population, identities: dict[str, simulation.Identity]
) -> Iterator[simulation.RunningAgencies]:
    """The six of them."""
    with simulation.RunningAgencies(province.folder, identities) as agencies:
        yield agencies


@pytest.fixture(scope="session")
def kept() -> hub.Remembered:
    """What the session's gateway put on record."""
    return hub.Remembered()


@pytest.fixture(scope="module")
def gateway(running: simulation.RunningAgencies, keys: Keys, kept: hub.Remembered) -> Iterator[hub.RunningGateway]:
    """A real gateway in a thread, with the demonstration's registry; its log is a list."""
    configuration = hub.Configuration(keys.signer("hub"), hub.address_of_service, b"for tests")
    entries = hub.demonstration(keys.public, running.addresses)
    with hub.RunningGateway(hub.Gateway(configuration, hub.Fixed(entries), kept)) as answering:
        yield answering


@pytest.fixture
def agencies(running: simulation.RunningAgencies, gateway: hub.RunningGateway, keys: Keys,
             settings: Settings) -> Iterator[simulation.RunningAgencies]:  # fmt: skip
    """All of them well, behind the hub; well again afterwards."""
    settings.HUB_ADDRESS = gateway.address
    settings.HUB_CLIENT_KEY, settings.HUB_PUBLIC_KEY = keys.seeds["mydata"], keys.public["hub"]
    hub.forget_failures()
    yield running
    running.all_right()
    hub.forget_failures()


@pytest.fixture
def unrecorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Exchanges go into this list instead of the database: (agency, operation, outcome)."""
    seen: list[tuple[str, str, str]] = []

    def record_all(exchanges: Sequence[Any]) -> None:
        seen.extend((one.agency, one.operation, one.outcome) for one in exchanges)

    monkeypatch.setattr("madang.exchange.hub.recording.record_all", record_all)
    return seen
