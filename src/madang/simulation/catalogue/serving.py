"""The published catalogue over HTTP on loopback, as odcloud serves it: by page, and with its moods."""

from __future__ import annotations

import json
import threading
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from madang.simulation.catalogue.published import Published

Mood = tuple[int, bytes]
"""An answer instead of the page: HTTP status and body."""
BAD_KEY: Mood = (401, json.dumps({"code": -401, "msg": "유효하지 않은 인증키 입니다."}, ensure_ascii=False).encode())


@dataclass
class CatalogueServer:
    """key: what `Authorization: Infuser …` must hold, or "". moods: answers for the next requests, in order; None: the
    page. asked: paths with query, as they came. elsewhere: where a mood of 3xx sends on to."""

    published: Published
    key: str = ""
    moods: list[Mood | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    address: str = ""
    elsewhere: str = ""

    def answer(self, path: str, authorization: str) -> Mood:
        """Status and body for a request."""
        self.asked.append(path)
        mood = self.moods.pop(0) if self.moods else None
        if mood is not None:
            return mood
        if self.key and authorization != f"Infuser {self.key}":
            return BAD_KEY
        parts = urllib.parse.urlsplit(path)
        part, said = parts.path.rsplit("/", 1)[-1], dict(urllib.parse.parse_qsl(parts.query))
        if part not in self.published.rows:
            return 404, b"{}"
        return 200, self.published.page(part, int(said.get("page", 1)), int(said.get("perPage", 10)))


@contextmanager
def serving(published: Published, *, key: str = "", moods: Sequence[Mood | None] = ()) -> Iterator[CatalogueServer]:
    """A server on a free port of loopback until the context ends; its address stands before the parts' names."""
    server = CatalogueServer(published, key, list(moods))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = server.answer(self.path, self.headers.get("Authorization", ""))
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", server.elsewhere)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.address = f"http://127.0.0.1:{listening.server_port}/api/gov24/v3"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
