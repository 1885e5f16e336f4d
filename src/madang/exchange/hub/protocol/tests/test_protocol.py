"""Paths, names, fields, hashes and error names of X-Road's REST protocol."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.exchange.hub.protocol import fields
from madang.exchange.hub.protocol.faults import Error, Fault, snake
from madang.exchange.hub.protocol.names import client_of, decoded, written
from madang.exchange.hub.protocol.paths import query_of, target_of

BASE = "/r1/MADANG/GOV/nts/register/records"
ALPHABET = "abzABZ019'()+,-.=?가힣"


@given(st.lists(st.text(ALPHABET, min_size=1, max_size=12), min_size=4, max_size=4))
def test_an_identifier_survives_its_encoding(parts: list[str]) -> None:
    identifier = "/".join(parts)
    valid = all(decoded(quote(part, safe="")) == part for part in parts)
    assert valid == all(part[0] not in "'()+,-.=?" for part in parts)
    if valid:
        assert client_of(written(identifier)) == identifier


@pytest.mark.parametrize("header", ["", "A", "A/B", "A/B/C/D/E", "A/B/C/..", "A/B/C/.", "A/B//D", "A/B/C/%2e%2e",
                                    "A/B/C/D%2FE", "A/B/C/%FF", "A/B/C/D E", "A/B/C/D;E", "A/B/C/D%00", "A/B/C/%",
                                    "A/B/C/" + "x" * 101])  # fmt: skip
def test_a_client_that_is_none(header: str) -> None:
    with pytest.raises(Fault) as caught:
        client_of(header)
    assert caught.value.error is Error.INVALID_CLIENT


def test_a_path_is_taken_apart() -> None:
    target = target_of(f"{BASE}/v1/bar%20x/zyggy")
    assert target.parts == ("MADANG", "GOV", "nts", "register", "records")
    assert target.path_after(5) == "/v1/bar%20x/zyggy"
    assert target.path_after(4) == "/records/v1/bar%20x/zyggy"
    assert target_of(BASE).path_after(5) == ""
    assert target_of(f"{BASE}/").path_after(5) == "/"
    assert target_of("/r1/A/B/C/service").parts == ("A", "B", "C", "service")
    assert target_of("/r1/%EA%B0%80/B/C/D").parts[0] == "가"


climbing = ["..", ".", "%2e%2e", "%2E.", ".%2e", "%2e", "a%2Fb", "a%2fb", "a%5Cb", "%252e%252e", "%25252e%25252e",
            "..;x=1", "%2e%2e;", "..%3Bx", "a%252fb", "x%00", "x%0d%0a", "%", "%zz", "a b", "a\\b", "a|b", "",
            "가"]  # fmt: skip


@pytest.mark.parametrize("segment", climbing)
def test_a_path_never_climbs(segment: str) -> None:
    for path in (f"{BASE}/{segment}/x", f"{BASE}/a/{segment}/b"):
        with pytest.raises(Fault) as caught:
            target_of(path)
        assert caught.value.error is Error.BAD_REQUEST


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#?"), max_size=60))
def test_whatever_comes_through_stays_below_its_service(more: str) -> None:
    try:
        target = target_of(f"{BASE}/{more}")
    except Fault:
        return
    path = target.path_after(5)
    for _ in range(4):
        parts = [part.partition(";")[0] for part in path.split("/")]
        assert ".." not in parts
        assert "." not in parts
        assert path.count("/") == more.count("/") + 1
        path = unquote(path)


@pytest.mark.parametrize("path", ["/r1", "/r1/", "/r1/A/B/C", "/r2/A/B/C/D", "/r1/A/B/C/../E", "/r1/A/../C/D/E",
                                  "/r1/A/B/C/D" + "/x" * 5000])  # fmt: skip
def test_other_addresses_are_none_of_the_protocol(path: str) -> None:
    with pytest.raises(Fault):
        target_of(path)


def test_a_query_is_untouched() -> None:
    assert query_of(b"a=%2F&b=1;2&c[]=x%20y") == "a=%2F&b=1;2&c[]=x%20y"
    for query in (b"a b", b"a=%", b"a=\r\n", b"\xff", b"a=%2"):
        with pytest.raises(Fault):
            query_of(query)


def test_hop_by_hop_fields_and_names_of_hosts_end_here() -> None:
    raw = [(b"Connection", b"close, X-Private"), (b"Keep-Alive", b"1"), (b"X-Private", b"1"), (b"TE", b"x"),
           (b"Host", b"h"), (b"User-Agent", b"u"), (b"Server", b"s"), (b"Upgrade", b"h2c"), (b"Content-Length", b"1"),
           (b"X-Road-Request-Hash", b"forged"), (b"X-Road-Service", b"forged"), (b"Signature", b"x"),
           (b"X-Forwarded-For", b"10.0.0.1"), (b"Accept", b" a/b "), (b"X-Road-UserId", b"EE1"), (b"Cookie", b"c"),
           (b"Accept", b"c/d")]  # fmt: skip
    read = fields.read(raw)
    assert fields.passed_on(read) == [("accept", "a/b"), ("x-road-userid", "EE1"), ("cookie", "c"), ("accept", "c/d")]
    assert fields.by_name(read)["accept"] == "a/b, c/d"
    with pytest.raises(Fault) as caught:
        fields.by_name(fields.read([(b"X-Road-Client", b"A"), (b"x-road-client", b"B")]))
    assert caught.value.error is Error.DUPLICATE_HEADER
    with pytest.raises(Fault):
        fields.read([(b"a", b"b")] * 101)


def test_the_request_hash_is_the_specification_s() -> None:
    read = [("host", "h"), ("x-road-client", "A/B/C/D"), ("content-type", "x/y"), ("content-length", "2")]
    head = hashlib.sha512(b"POST\r\n/r1/x?y=1\r\nx-road-client:A/B/C/D\r\ncontent-type:x/y\r\nx-road-request-id:7\r\n")
    both = hashlib.sha512(head.digest() + hashlib.sha512(b"{}").digest()).digest()
    assert fields.request_hash("POST", "/r1/x?y=1", read, "7", b"{}") == base64.b64encode(both).decode()
    assert fields.request_hash("POST", "/r1/x?y=1", read, "7", b"") == base64.b64encode(head.digest()).decode()


@pytest.mark.parametrize("error", list(Error))
def test_an_error_has_two_names_and_one_status(error: Error) -> None:
    assert re.fullmatch(r"(client|server\.(client|server)proxy)\.[a-z_]+", error)
    assert snake(error.written(camel=True)) == snake(error) == error
    assert error.status == (400 if error.caller_s else 500)


def test_the_names_are_those_of_x_road() -> None:
    assert Error.ACCESS_DENIED.written(camel=True) == "Server.ServerProxy.AccessDenied"
    assert Error.ACCESS_DENIED.written(camel=False) == "server.serverproxy.access_denied"
    assert (Error.ACCESS_DENIED.status, Error.NETWORK_ERROR.status, Error.LOGGING_FAILED.status) == (400, 500, 500)
