"""An agency's events on their way to the hub: in their order, each until the hub has it; at least once."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Sequence
from typing import Any

import aiohttp

from madang.exchange.hub.signing.service import sign_request
from madang.simulation.agencies.signing import Identity
from madang.simulation.agencies.slices import Slice

log = logging.getLogger(__name__)
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 15.0)
MOST = 100
_SENT = "events_sent"
_TYPE = "application/cloudevents-batch+json"
APART = 0.1
"""Seconds between the beginnings of two messages: what happens meanwhile goes together, the first at once."""
Event = tuple[int, dict[str, Any]]
"""With its cursor."""


class Outbox:
    """Sends what the slice has behind the cursor it keeps there. `ring` when there is more."""

    def __init__(self, slice_: Slice, identity: Identity, hub: str) -> None:
        self._slice, self._identity, self._hub = slice_, identity, hub.rstrip("/")
        self._bell = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """There may be more."""
        self._bell.set()

    def start(self) -> None:
        """In the running loop."""
        self._bell.set()
        self._task = asyncio.create_task(self._run(), name="agency events")

    async def stop(self) -> None:
        """What is not sent is sent at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        timeout, cookies = aiohttp.ClientTimeout(total=10), aiohttp.DummyCookieJar()
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=cookies) as session:
            sent, failed = int(self._slice.noted(_SENT, "0")), 0
            while True:
                await self._bell.wait()
                self._bell.clear()
                while waiting := self._slice.events(sent, MOST):
                    begun = time.monotonic()
                    before, sent = sent, await self._send_all(session, sent, waiting)
                    failed = 0 if sent != before else failed
                    if sent != waiting[-1][0]:
                        failed += 1
                        await asyncio.sleep(PAUSES[min(failed, len(PAUSES)) - 1])
                    await asyncio.sleep(begun + APART - time.monotonic())

    async def _send_all(self, session: aiohttp.ClientSession, sent: int, waiting: Sequence[Event]) -> int:
        """The cursor of the last that the hub has; noted once, also when one fails or the outbox is stopped."""
        before = sent
        try:
            said = await self._send(session, waiting)
            if said == 202:
                sent = waiting[-1][0]
            elif said is not None and len(waiting) > 1:  # which of them it was
                for one in waiting:
                    if await self._send(session, [one]) != 202:
                        break
                    sent = one[0]
        finally:
            if sent != before:
                self._slice.note(_SENT, str(sent))
        return sent

    async def _send(self, session: aiohttp.ClientSession, events: Sequence[Event]) -> int | None:
        """The hub's answer to all of them; None without one."""
        body = json.dumps([event for _, event in events], ensure_ascii=False).encode()
        headers = {"x-road-client": self._identity.subsystem, "x-road-id": str(uuid.uuid4())}
        headers |= {"content-type": _TYPE} | sign_request(self._identity.signer, "POST", "/events", "", headers, body)
        try:
            async with session.post(f"{self._hub}/events", data=body, headers=headers) as answer:
                if answer.status != 202:
                    log.warning("events refused: %s", answer.headers.get("X-Road-Error", answer.status))
                return answer.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            return None
