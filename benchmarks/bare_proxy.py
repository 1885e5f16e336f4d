"""The least a signing proxy can be: what Madang's hub is measured against (benchmarks/hub.py).

The same server, the same client, the same cryptography and the same profile of signatures: it verifies the client's
signature, asks the provider with its own, verifies the provider's, and signs what it passes on. It has no registry, no
rights, no contract, no replay guard and no log.

    BARE_SEED=… BARE_CLIENT=… BARE_PROVIDER=… BARE_UPSTREAM=http://127.0.0.1:9001 \
        granian --interface asgi --loop uvloop --factory benchmarks.bare_proxy:application
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import aiohttp
from yarl import URL

from madang.exchange.hub.signing.service import (
    SignatureRefused,
    Signer,
    claimed,
    public_key,
    sign_answer,
    sign_request,
    verify_answer,
    verify_request,
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
PREFIX = 5
"""Parts of the path that name the service: /r1/instance/class/member/subsystem/service."""
STRIPPED = frozenset({"host", "user-agent", "server", "content-length", "connection", "signature", "signature-input",
                      "content-digest", "date", "transfer-encoding"})  # fmt: skip


class BareProxy:
    """ASGI."""

    def __init__(self, seed: str, client: str, provider: str, upstream: str) -> None:
        self.signer, self.upstream = Signer.of(seed), upstream
        self.client, self.provider = public_key(client), public_key(provider)
        self.session: aiohttp.ClientSession | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """The life of the process, or one request."""
        if scope["type"] == "lifespan":
            await self.live(receive, send)
            return
        try:
            status, fields, body = await self.exchange(scope, receive)
        except SignatureRefused as refused:
            status, fields, body = 400, [], str(refused).encode()
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in fields]
        await send({"type": "http.response.start", "status": status, "headers": encoded})
        await send({"type": "http.response.body", "body": body})

    async def live(self, receive: Receive, send: Send) -> None:
        """Opens the client, and closes it."""
        await receive()
        connector = aiohttp.TCPConnector(limit=1000, limit_per_host=200)
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            auto_decompress=False,
        ) as session:
            self.session = session
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def exchange(self, scope: Message, receive: Receive) -> tuple[int, list[tuple[str, str]], bytes]:
        """Verify, ask, verify, sign. SignatureRefused."""
        path, query = scope["raw_path"].decode(), scope["query_string"].decode()
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        body = await self.body(receive) if "content-length" in headers else b""
        asked = verify_request(scope["method"], path, query, headers, body, lambda _: self.client)
        below = "/" + "/".join(path.split("/")[PREFIX + 2 :])
        ours = {"x-road-client": headers["x-road-client"], "x-road-id": headers.get("x-road-id", "")}
        ours["x-road-service"] = "/".join(path.split("/")[2 : PREFIX + 2])
        signed = sign_request(self.signer, scope["method"], below, query, ours, body)
        passed = [(n, v) for n, v in headers.items() if n not in STRIPPED and not n.startswith("x-road-")]
        passed += [*ours.items(), *signed.items()]
        url = URL(f"{self.upstream}{below}{'?' if query else ''}{query}", encoded=True)
        assert self.session is not None, "not started"
        async with self.session.request(
            scope["method"], url, headers=passed, data=body or None, allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=30),
        ) as answer:  # fmt: skip
            read = await answer.read()
            found = [(n.decode().lower(), v.decode()) for n, v in answer.raw_headers]
        signature = claimed(signed).value
        verify_answer(answer.status, dict(found), read, signature, lambda _: self.provider)
        response = {"x-road-id": ours["x-road-id"], "x-road-service": ours["x-road-service"]}
        fields = [(n, v) for n, v in found if n not in STRIPPED]
        fields += response.items()
        fields += sign_answer(self.signer, answer.status, response, read, asked.value, also=tuple(response),
                              digested=dict(found)["content-digest"]).items()  # fmt: skip
        return answer.status, fields, read

    async def body(self, receive: Receive) -> bytes:
        """All of it."""
        parts = []
        while True:
            message = await receive()
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                return b"".join(parts)


def application() -> BareProxy:
    """From the surroundings."""
    return BareProxy(*(os.environ[f"BARE_{name}"] for name in ("SEED", "CLIENT", "PROVIDER", "UPSTREAM")))
