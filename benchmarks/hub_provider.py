"""A provider that does nothing but answer so many bytes of JSON, signed: what the hub's benchmark asks."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from madang.exchange.hub.signing.service import SignatureRefused, Signer, claimed, sign_answer

Message = MutableMapping[str, Any]
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Records of the benchmark", "version": "1"},
    "paths": {
        "/records/{size}": {
            "get": {
                "operationId": "records",
                "responses": {
                    "200": {
                        "description": "so many bytes",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Records"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Records": {
                "type": "object",
                "additionalProperties": False,
                "required": ["as_of", "records"],
                "properties": {
                    "as_of": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "records": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}},
                },
            },
            "Record": {
                "type": "object",
                "additionalProperties": False,
                "required": ["number", "income", "months"],
                "properties": {
                    "number": {"type": "string", "pattern": r"^S\d{7}$"},
                    "income": {"type": "integer", "minimum": 0},
                    "months": {"type": "array", "items": {"type": "integer"}, "maxItems": 12},
                },
            },
        }
    },
}


def body(size: int) -> bytes:
    """JSON of the contract, about so many bytes."""
    record = {"number": "S0000001", "income": 31_200_000, "months": [2_600_000] * 12}
    count = max(1, size // len(json.dumps(record)))
    return json.dumps({"as_of": "2026-11-20", "records": [record] * count}).encode()


def application() -> Callable[[Message, Any, Callable[[Message], Awaitable[None]]], Awaitable[None]]:
    """ASGI; PROVIDER_SEED is its key."""
    signer = Signer.of(os.environ["PROVIDER_SEED"])
    bodies = {f"/records/{size}": body(size) for size in (1_000, 100_000)}

    async def answer(scope: Message, receive: Any, send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        found = bodies.get("/" + "/".join(scope["path"].rsplit("/", 2)[-2:]))
        if found is None:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            asked = claimed({name.decode(): value.decode() for name, value in scope["headers"]}).value
        except SignatureRefused:
            asked = ""
        signed = sign_answer(signer, 200, {}, found, asked)
        headers = [(b"content-type", b"application/json"), *((n.encode(), v.encode()) for n, v in signed.items())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": found})

    return answer
