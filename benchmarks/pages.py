"""Pages under load: p50 and p95 of the question step and the result page, for 50 visitors at once on loopback.

    .venv/bin/python benchmarks/pages.py [--users 50] [--seconds 20] [--pause 10] [--url http://127.0.0.1:8000]

Without --url a Granian of two workers with two threads is started on a free port and stopped again. Every visitor
waits for each whole answer. Twice: visitors who read each page for some time (--pause seconds on average, evenly
between half and one and a half), and visitors who send one page after the other without a pause, which says how many
pages the machine can give at most. The journeys are those of three families, some questions in. Prints a line of
JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import aiohttp

ROOT = Path(__file__).resolve().parents[1]
FAMILIES = (
    {"rows": "2", "birth-0": "1958-03-01", "relation-1": "spouse", "age-1": "64", "region": "1111000000"},
    {"rows": "2", "birth-0": "1990-05-05", "relation-1": "child", "birth-1": "2018-02-03", "region": "4812000000"},
    {"rows": "3", "age-0": "31", "relation-1": "spouse", "age-1": "30", "relation-2": "child", "birth-2": "2026-01-05",
     "region": "4817000000"},
)  # fmt: skip
QUESTIONS_IN = 3


async def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each of the two pages")
    parser.add_argument("--pause", type=float, default=10.0, help="seconds a visitor reads a page")
    parser.add_argument("--url")
    arguments = parser.parse_args()
    with _server(arguments.url) as url:
        found = {
            "users": arguments.users,
            "seconds": arguments.seconds,
            "pause": arguments.pause,
            "cores": os.cpu_count(),
        }
        jar = aiohttp.CookieJar(unsafe=True)  # the address is a number
        async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=0), cookie_jar=jar) as session:
            journeys = [await _journey(session, family) for family in FAMILIES]
            for name, address in (("question", "/check/"), ("result", "/result/")):
                for how, pause in (("read", arguments.pause), ("without a pause", 0.0)):
                    visit = partial(_post, session, address)
                    found[f"{name}, {how}"] = await _measure(visit, journeys, arguments.users, arguments.seconds, pause)
    print(json.dumps(found))


async def _journey(session: aiohttp.ClientSession, family: dict[str, str]) -> dict[str, str]:
    """A family's form after a few questions answered with "I don't know"."""
    async with session.get("/") as first:
        token = _hidden(await first.text(), "csrfmiddlewaretoken")
    form = {"csrfmiddlewaretoken": token}
    page = await _post(session, "/start/", form | family | {"do": "begin"})
    for _ in range(QUESTIONS_IN):
        fields = {name: _hidden(page, name) for name in ("state", "fact", "entity")}
        page = await _post(session, "/check/", form | fields | {"do": "unknown"})
    return form | {"state": _hidden(page, "state"), "do": "show"}


async def _measure(
    visit: Callable[[dict[str, str]], Awaitable[str]],
    journeys: list[dict[str, str]],
    users: int,
    seconds: float,
    pause: float,
) -> dict[str, float]:
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def visitor(number: int) -> None:
        chance = random.Random(number)
        await asyncio.sleep(pause * chance.random())
        while time.perf_counter() < end:
            begun = time.perf_counter()
            await visit(journeys[number % len(journeys)])
            took.append(time.perf_counter() - begun)
            await asyncio.sleep(pause * chance.uniform(0.5, 1.5))

    begun = time.perf_counter()
    await asyncio.gather(*(visitor(number) for number in range(users)))
    wall = time.perf_counter() - begun
    cuts = statistics.quantiles(took, n=100)
    ms = {"p50_ms": cuts[49] * 1000, "p95_ms": cuts[94] * 1000, "pages_per_second": len(took) / wall}
    return {"pages": len(took)} | {name: round(value, 1) for name, value in ms.items()}


async def _post(session: aiohttp.ClientSession, address: str, form: dict[str, str]) -> str:
    async with session.post(address, data=form) as answer:
        text = await answer.text()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        return text


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise SystemExit(f"no field {name} in the page")
    return html.unescape(found[1])


@contextmanager
def _server(given: str | None) -> Iterator[str]:
    if given:
        yield given
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "madang.config.settings.test", "MADANG_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "2", "--no-ws", "--log-level", "warning", "madang.config.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    asyncio.run(main())
