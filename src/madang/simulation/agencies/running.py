"""The six agencies in one thread of the caller's process, for tests and notebooks; each still over its own slice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from aiohttp import web

from madang.simulation.agencies.control import Control
from madang.simulation.agencies.server import Agency
from madang.simulation.agencies.signing import Identity
from madang.simulation.agencies.slices import Slice, agencies, slice_path

token = "for-tests-only"  # noqa: S105 -- steers agencies on a random loopback port


class RunningAgencies:
    """A context manager; `addresses` agency → base URL, `control` to steer them.

    identities: by agency; who has one signs its answers and answers the hub alone.
    """

    def __init__(self, folder: Path, identities: Mapping[str, Identity] | None = None) -> None:
        self.folder, self._identities = folder, dict(identities or {})
        self.addresses: dict[str, str] = {}
        self.agencies: dict[str, Agency] = {}
        self._loop = asyncio.new_event_loop()
        self._runners: list[web.AppRunner] = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    async def _start(self) -> None:
        for name in agencies:
            agency = Agency(name, Slice(slice_path(self.folder, name)), token, self._identities.get(name))
            runner = web.AppRunner(agency.application(), access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = runner.addresses[0][1]
            self.addresses[name], self.agencies[name] = f"http://127.0.0.1:{port}", agency
            self._runners.append(runner)

    def publish_to(self, hub: str) -> None:
        """From now on their events go to the gateway at this address."""
        for agency in self.agencies.values():
            self._loop.call_soon_threadsafe(agency.publish_to, hub)

    async def _stop(self) -> None:
        for agency in self.agencies.values():
            if agency.outbox is not None:
                await agency.outbox.stop()
        for runner in self._runners:
            await runner.cleanup()
        waiting = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        for agency in self.agencies.values():
            agency.slice.close()

    def __enter__(self) -> RunningAgencies:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(20)
        self.control = Control(self.addresses, token)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def all_right(self) -> None:
        """Every agency behaves again."""
        for agency in agencies:
            self.control.behave(agency)
