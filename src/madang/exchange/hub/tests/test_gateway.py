"""An exchange through the gateway: what passes, what is refused and by which name, what is put on record."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import replace

import pytest

from madang.exchange.hub import service as hub
from madang.exchange.hub.gateway import incoming
from madang.exchange.hub.protocol.fields import request_hash
from madang.exchange.hub.signing.service import Signer, claimed, public_key, verify_request
from madang.exchange.hub.tests.calling import Caller
from madang.exchange.hub.tests.conftest import CLIENT, OTHER, OWNER, PATH, SERVICE
from madang.exchange.hub.tests.provider import Provider

LOOSE = f"/r1/{OWNER}/loose"


def test_an_exchange(caller: Caller, provider: Provider, record: hub.Remembered) -> None:
    id = str(uuid.uuid4())
    said = replace(caller, also={"accept": "application/json"}).call("GET", f"{PATH}/things/1", "q=%20&z", id=id)
    assert (said.status, said.json, said.error) == (200, {"name": "x"}, "")
    assert said.signature
    assert said.headers["x-road-client"] == CLIENT
    assert said.headers["x-road-service"] == SERVICE
    assert said.headers["x-road-id"] == id
    assert uuid.UUID(said.headers["x-road-request-id"])
    body = record.bodies[-1]
    assert (body["client"], body["service"], body["id"], body["status"]) == (CLIENT, SERVICE, id, 200)
    assert body["request_id"] == said.headers["x-road-request-id"]
    assert body["path"] == f"{PATH}/things/1"
    assert "q=" not in json.dumps(body)
    assert set(body) >= {"request", "asked", "answered", "response"}
    assert body["response"]["signature"] == claimed(said.headers).value
    assert body["answered"]["digest"] == said.headers["content-digest"]


def test_the_provider_is_asked_in_the_hub_s_name(
    caller: Caller, provider: Provider, signers: dict[str, Signer]
) -> None:
    more = {"x-road-userid": "EE1", "x-road-issue": "7", "x-own": "kept", "connection": "x-hop", "x-hop": "1",
            "user-agent": "mine", "content-type": "application/json"}  # fmt: skip
    said = replace(caller, also=more).call("POST", f"{PATH}/things", "a=%2F&b=1", b'{"n": 1}')
    assert said.status == 200
    asked = provider.asked[-1]
    assert (asked["method"], asked["path"], asked["body"]) == ("POST", "/things?a=%2F&b=1", b'{"n": 1}')
    headers = asked["headers"]
    assert headers["x-own"] == "kept"
    assert headers["x-road-userid"] == "EE1"
    assert headers["x-road-request-id"] == said.headers["x-road-request-id"]
    assert not {"x-hop", "user-agent"} & set(headers)
    assert headers["accept"] == "application/json"
    found = verify_request("POST", "/things", "a=%2F&b=1", headers, asked["body"],
                           lambda keyid: public_key(signers["hub"].public))  # fmt: skip
    assert {'"x-road-client"', '"x-road-service"', '"x-road-id"', '"content-digest"'} <= set(found.components)


def test_the_request_hash_can_be_worked_out_by_the_client(caller: Caller) -> None:
    headers = caller.signed("POST", f"{PATH}/things", "", b"{}")
    said = caller.send("POST", f"{PATH}/things", headers, b"{}")
    sent = [("host", ""), *((name, value) for name, value in headers.items())]
    wanted = request_hash("POST", f"{PATH}/things", sent, said.headers["x-road-request-id"], b"{}")
    assert said.headers["x-road-request-hash"] == wanted


def test_an_id_is_made_where_there_is_none(caller: Caller, provider: Provider) -> None:
    headers = caller.signed("GET", f"{PATH}/things/1")
    from madang.exchange.hub.signing.service import sign_request

    headers = {"x-road-client": CLIENT}
    headers |= sign_request(caller.signer, "GET", f"{PATH}/things/1", "", headers, b"")
    said = caller.send("GET", f"{PATH}/things/1", headers)
    assert said.status == 200
    assert uuid.UUID(said.headers["x-road-id"])
    assert provider.asked[-1]["headers"]["x-road-id"] == said.headers["x-road-id"]
    assert caller.send("GET", f"{PATH}/things/1", headers).error == "client.replayed_message"


def test_a_provider_s_own_errors_and_redirects_pass(caller: Caller, provider: Provider) -> None:
    provider.status, provider.body = 404, b"{}"
    provider.fields = {"Content-Type": "application/problem+json", "X-Custom": "1", "Connection": "close"}
    said = caller.call("GET", f"{PATH}/things/1")
    assert (said.status, said.error, said.headers["x-custom"]) == (404, "", "1")
    provider.status, provider.body, provider.fields = 302, b"", {"Location": "http://127.0.0.1:1/"}
    said = caller.call("GET", f"{LOOSE}/x")
    assert (said.status, said.headers["location"]) == (302, "http://127.0.0.1:1/")
    provider.status, provider.fields = 204, {}
    assert caller.call("DELETE", f"{PATH}/things/1").status == 204


def test_every_method_passes_and_head_has_no_body(caller: Caller, provider: Provider) -> None:
    for method in ("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"):
        assert caller.call(method, f"{LOOSE}/x", "", b"1" if method in ("POST", "PUT", "PATCH") else b"").status == 200
        assert provider.asked[-1]["method"] == method
    said = caller.call("HEAD", f"{PATH}/things/1")
    assert (said.status, said.body) == (200, b"")
    assert (
        caller.send("TRACE", f"{LOOSE}/x", caller.signed("TRACE", f"{LOOSE}/x")).error == "client.invalid_http_method"
    )


@pytest.mark.parametrize(
    ("path", "error"),
    [
        (f"/r1/{OWNER}/nothing", "server.serverproxy.unknown_service"),
        ("/r1/KR/GOV/nobody/register/things", "server.serverproxy.unknown_service"),
        (f"{PATH}/other", "server.serverproxy.endpoint_not_found"),
        (f"{PATH}/things/1/2", "server.serverproxy.endpoint_not_found"),
        (f"/r1/{OWNER}/off/x", "server.serverproxy.service_disabled"),
        (f"/r1/{OWNER}/gone/x", "server.serverproxy.network_error"),
        (f"/r1/{OWNER}/elsewhere/x", "server.serverproxy.network_error"),
        ("/r1/KR/GOV", "client.bad_request"),
        (f"{PATH}/things/%2e%2e/secret", "client.bad_request"),
        (f"{LOOSE}/open/..%2fsecret", "client.bad_request"),
    ],
)
def test_what_is_not_there_has_a_name(
    caller: Caller, provider: Provider, record: hub.Remembered, path: str, error: str
) -> None:
    said = caller.call("GET", path)
    assert said.error == error
    assert said.status == (500 if error.rpartition(".")[2] in ("service_disabled", "network_error") else 400)
    assert provider.asked == []
    assert (record.bodies[-1]["error"], record.bodies[-1]["client"]) == (error, CLIENT)
    assert record.bodies[-1]["request_id"] == said.json["detail"] == said.headers["x-road-request-id"]


def test_without_a_right_nobody_is_asked(other: Caller, provider: Provider) -> None:
    assert other.call("GET", f"{PATH}/things/1").error == "server.serverproxy.access_denied"
    assert other.call("GET", f"{LOOSE}/closed/1").error == "server.serverproxy.access_denied"
    assert other.call("POST", f"{LOOSE}/open/1").error == "server.serverproxy.access_denied"
    assert other.call("GET", f"{LOOSE}/open/1/2").error == "server.serverproxy.access_denied"
    assert provider.asked == []
    assert other.call("GET", f"{LOOSE}/open/1").status == 200
    assert other.call("GET", f"{LOOSE}/%6Fpen/1").status == 200
    assert len(provider.asked) == 2


def test_who_asks_is_proven(caller: Caller, signers: dict[str, Signer], record: hub.Remembered) -> None:
    path = f"{PATH}/things/1"
    good = caller.signed("GET", path)
    for headers, error in (
        ({k: v for k, v in good.items() if k != "x-road-client"}, "client.missing_header_field"),
        (good | {"x-road-client": "KR/GOV/nobody/app"}, "server.clientproxy.unknown_member"),
        (good | {"x-road-client": "../x"}, "client.invalid_client_identifier"),
        (good | {"x-road-client": OTHER}, "client.unknown_key"),
        (good | {"x-road-id": "another"}, "client.invalid_signature_value"),
        (good | {"x-road-id": "x" * 200}, "client.bad_request"),
        ({k: v for k, v in good.items() if k != "signature"}, "client.missing_signature"),
        (good | {"signature": "madang=:AAAA:"}, "client.malformed_signature"),
        (replace(caller, signer=signers["expired"]).signed("GET", path), "client.unknown_key"),
        (replace(caller, signer=signers["next"]).signed("GET", path), "client.unknown_key"),
        (caller.signed("GET", path, created=int(time.time()) - 300), "client.signature_out_of_time"),
        (caller.signed("GET", path, created=int(time.time()) + 300), "client.signature_out_of_time"),
        (caller.signed("POST", path), "client.invalid_signature_value"),
        (caller.signed("GET", path, "a=1"), "client.invalid_signature_value"),
    ):
        before = len(record.bodies)
        said = caller.send("GET", path, headers)
        assert (said.error, said.status) == (error, 400)
        assert [body["error"] for body in record.bodies[before:]] == [error]


def test_a_body_that_is_not_signed_is_refused(caller: Caller, provider: Provider) -> None:
    headers = caller.signed("POST", f"{PATH}/things")
    assert caller.send("POST", f"{PATH}/things", headers, b"{}").error == "client.malformed_signature"
    headers = caller.signed("POST", f"{PATH}/things", "", b"{ }")
    assert caller.send("POST", f"{PATH}/things", headers, b"{}").error == "client.invalid_signature_value"
    assert provider.asked == []


def test_what_was_said_once_is_not_said_again(caller: Caller, other: Caller, provider: Provider) -> None:
    path = f"{PATH}/things"
    headers = caller.signed("POST", path, "", b"{}", id="once")
    assert caller.send("POST", path, headers, b"{}").status == 200
    assert caller.send("POST", path, headers, b"{}").error == "client.replayed_message"
    assert caller.call("POST", path, "", b'{"other": 1}', id="once").error == "client.replayed_message"
    assert len(provider.asked) == 1
    # The same id of somebody else is another message.
    assert other.call("GET", f"{LOOSE}/open/1", id="once").status == 200


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"sign": False}, "server.serverproxy.missing_signature"),
        ({"body": b"<html>"}, "server.serverproxy.invalid_response"),
        ({"body": b'{"name": 1}'}, "server.serverproxy.invalid_response"),
        ({"body": b'{"name": "x", "secret": "850101"}'}, "server.serverproxy.invalid_response"),
        ({"fields": {"Content-Type": "text/html"}}, "server.serverproxy.invalid_response"),
        ({"fields": {}}, "server.serverproxy.invalid_response"),
        ({"status": 418}, "server.serverproxy.invalid_response"),
        ({"status": 500}, "server.serverproxy.invalid_response"),
        ({"fields": {"Content-Type": "application/json", "Content-Encoding": "gzip"}},
         "server.serverproxy.invalid_response"),
        ({"delay": 3.0}, "server.serverproxy.service_timed_out"),
    ],
)  # fmt: skip
def test_an_answer_that_may_not_pass(caller: Caller, provider: Provider, change: dict[str, object], error: str,
                                     record: hub.Remembered) -> None:  # fmt: skip
    for name, value in change.items():
        setattr(provider, name, value)
    said = caller.call("GET", f"{PATH}/things/1")
    assert (said.status, said.error) == (500, error)
    assert b"850101" not in said.body
    assert record.bodies[-1]["error"] == error
    assert "850101" not in json.dumps(record.bodies[-1])


def test_a_provider_that_signs_with_another_key(caller: Caller, provider: Provider, signers: dict[str, Signer]) -> None:
    own = provider.signer
    try:
        provider.signer = signers[CLIENT]
        assert caller.call("GET", f"{PATH}/things/1").error == "server.serverproxy.unknown_key"
    finally:
        provider.signer = own


def test_without_contract_the_answer_passes_as_it_is(caller: Caller, provider: Provider) -> None:
    provider.status, provider.fields, provider.body = 418, {"Content-Type": "text/x"}, b"\x00\xff"
    said = caller.call("GET", f"{LOOSE}/x")
    assert (said.status, said.body, said.headers["content-type"]) == (418, b"\x00\xff", "text/x")


def test_what_is_too_large_is_refused(caller: Caller, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    large = b"x" * (incoming.MOST_BYTES + 1)
    said = caller.call("POST", f"{LOOSE}/x", "", large)
    assert (said.status, said.error) == (400, "client.request_too_large")
    assert provider.asked == []
    provider.body = large
    assert caller.call("GET", f"{LOOSE}/x").error == "server.serverproxy.response_too_large"
    provider.body = large[:-1]
    assert len(caller.call("GET", f"{LOOSE}/x").body) == incoming.MOST_BYTES


def test_a_slow_client_is_not_waited_for(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket
    from urllib.parse import urlsplit

    monkeypatch.setattr(incoming, "BODY_SECONDS", 0.3)
    where = urlsplit(caller.address)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=5) as slow:
        slow.sendall(f"POST {LOOSE}/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc".encode())
        assert b"client.request_timed_out" in slow.recv(4096)


def test_names_in_camel_case_by_setting(
    entries: hub.Entries, signers: dict[str, Signer], record: hub.Remembered
) -> None:
    configuration = hub.Configuration(signers["hub"], hub.address_of_service, camel=True)
    with hub.RunningGateway(hub.Gateway(configuration, hub.Fixed(entries), record)) as answering:
        one = Caller(answering.address, OTHER, signers[OTHER], signers["hub"].public)
        assert one.call("GET", f"{PATH}/things/1").error == "Server.ServerProxy.AccessDenied"


def test_what_cannot_be_recorded_is_not_answered(
    caller: Caller, provider: Provider, record: hub.Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub.Remembered, "writable", False)
    said = caller.call("GET", f"{PATH}/things/1")
    assert (said.status, said.error) == (500, "server.clientproxy.logging_failed")
    assert provider.asked == []
    health = caller.send("GET", "/health", {})
    assert (health.status, health.json) == (503, {"status": "not ready"})


def test_other_addresses(caller: Caller) -> None:
    assert caller.send("GET", "/health", {}).json == {"status": "ready"}
    for method, path in (
        ("GET", "/"),
        ("POST", "/listClients"),
        ("GET", "/r2/x"),
        ("GET", "/events"),
        ("PUT", "/events"),
    ):
        assert caller.send(method, path, {}).error == "client.bad_request"


def test_a_signature_can_be_verified_out_of_the_log(
    caller: Caller, provider: Provider, record: hub.Remembered, signers: dict[str, Signer]
) -> None:
    import base64

    from madang.exchange.hub.gateway.exchange import COVERS
    from madang.exchange.hub.signing.base import base_of, parameters_of

    named = {name: tuple(components.strip("()").split(" ")) for components, name in COVERS.items()}
    said = caller.call("POST", f"{PATH}/things", "", b"{}")
    body = record.bodies[-1]
    covers = [body[name]["covers"] for name in ("request", "asked", "answered", "response")]
    assert covers == ["ask with body", "forward with body", "answer", "respond"]
    for name, who, derived, headers in (
        ("request", CLIENT, {'"@method"': "POST", '"@path"': body["path"], '"@query"': "?"},
         {"x-road-client": CLIENT, "x-road-id": body["id"], "content-digest": body["request"]["digest"]}),
        ("answered", OWNER, {'"@status"': "200", '"signature";req;key="madang"': f":{body['asked']['signature']}:"},
         {"content-digest": body["answered"]["digest"]}),
        ("response", "hub", {'"@status"': "200", '"signature";req;key="madang"': f":{body['request']['signature']}:"},
         said.headers),
    ):  # fmt: skip
        kept = body[name]
        assert kept["keyid"] == signers[who].keyid
        parameters = parameters_of(named[kept["covers"]], kept["created"], kept["keyid"])
        base = base_of(named[kept["covers"]], parameters, derived, headers)
        public_key(signers[who].public).verify(base64.b64decode(kept["signature"]), base)
    assert len(json.dumps(body)) < 1_700
