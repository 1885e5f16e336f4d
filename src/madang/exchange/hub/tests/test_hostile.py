"""Many at once, and whatever a stranger may send: a typed answer each time, one entry each time, nothing else."""

from __future__ import annotations

import asyncio
import json
import socket
from urllib.parse import urlsplit

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yarl import URL

from madang.exchange.hub import service as hub
from madang.exchange.hub.tests.calling import Caller
from madang.exchange.hub.tests.conftest import CLIENT, OWNER, PATH
from madang.exchange.hub.tests.provider import Provider

printable = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#?"), max_size=40)
values = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)


def test_a_hundred_at_once(caller: Caller, provider: Provider, record: hub.Remembered) -> None:
    provider.delay = 0.05
    before = len(record.bodies)

    async def one(session: aiohttp.ClientSession, number: int) -> tuple[str, str]:
        path = f"{PATH}/things/{number}"
        headers = caller.signed("GET", path, id=f"many-{number}")
        async with session.get(URL(caller.address + path, encoded=True), headers=headers) as answer:
            assert (answer.status, await answer.json()) == (200, {"name": "x"})
            return answer.headers["x-road-id"], answer.headers["x-road-request-id"]

    async def all_of_them() -> list[tuple[str, str]]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:
            return await asyncio.gather(*(one(session, number) for number in range(100)))

    said = asyncio.run(all_of_them())
    assert {id for id, _ in said} == {f"many-{number}" for number in range(100)}
    assert {(body["id"], body["request_id"]) for body in record.bodies[before:]} == set(said)
    asked = [one["headers"]["x-road-id"] for one in provider.asked]
    assert sorted(asked) == sorted(f"many-{number}" for number in range(100))


def test_of_a_hundred_with_one_id_one_passes(caller: Caller, provider: Provider) -> None:
    headers = caller.signed("GET", f"{PATH}/things/1", id="one-of-many")

    async def one(session: aiohttp.ClientSession) -> int:
        async with session.get(f"{caller.address}{PATH}/things/1", headers=headers) as answer:
            return answer.status

    async def all_of_them() -> list[int]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:
            return await asyncio.gather(*(one(session) for _ in range(100)))

    assert sorted(asyncio.run(all_of_them())) == [200] + [400] * 99
    assert len(provider.asked) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(more=printable, query=printable)
def test_any_path(caller: Caller, provider: Provider, record: hub.Remembered, more: str, query: str) -> None:
    provider.asked.clear()
    before, path = len(record.bodies), f"/r1/{OWNER}/loose/{more}"
    said = caller.call("GET", path, query)
    assert said.status in (200, 400)
    assert "internal" not in said.error
    # What the server itself cannot read never becomes an exchange.
    assert len(record.bodies) - before == (1 if "x-road-request-id" in said.headers else 0)
    if said.status == 200:
        [asked] = provider.asked
        assert asked["path"] == f"/{more}" + (f"?{query}" if query else "")
    else:
        assert provider.asked == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["x-road-client", "x-road-id", "signature", "signature-input", "content-digest",
                             "content-type", "x-own", "accept", "connection", "content-encoding", "expect"]),
       value=values)  # fmt: skip
def test_any_header(caller: Caller, record: hub.Remembered, name: str, value: str) -> None:
    before = len(record.bodies)
    headers = caller.signed("GET", f"{PATH}/things/1") | {name: value}
    said = caller.send("GET", f"{PATH}/things/1", headers)
    assert said.status in (200, 400)
    assert said.error != "server.clientproxy.internal_error"
    assert len(record.bodies) - before == (1 if "x-road-request-id" in said.headers else 0)
    assert json.dumps(record.bodies[-1])


@pytest.mark.parametrize("raw", [
    b"GET " + PATH.encode() + b"/things/1 HTTP/1.1\r\nHost: x\r\nX-Road-Client: " + CLIENT.encode()
    + b"\r\nX-Road-Client: " + CLIENT.encode() + b"\r\n\r\n",
    b"GET " + PATH.encode() + b"/things/\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST " + PATH.encode() + b"/things HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST " + PATH.encode() + b"/things HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n",
    b"GET http://elsewhere" + PATH.encode() + b"/things/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET " + PATH.encode() + b"/x HTTP/1.1\r\n" + b"".join(b"x-%d: y\r\n" % n for n in range(150)) + b"\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
])  # fmt: skip
def test_raw_bytes(caller: Caller, provider: Provider, raw: bytes) -> None:
    where = urlsplit(caller.address)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=5) as stranger:
        stranger.sendall(raw)
        stranger.shutdown(socket.SHUT_WR)
        said = stranger.recv(65_536)
    assert not said or said.split(b" ")[1][:1] == b"4"
    assert provider.asked == []
    assert caller.call("GET", f"{PATH}/things/1").status == 200
