"""How an agency misbehaves when it is told to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

modes = ("right", "rubbish", "wrong_schema", "stale", "unavailable", "refuse", "hang", "unsigned", "badly_signed")
hang_seconds = 3600.0
stale_date = "2019-12-31"


@dataclass(slots=True)
class Behaviour:
    """mode: one of `modes`; latency: milliseconds before every answer."""

    mode: str = "right"
    latency: int = 0

    async def before(self, request: web.Request) -> web.StreamResponse | None:
        """Waits, and gives the answer that comes instead of the right one, if any."""
        if self.latency:
            await asyncio.sleep(self.latency / 1000)
        if self.mode == "hang":
            await asyncio.sleep(hang_seconds)
        if self.mode == "refuse" and request.transport is not None:
            request.transport.abort()
        if self.mode == "unavailable":
            return problem(503, "점검 중입니다 / under maintenance")
        if self.mode == "rubbish":
            return web.Response(text="<html>ORA-00942: table or view does not exist</html>", content_type="text/html")
        return None

    def after(self, body: dict[str, Any]) -> dict[str, Any]:
        """The right answer, bent: fields renamed (wrong_schema), or of an old day (stale)."""
        if self.mode == "wrong_schema":
            return {"RESULT": [{"RRN": None, **body}], "CNT": "1"}
        if self.mode == "stale" and "as_of" in body:
            return body | {"as_of": stale_date}
        return body


def problem(status: int, title: str, detail: str | None = None) -> web.Response:
    """An RFC 9457 problem."""
    body = {"type": "about:blank", "title": title, "status": status} | ({"detail": detail} if detail else {})
    return web.json_response(body, status=status, content_type="application/problem+json")
