"""The demonstration's registry: the house asks by statute, whoever comes without one by names of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.models import AccessRight, EventRight, Service
from madang.exchange.hub.registry.snapshot import Snapshot
from madang.exchange.hub.signing.service import Signer, new_seed
from madang.exchange.hub.tests.serving import BY


def test_the_house_asks_by_statute() -> None:
    wanted = hub.demonstration({})
    assert all("§" in one.ground for one in wanted.rights)
    assert {one.ground != "" for one in wanted.event_rights if one.may == "subscribe"} == {True}
    assert all(one.persons is not None for one in wanted.services)
    snapshot = Snapshot(wanted)
    held = [one for right in wanted.rights for one in snapshot.rights_of(right.client, right.service)]
    assert [one.told for one in held] == [None] * len(hub.agencies())


def test_a_demonstration_of_before_is_given_its_statutes(db: None) -> None:
    keys = {name: Signer.of(new_seed()).public for name in ("hub", "mydata", "agency-moi")}
    hub.register_demonstration(keys)
    wanted = hub.entries_now()
    AccessRight.objects.update(ground="")
    EventRight.objects.update(ground="")
    Service.objects.update(persons={})
    gone = AccessRight.objects.get(service__subsystem__identifier=hub.subsystem_of_agency("nts"))
    hub.revoke(gone.client.identifier, hub.service_of_agency("nts"), by=BY)
    hub.register_demonstration(keys)
    found = hub.entries_now()
    assert set(found.rights) == {one for one in wanted.rights if "/nts/" not in one.service}
    assert set(found.event_rights) == set(wanted.event_rights)
    assert found.services == wanted.services
    assert hub.register_demonstration(keys) == 0
    # What somebody took away since stays so.
    AccessRight.objects.update(ground="")
    assert hub.register_demonstration(keys) == 0


@pytest.mark.parametrize("agency", hub.agencies())
def test_every_register_number_in_a_contract_has_its_place(agency: str) -> None:
    """Whoever asks by name is told of nobody by number: the pack says where each stands."""
    service = next(one for one in hub.demonstration({}).services if one.identifier == hub.service_of_agency(agency))
    document = service.document
    assert service.persons is not None
    assert document is not None
    for operation in (one for item in document["paths"].values() for one in item.values()):
        asked = operation.get("requestBody", {}).get("content", {})
        answered = [one for answer in operation["responses"].values() for one in answer.get("content", {}).values()]
        for schemas, places in ((asked.values(), service.persons.asked), (answered, service.persons.answered)):
            for one in schemas:
                found = set(_numbers(document, one.get("schema", {}), ""))
                assert found <= set(places), operation["operationId"]
        for parameter in operation.get("parameters", ()):
            assert list(_numbers(document, parameter["schema"], "x")) == []


def _numbers(document: Any, schema: Any, place: str) -> Iterator[str]:
    reference = schema.get("$ref", "")
    if reference:
        for part in reference.removeprefix("#/").split("/"):
            schema = document if part == "components" else schema
            schema = schema[part]
    if schema.get("pattern") == r"^S\d{7}$":
        yield place
    for name, inner in schema.get("properties", {}).items():
        yield from _numbers(document, inner, f"{place}.{name}".removeprefix("."))
    if "items" in schema:
        yield from _numbers(document, schema["items"], f"{place}[]")
    for kind in ("oneOf", "anyOf", "allOf"):
        for inner in schema.get(kind, ()):
            yield from _numbers(document, inner, place)


def test_every_person_of_an_event_has_its_place() -> None:
    for kind in hub.demonstration({}).event_types:
        assert set(_numbers({}, kind.schema, "")) == {kind.subject_field, *kind.persons}
