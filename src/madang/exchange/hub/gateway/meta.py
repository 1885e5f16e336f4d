"""What the hub says of itself: X-Road's metaservices (PR-META, PR-MREST), answered by the hub, signed and on record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from madang.exchange.hub.gateway.exchange import Answer, Exchange, Request
from madang.exchange.hub.gateway.forwarding import META
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.paths import Target
from madang.exchange.hub.registry.snapshot import HeldRight, OfferedService, Snapshot

CONTRACT = Path(__file__).with_name("openapi.yaml").read_bytes()
"""The hub's own addresses as an OpenAPI document."""
_PARTS = ("xroad_instance", "member_class", "member_code", "subsystem_code")
_JSON = [("content-type", "application/json; charset=utf-8")]


def _json(body: Any) -> Answer:
    return Answer(200, list(_JSON), json.dumps(body, ensure_ascii=False).encode())


def list_clients(registry: Snapshot, query: str) -> bytes:
    """Everybody who is registered (PR-META §3), as JSON; xRoadInstance narrows."""
    wanted = parse_qs(query).get("xRoadInstance", [""])[0]
    found = []
    for kind, entries in (("MEMBER", registry.entries.members), ("SUBSYSTEM", registry.entries.subsystems)):
        for entry in entries:
            parts = entry.identifier.split("/")
            if wanted in ("", parts[0]):
                identity = {"object_type": kind, **dict(zip(_PARTS, parts, strict=False))}
                found.append({"id": identity, "name": entry.name_ko, "name_en": entry.name_en})
    return json.dumps({"member": found}, ensure_ascii=False).encode()


def asked(target: Target, identifier: str, count: int, registry: Snapshot) -> str | None:
    """Which metaservice a path resolved so means, None for an ordinary service. Fault."""
    code = identifier.rpartition("/")[2]
    if code not in META or identifier in registry.services:
        return None
    if target.path_after(count):
        raise Fault(Error.BAD_REQUEST, f"nothing comes after {code}")
    return code


def answer(code: str, identifier: str, request: Request, exchange: Exchange, registry: Snapshot) -> Answer:
    """listMethods, allowedMethods or getOpenAPI. Fault."""
    if request.method != "GET":
        raise Fault(Error.INVALID_METHOD, f"{code} is asked with GET")
    exchange.service = identifier
    owner = identifier.rpartition("/")[0]
    services = [one for one in registry.services.values() if one.owner == owner]
    if code == "getOpenAPI":
        return _open_api(request, owner, registry)
    if code == "listMethods":
        return _json({"service": [_service(one, _endpoints(one)) for one in services]})
    allowed = ((one, _allowed(one, request.client, registry)) for one in services)
    return _json({"service": [_service(one, endpoints) for one, endpoints in allowed if endpoints]})


def _open_api(request: Request, owner: str, registry: Snapshot) -> Answer:
    code = parse_qs(request.query).get("serviceCode", [""])[0]
    service = registry.services.get(f"{owner}/{code}")
    if service is None or service.entry.document is None:
        raise Fault(Error.UNKNOWN_SERVICE, f"serviceCode: {owner} has no such service with a description")
    return _json(service.entry.document)


def _service(service: OfferedService, endpoints: list[dict[str, str]]) -> dict[str, Any]:
    *owner, code = service.entry.identifier.split("/")
    return {
        "object_type": "SERVICE",
        **dict(zip(_PARTS, owner, strict=False)),
        "service_code": code,
        "service_type": "REST" if service.contract is None else "OPENAPI",
        "endpoint_list": endpoints,
    }


def _endpoints(service: OfferedService) -> list[dict[str, str]]:
    if service.contract is None:
        return []
    return [{"method": one.method, "path": _wild(one.path)} for one in service.contract.operations]


def _allowed(service: OfferedService, client: str, registry: Snapshot) -> list[dict[str, str]]:
    """Endpoints of the contract that a right covers; where there is no contract, the rights themselves."""
    rights = registry.rights_of(client, service.entry.identifier)
    if service.contract is None:
        return [{"method": one.method, "path": one.path} | _persons(one) for one in rights]
    return [
        one | _persons(right) for one in _endpoints(service)
        if (right := registry.right(client, service.entry.identifier, one["method"], one["path"])) is not None
    ]  # fmt: skip


def _persons(right: HeldRight) -> dict[str, str]:
    """The statute of a right that names one; that persons go by the client's own names, where they do."""
    if right.ground:
        return {"ground": right.ground}
    return {} if right.told is None else {"persons": "pseudonyms"}


def _wild(path: str) -> str:
    """/pets/{id} as X-Road lists it: /pets/*."""
    return "/".join("*" if part.startswith("{") else part for part in path.split("/"))
