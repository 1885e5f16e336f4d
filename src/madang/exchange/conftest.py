"""A small province with its six agencies, shared by the tests of the exchange."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from madang.exchange.hub import service as hub
from madang.simulation import service as simulation


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> simulation.Population:
    folder = tmp_path_factory.mktemp("exchange") / "province"
    return simulation.generate(600, 5, simulation.default_province, folder)


@pytest.fixture(scope="session")
def running(province: simulation.Population) -> Iterator[simulation.RunningAgencies]:
    with simulation.RunningAgencies(province.folder) as agencies:
        yield agencies


@pytest.fixture
def agencies(running: simulation.RunningAgencies, settings: Settings) -> Iterator[simulation.RunningAgencies]:
    """All of them well, at their addresses; well again afterwards."""
    settings.AGENCY_ADDRESSES = dict(running.addresses)
    hub.forget_failures()
    yield running
    running.all_right()
    hub.forget_failures()


@pytest.fixture
def unrecorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Exchanges go into this list instead of the database: (agency, operation, outcome)."""
    seen: list[tuple[str, str, str]] = []

    async def record(agency: str, operation: str, outcome: str, **rest: object) -> None:
        seen.append((agency, operation, outcome))

    monkeypatch.setattr("madang.exchange.hub.recording.record", record)
    return seen
