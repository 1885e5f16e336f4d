"""What the hub says of itself."""

from __future__ import annotations

import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.tests.calling import Caller
from madang.exchange.hub.tests.conftest import CLIENT, OWNER
from madang.exchange.hub.tests.provider import DOCUMENT, Provider


def test_everybody_is_listed(caller: Caller) -> None:
    members = caller.send("GET", "/listClients", {}).json["member"]
    assert {"id": {"object_type": "MEMBER", "xroad_instance": "KR", "member_class": "GOV", "member_code": "city"},
            "name": "기관", "name_en": "Office"} in members  # fmt: skip
    subsystems = [one["id"] for one in members if one["id"]["object_type"] == "SUBSYSTEM"]
    assert {one["subsystem_code"] for one in subsystems} == {"app", "register"}
    assert caller.send("GET", "/listClients?xRoadInstance=EE", {}).json == {"member": []}
    assert len(caller.send("GET", "/listClients?xRoadInstance=KR", {}).json["member"]) == 6


def test_methods_are_listed_as_x_road_lists_them(caller: Caller, provider: Provider, record: hub.Remembered) -> None:
    said = caller.call("GET", f"/r1/{OWNER}/listMethods")
    services = {one["service_code"]: one for one in said.json["service"]}
    assert set(services) == {"things", "loose", "off", "gone", "elsewhere"}
    things = services["things"]
    assert {"object_type": "SERVICE", "xroad_instance": "KR", "member_class": "GOV", "member_code": "office",
            "subsystem_code": "register", "service_type": "OPENAPI"}.items() <= things.items()  # fmt: skip
    assert {"method": "GET", "path": "/things/*"} in things["endpoint_list"]
    assert services["loose"]["service_type"] == "REST"
    assert said.headers["x-road-service"] == f"{OWNER}/listMethods"
    assert record.bodies[-1]["service"] == f"{OWNER}/listMethods"
    assert provider.asked == []


def test_allowed_methods_are_those_one_has_a_right_to(caller: Caller, other: Caller) -> None:
    mine = caller.call("GET", f"/r1/{OWNER}/allowedMethods").json["service"]
    assert {one["service_code"] for one in mine} == {"things", "loose", "off", "gone", "elsewhere"}
    theirs = other.call("GET", f"/r1/{OWNER}/allowedMethods").json["service"]
    assert [(one["service_code"], one["endpoint_list"]) for one in theirs] == [
        ("loose", [{"method": "GET", "path": "/open/*"}])
    ]


def test_a_description_is_given_to_whoever_is_registered(other: Caller) -> None:
    said = other.call("GET", f"/r1/{OWNER}/getOpenAPI", "serviceCode=things")
    assert said.json == DOCUMENT
    for query in ("serviceCode=loose", "serviceCode=nothing", ""):
        assert other.call("GET", f"/r1/{OWNER}/getOpenAPI", query).error == "server.serverproxy.unknown_service"


@pytest.mark.parametrize("code", ["listMethods", "allowedMethods", "getOpenAPI"])
def test_metaservices_are_asked_properly(caller: Caller, code: str) -> None:
    assert caller.call("POST", f"/r1/{OWNER}/{code}").error == "client.invalid_http_method"
    assert caller.call("GET", f"/r1/{OWNER}/{code}/more").error == "client.bad_request"
    assert caller.call("GET", f"/r1/KR/GOV/nobody/x/{code}").error == "server.serverproxy.unknown_service"
    assert caller.send("GET", f"/r1/{OWNER}/{code}", {"x-road-client": CLIENT}).error == "client.missing_signature"
