"""The gateway in one thread of the caller's process, for tests and notebooks; real HTTP on a loopback port."""

from __future__ import annotations

import asyncio
import socket
import threading
import urllib.request
from types import TracebackType

from granian.constants import Interfaces
from granian.server.embed import Server

from madang.exchange.hub.gateway.application import Gateway

PATIENCE = 200


class RunningGateway:
    """A context manager; `address` is where it answers."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._loop = asyncio.new_event_loop()
        self._server: Server | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = Server(self._gateway, port=self._port, interface=Interfaces.ASGI, log_enabled=False)
        self._loop.run_until_complete(self._server.serve())
        self._loop.close()

    def __enter__(self) -> RunningGateway:
        self._thread.start()
        for _ in range(PATIENCE):
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=2):  # noqa: S310 -- loopback
                    return self
            except OSError:
                self._thread.join(0.05)
        raise RuntimeError("the gateway did not start")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(10)
