"""The witness over HTTP: C2SP tlog-witness, and what it keeps for everybody to read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from aiohttp import web

from madang.trust.tree.checkpoints import origin
from madang.trust.tree.notes import LONGEST
from madang.trust.witness.errors import WitnessRefused
from madang.trust.witness.store import Store
from madang.trust.witness.witness import Witness

Result = TypeVar("Result")
PAGE = 1_000


class Server:
    """Handlers. All that touches the store runs in one thread: each check and what follows from it are one."""

    def __init__(self, witness: Witness, store: Store) -> None:
        self._witness, self._store = witness, store
        self._one = ThreadPoolExecutor(1, "witness")

    def application(self) -> web.Application:
        """The aiohttp application."""
        application = web.Application(client_max_size=2 * LONGEST)
        application.router.add_post("/add-checkpoint", self.add_checkpoint)
        application.router.add_post("/add-key", self.add_key)
        application.router.add_get("/key", self.key)
        application.router.add_get("/heads/{tenant}", self.heads)
        application.router.add_get("/refused/{tenant}", self.refused)
        application.router.add_get("/health", self.health)
        return application

    async def add_checkpoint(self, request: web.Request) -> web.Response:
        """The cosignature."""
        return await self._answer(self._witness.add_checkpoint, await request.read())

    async def add_key(self, request: web.Request) -> web.Response:
        """The key that is in force afterwards."""
        content = await request.read()
        return await self._answer(lambda given: f"{self._witness.add_key(given).text}\n", content)

    async def key(self, request: web.Request) -> web.Response:
        """The witness's verifier key."""
        return web.Response(text=f"{self._witness.key}\n")

    async def heads(self, request: web.Request) -> web.StreamResponse:
        """Every head of a log that was signed, by size, as JSON lines; `?after=` a size leaves out the beginning."""
        after = request.query.get("after", "-1")
        if not after.removeprefix("-").isascii() or not after.removeprefix("-").isdigit() or len(after) > 18:
            return web.Response(status=400, text="after?\n")
        name, last = origin(request.match_info["tenant"]), int(after)
        answer = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await answer.prepare(request)
        while page := await self._run(partial(self._store.heads, name, last, PAGE)):
            await answer.write(b"".join(
                _line(size=kept.size, root=kept.root.hex(), at=kept.at, note=kept.note) for kept in page
            ))  # fmt: skip
            last = page[-1].size
        return answer

    async def refused(self, request: web.Request) -> web.Response:
        """Heads that the log has signed and that did not grow from the one that was known: for auditors."""
        name = origin(request.match_info["tenant"])
        found = await self._run(lambda: self._store.refused(name))
        return web.Response(body=b"".join(_line(at=at, note=note) for at, note in found))

    async def health(self, request: web.Request) -> web.Response:
        """200 when the store answers."""
        await self._run(lambda: self._store.latest(""))
        return web.json_response({"status": "ok"})

    async def _answer(self, work: Callable[[bytes], str], content: bytes) -> web.Response:
        try:
            return web.Response(text=await self._run(lambda: work(content)))
        except WitnessRefused as refused:
            kind = "text/x.tlog.size" if refused.said else "text/plain"
            return web.Response(status=refused.status, text=refused.said or f"{refused}\n", content_type=kind)

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._one, work)


def _line(**told: Any) -> bytes:
    return json.dumps(told).encode() + b"\n"
