"""A worker's /health: well as long as its loop has gone round lately."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LATELY = 60.0
"""Seconds: a loop that has not gone round for longer is stuck."""


@contextmanager
def heartbeat(port: int | None) -> Iterator[Callable[[], None]]:
    """Within it `/health` on this machine answers 200 while the given function has been called lately, else 503.

    Without a port nothing listens.
    """
    last = [0.0]

    def beat() -> None:
        last[0] = time.monotonic()

    if port is None:
        yield beat
        return
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(last))
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    try:
        yield beat
    finally:
        server.shutdown()
        server.server_close()


def _handler(last: list[float]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            well = self.path == "/health" and time.monotonic() - last[0] < LATELY
            self.send_response(200 if well else 404 if self.path != "/health" else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """The supervisor asks often; nothing of it is worth a line."""

    return Handler
