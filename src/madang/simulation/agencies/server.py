"""One mock agency over HTTP: look-ups, life events, health, its contract, and the control for tests and demos."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

from madang.simulation.agencies.behaviour import Behaviour, modes, problem
from madang.simulation.agencies.outbox import Outbox
from madang.simulation.agencies.signing import CONTROL_HEADER, Identity, signing
from madang.simulation.agencies.slices import Slice, agencies, slice_path
from madang.simulation.population.marginals import folder as population_folder

contracts = population_folder.parent / "agencies"
control_header = CONTROL_HEADER
most_numbers = 100
last_cursor = 2**63 - 1
"""SQLite counts no further."""
_number = re.compile(r"S\d{7}")
_loopback = frozenset({"127.0.0.1", "::1"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Agency:
    """Handlers of one agency over its slice. With an identity it signs its answers and answers the hub alone."""

    def __init__(self, agency: str, slice_: Slice, control_token: str | None, identity: Identity | None = None) -> None:
        self.agency, self.slice, self.token, self.identity = agency, slice_, control_token, identity
        self.outbox: Outbox | None = None
        self.behaviour = Behaviour()
        self.contract = (contracts / f"{agency}.yaml").read_text(encoding="utf-8")

    def application(self) -> web.Application:
        """The aiohttp application; the look-up's path is the contract's."""
        signed = [] if self.identity is None else [signing(self.identity, lambda: self.behaviour, self.token)]
        application = web.Application(client_max_size=256 * 1024, middlewares=signed)
        search = next(path for path, item in yaml.safe_load(self.contract)["paths"].items() if "post" in item)
        application.router.add_post(search, self._behaving(self.search))
        application.router.add_get("/events", self._behaving(self.events))
        application.router.add_get("/health", self.health)
        application.router.add_get("/openapi.yaml", self.openapi)
        application.router.add_post("/control", self._controlled(self.control))
        application.router.add_post("/control/changes", self._controlled(self.changes))
        return application

    def _behaving(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            instead = await self.behaviour.before(request)
            return instead if instead is not None else await handler(request)

        return answer

    def _controlled(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            given = request.headers.get(control_header, "")
            if not self.token or request.remote not in _loopback or not hmac.compare_digest(given, self.token):
                return problem(404, "없는 주소입니다 / no such address")
            return await handler(request)

        return answer

    async def search(self, request: web.Request) -> web.StreamResponse:
        """Records of up to a hundred register numbers, which travel in the body."""
        body = await _json(request)
        numbers = body.get("numbers") if isinstance(body, dict) and set(body) == {"numbers"} else None
        if not isinstance(numbers, list) or not 0 < len(numbers) <= most_numbers:
            return problem(400, f"numbers: 1~{most_numbers}")
        if not all(isinstance(number, str) and _number.fullmatch(number) for number in numbers):
            return problem(400, "등록번호의 모양이 틀립니다 / a register number has the wrong form")
        found = self.slice.find(numbers)
        answer = {
            "as_of": self.slice.about("as_of"),
            "records": [{"number": number, "record": record} for number, record in found.items()],
            "not_found": [number for number in dict.fromkeys(numbers) if number not in found],
        }
        return _answer(self.behaviour.after(answer))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Life events after a cursor, oldest first."""
        try:
            after, limit = (
                int(request.query.get(name, default)) for name, default in (("after", "0"), ("limit", "100"))
            )
        except ValueError:
            return problem(400, "after, limit: integers")
        if not 0 <= after <= last_cursor or not 0 < limit <= 1000:
            return problem(400, "0 <= after < 2**63, 1 <= limit <= 1000")
        found = self.slice.events(after, limit)
        body = {"events": [event for _, event in found], "next": found[-1][0] if found else after}
        return _answer(self.behaviour.after(body))

    async def health(self, request: web.Request) -> web.StreamResponse:
        """Ready once the slice opens; never misbehaves, so that a supervisor leaves a bad agency alone."""
        return _answer({"agency": self.agency, "residents": self.slice.count()})

    async def openapi(self, request: web.Request) -> web.StreamResponse:
        """The contract, as it stands in the pack."""
        return web.Response(text=self.contract, content_type="application/yaml")

    async def control(self, request: web.Request) -> web.StreamResponse:
        """{mode, latency}: how to behave from now on."""
        body = await _json(request)
        mode, latency = (body.get("mode", "right"), body.get("latency", 0)) if isinstance(body, dict) else (None, None)
        if mode not in modes or not isinstance(latency, int) or not 0 <= latency <= 600_000:
            return problem(400, f"mode: {', '.join(modes)}; latency: 0-600000 ms")
        self.behaviour = Behaviour(mode, latency)
        return _answer({"mode": mode, "latency": latency})

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """{records: {number: merge patch or null}, event or events}: life events change the slice and become known."""
        body = await _json(request)
        records = body.get("records", {}) if isinstance(body, dict) else None
        if not isinstance(records, dict) or not all(_number.fullmatch(number) for number in records):
            return problem(400, "records: {number: patch}")
        one = body.get("event")
        events = [] if one is None else [one]
        more = body.get("events", [])
        if not isinstance(more, list) or not all(isinstance(event, dict) for event in [*events, *more]):
            return problem(400, "event: an object; events: a list of objects")
        cursor = self.slice.change(records, *events, *more)
        if cursor is not None and self.outbox is not None:
            self.outbox.ring()
        return _answer({"cursor": cursor})

    def publish_to(self, hub: str) -> None:
        """From now on events go to the hub's gateway at this address, those that were not sent first."""
        assert self.identity is not None, "an agency without key cannot publish"
        self.outbox = Outbox(self.slice, self.identity, hub)
        self.outbox.start()


async def _json(request: web.Request) -> Any:
    try:
        return json.loads(await request.text())
    except ValueError:
        return None


def _answer(body: dict[str, Any]) -> web.Response:
    return web.json_response(body, dumps=lambda value: json.dumps(value, ensure_ascii=False))


def _publishing(agency: Agency, hub: str) -> Callable[[web.Application], AsyncIterator[None]]:
    async def during(application: web.Application) -> AsyncIterator[None]:
        agency.publish_to(hub)
        yield
        if agency.outbox is not None:
            await agency.outbox.stop()

    return during


def serve(agency: str, port: int, folder: Path, control_token: str | None = None, host: str = "127.0.0.1",
          identity: Identity | None = None, hub: str = "") -> None:  # fmt: skip
    """Serves one agency until it is told to stop. FileNotFoundError when the province was not made.

    Opens only <folder>/agencies/<agency>/slice.sqlite. Without a control token nobody can control it. With an
    identity it signs and answers the hub alone, and its events go to the gateway at the address `hub`.
    """
    if agency not in agencies:
        raise ValueError(f"{agency}: one of {', '.join(agencies)}")
    slice_ = Slice(slice_path(folder, agency))
    try:
        made = Agency(agency, slice_, control_token, identity)
        application = made.application()
        if identity is not None and hub:
            application.cleanup_ctx.append(_publishing(made, hub))
        web.run_app(application, host=host, port=port, print=None, access_log=None)
    finally:
        slice_.close()
