"""Agencies with a key: their answers are signed, they answer the hub alone, their events reach it at least once."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import shutil
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from madang.exchange.hub.signing import service as signing
from madang.simulation import service
from madang.simulation.agencies.slices import agencies, slice_path

hub = signing.Signer.of(signing.new_seed())
signers = {name: signing.Signer.of(signing.new_seed()) for name in agencies}
identities = {name: service.Identity(f"MADANG/GOV/{name}/register", signers[name], hub.public) for name in agencies}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> service.Population:
    return service.generate(300, 4, service.default_province, tmp_path_factory.mktemp("at-the-hub") / "province")


@pytest.fixture
def running(province: service.Population, tmp_path: Path) -> Iterator[service.RunningAgencies]:
    shutil.copytree(province.folder, tmp_path / "province")
    with service.RunningAgencies(tmp_path / "province", identities) as agencies_:
        yield agencies_


def ask(running: service.RunningAgencies, signer: signing.Signer | None) -> tuple[int, dict[str, str], bytes, str]:
    body = b'{"numbers": ["S0000001"]}'
    path = "/incomes/search"
    headers = {"x-road-client": "A/B/C", "x-road-service": "D/E/F/G/H", "x-road-id": "1"}
    headers |= {} if signer is None else signing.sign_request(signer, "POST", path, "", headers, body)
    request = urllib.request.Request(running.addresses["nts"] + path, body, headers)
    sent = signing.claimed(headers).value if signer else ""
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read(), sent
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read(), sent


def key(keyid: str) -> Any:
    return signing.public_key(signers["nts"].public) if keyid == signers["nts"].keyid else None


def test_an_answer_is_signed_for_its_request(running: service.RunningAgencies) -> None:
    status, headers, body, sent = ask(running, hub)
    assert status == 200
    assert json.loads(body)["records"]
    signing.verify_answer(status, headers, body, sent, key)
    running.control.behave("nts", "rubbish")
    status, headers, body, sent = ask(running, hub)
    signing.verify_answer(status, headers, body, sent, key)
    for mode, refusal in (("unsigned", signing.SignatureMissing), ("badly_signed", signing.SignatureWrong)):
        running.control.behave("nts", mode)
        status, headers, body, sent = ask(running, hub)
        with pytest.raises(refusal):
            signing.verify_answer(status, headers, body, sent, key)


@pytest.mark.parametrize("signer", [None, signing.Signer.of(signing.new_seed()), signers["nts"]])
def test_nobody_but_the_hub_is_answered(running: service.RunningAgencies, signer: signing.Signer | None) -> None:
    status, _, body, _ = ask(running, signer)
    assert status == 401
    assert b"S0000001" not in body


class Hub:
    """Takes events; the first so many times it is not well. refused: a region of which it wants to hear nothing."""

    refused = ""

    def __init__(self, unwell: int) -> None:
        self.unwell, self.asked = unwell, 0
        self.taken: list[dict[str, Any]] = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.address = asyncio.run_coroutine_threadsafe(self.start(), self.loop).result(5)

    async def start(self) -> str:
        application = web.Application()
        application.router.add_post("/events", self.take)
        self.runner = web.AppRunner(application, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = await request.read()
        signer = next(one for one in identities.values() if one.subsystem == headers["x-road-client"]).signer
        signing.verify_request("POST", "/events", "", headers, body, lambda _: signing.public_key(signer.public))
        self.asked += 1
        if self.asked <= self.unwell:
            return web.Response(status=500)
        events = json.loads(body)
        if self.refused and any(one["data"]["region"] == self.refused for one in events):
            return web.Response(status=403)
        self.taken += events
        return web.json_response({"events": [{"status": "accepted"}] * len(events)}, status=202)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self.runner.cleanup(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()


@pytest.fixture
def unwell() -> Iterator[Hub]:
    made = Hub(1)
    yield made
    made.stop()


def until(count: int, taken: list[dict[str, Any]]) -> None:
    for _ in range(200):
        if len(taken) >= count:
            return
        time.sleep(0.02)
    raise AssertionError(taken)


def test_events_reach_the_hub_in_order_until_it_has_them(running: service.RunningAgencies, unwell: Hub) -> None:
    on = dt.date(2026, 11, 1)
    running.control.move("S0000010", "경상남도 통영시", on)
    running.publish_to(unwell.address)
    running.control.move("S0000010", "경상남도 남해군", on)
    running.control.move("S0000011", "경상남도 통영시", on)
    until(3, unwell.taken)
    assert [(one["data"]["number"], one["data"]["region"]) for one in unwell.taken] == [
        ("S0000010", "경상남도 통영시"), ("S0000010", "경상남도 남해군"), ("S0000011", "경상남도 통영시")]  # fmt: skip
    assert unwell.asked == 2  # what happened while the hub was unwell goes with what it did not take


def _until_noted(folder: Path, cursor: int) -> None:
    """Until the agency has noted that the hub has them: one that is stopped before says them again."""
    with closing(sqlite3.connect(slice_path(folder, "moi"))) as connection:
        for _ in range(200):
            noted = connection.execute("select value from about where name = 'events_sent'").fetchone()
            if noted is not None and int(noted[0]) >= cursor:
                return
            time.sleep(0.02)
    raise AssertionError("never noted")


def test_what_was_sent_is_not_sent_by_the_next_start(province: service.Population, tmp_path: Path, unwell: Hub) -> None:
    shutil.copytree(province.folder, tmp_path / "province")
    for region, count in (("경상남도 통영시", 1), ("경상남도 남해군", 2)):
        with service.RunningAgencies(tmp_path / "province", identities) as running:
            running.publish_to(unwell.address)
            running.control.move("S0000010", region, dt.date(2026, 11, 1))
            until(count, unwell.taken)
            _until_noted(tmp_path / "province", count)
    time.sleep(0.3)
    assert [one["data"]["region"] for one in unwell.taken] == ["경상남도 통영시", "경상남도 남해군"]


def test_what_the_hub_refuses_holds_up_only_what_comes_after_it(running: service.RunningAgencies, unwell: Hub) -> None:
    unwell.unwell, unwell.refused = 0, "경상남도 남해군"
    for region in ("경상남도 통영시", unwell.refused, "경상남도 하동군"):
        running.control.move("S0000010", region, dt.date(2026, 11, 1))
    running.publish_to(unwell.address)
    until(1, unwell.taken)
    time.sleep(0.5)
    assert [one["data"]["region"] for one in unwell.taken] == ["경상남도 통영시"]
    unwell.refused = ""
    until(3, unwell.taken)
    assert [one["data"]["region"] for one in unwell.taken][1:] == ["경상남도 남해군", "경상남도 하동군"]
