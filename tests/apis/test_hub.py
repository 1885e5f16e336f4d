"""The hub's own addresses by their document: the directory, metaservices, telling and taking events."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import yaml

from madang.exchange.hub import service as hub
from madang.exchange.hub.signing.service import Signer
from madang.exchange.hub.tests.serving import database_url
from tests.apis.asking import Asking
from tests.apis.conftest import EXAMPLES
from tests.apis.signing import signed_by

BY_DESIGN = ("negative_data_rejection", "positive_data_acceptance")
"""Not asked of the hub: what is off an event's schema is kept in quarantine (202), and a name may be nobody's (400)."""


@pytest.mark.usefixtures("transactional_db")
def test_the_hub_s_own_addresses(registry: hub.Entries, keys: dict[str, Signer]) -> None:
    url = database_url()
    configuration = hub.Configuration(keys["hub"], hub.address_of_service, b"for tests")
    made = hub.Gateway(configuration, hub.Fixed(registry), hub.GroupLog(url), hub.DatabasePulling(url))
    with hub.RunningGateway(made) as gateway:
        document = yaml.safe_load(requests.get(f"{gateway.address}/openapi.yaml", timeout=10).text)
        _names_somebody(document, registry)
        for name in ("mydata", "agency-moi"):
            client = hub.house_subsystem(name) if name == "mydata" else hub.subsystem_of_agency("moi")
            sign = signed_by(keys[name], client)
            done = Asking(document, gateway.address, sign, examples=EXAMPLES, without=BY_DESIGN).all()
            assert done.operations == 8
            assert not {status for found in done.statuses.values() for status in found} - {200, 202, 400}, done.statuses
            answered = {label for label, found in done.statuses.items() if found & {200, 202}}
            mine = {"POST /events"} if name == "mydata" else {"GET /events/{subscription}"}
            assert done.statuses.keys() - answered <= mine, done.statuses


def _names_somebody(document: dict[str, Any], registry: hub.Entries) -> None:
    """Names that are asked for are somebody's; what is asked off the document makes up others."""
    parts = registry.services[0].identifier.split("/")
    for item in document["paths"].values():
        for place, one in enumerate(item.get("parameters", [])):
            one["schema"] = {"enum": [parts[place]]}
    pull = document["paths"]["/events/{subscription}"]["get"]["parameters"]
    pull[0]["schema"] = {"enum": [one.code for one in registry.subscriptions]}
    code = document["paths"]["/r1/{instance}/{class}/{member}/{subsystem}/getOpenAPI"]["get"]["parameters"]
    code[0]["schema"] = {"enum": [parts[-1]]}
