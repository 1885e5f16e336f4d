"""The contracts of six agencies: what they answer to whoever asks, and what comes through the hub."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import requests
import yaml

from madang.exchange.hub import service as hub
from madang.exchange.hub.signing.service import Signer
from madang.simulation import service as simulation
from madang.simulation.agencies.slices import agencies
from tests.apis.asking import Asking
from tests.apis.conftest import EXAMPLES
from tests.apis.signing import signed_by


def known_numbers(document: dict[str, Any]) -> dict[str, Any]:
    """The same document about fewer numbers, of which some are somebody's."""
    narrowed = copy.deepcopy(document)
    narrowed["components"]["schemas"]["Number"]["pattern"] = r"^S0000\d{3}$"
    return narrowed


@pytest.mark.parametrize("agency", sorted(agencies))
def test_an_agency_alone(agency: str, alone: simulation.RunningAgencies) -> None:
    address = alone.addresses[agency]
    document = yaml.safe_load(requests.get(f"{address}/openapi.yaml", timeout=10).text)
    done = Asking(known_numbers(document), address, examples=EXAMPLES).all()
    assert done.operations == 4
    assert all(200 in statuses for statuses in done.statuses.values()), done.statuses
    assert any(400 in statuses for statuses in done.statuses.values()), done.statuses


def test_all_of_them_through_the_hub(
    registry: hub.Entries, keys: dict[str, Signer], at_the_hub: simulation.RunningAgencies
) -> None:
    """Asked by their contracts as the hub hands them out; it passes on nothing that is off them."""
    configuration = hub.Configuration(keys["hub"], hub.address_of_service, b"for tests")
    with hub.RunningGateway(hub.Gateway(configuration, hub.Fixed(registry), hub.Remembered())) as gateway:
        sign = signed_by(keys["mydata"], hub.house_subsystem("mydata"))
        for agency in agencies:
            owner, _, code = hub.service_of_agency(agency).rpartition("/")
            asked = requests.Request("GET", f"{gateway.address}/r1/{owner}/getOpenAPI?serviceCode={code}").prepare()
            asked.headers.update(sign(asked))
            document = requests.Session().send(asked, timeout=10).json()
            address = f"{gateway.address}/r1/{owner}/{code}"
            done = Asking(known_numbers(document), address, sign, examples=max(2, EXAMPLES // 3)).all()
            assert all(200 in statuses for statuses in done.statuses.values()), done.statuses
