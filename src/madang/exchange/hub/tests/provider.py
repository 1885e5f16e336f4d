"""A provider that says what it was asked, and answers as a test wants; in a thread, over real HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from madang.exchange.hub.signing.service import SignatureRefused, Signer, claimed, sign_answer

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "paths": {
        "/things/{id}": {
            "get": {
                "operationId": "thing",
                "responses": {
                    "200": {
                        "description": "one",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    },
                    "204": {"description": "none"},
                    "404": {"description": "no", "content": {"application/problem+json": {}}},
                },
            },
            "delete": {"operationId": "remove", "responses": {"204": {"description": "gone"}}},
        },
        "/things": {
            "post": {
                "operationId": "add",
                "responses": {"default": {"description": "any", "content": {"application/json": {}}}},
            }
        },
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {"name": {"type": "string"}},
            }
        }
    },
}


@dataclass
class Provider:
    """asked: what came, in order. answers: status, fields and body of the next answers; the last one stays."""

    signer: Signer
    address: str = ""
    sign: bool = True
    delay: float = 0.0
    status: int = 200
    fields: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    body: bytes = b'{"name": "x"}'
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.asked.append({"method": request.method, "path": request.raw_path, "headers": headers,
                           "body": await request.read()})  # fmt: skip
        if self.delay:
            await asyncio.sleep(self.delay)
        try:
            signature = claimed(headers).value
        except SignatureRefused:
            signature = ""
        body = b"" if request.method == "HEAD" else self.body
        signed = sign_answer(self.signer, self.status, {}, body, signature) if self.sign else {}
        return web.Response(status=self.status, headers={**self.fields, **signed}, body=body)

    def again(self) -> None:
        """As at the beginning."""
        self.sign, self.delay, self.status, self.body = True, 0.0, 200, b'{"name": "x"}'
        self.fields = {"Content-Type": "application/json"}
        self.asked.clear()


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Until the block ends."""
    loop = asyncio.new_event_loop()
    runners: list[web.AppRunner] = []

    async def start() -> str:
        application = web.Application(client_max_size=32 * 1024 * 1024)
        application.router.add_route("*", "/{tail:.*}", provider.answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def stop() -> None:
        await runners[0].cleanup()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    provider.address = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield provider
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
