"""Residents at their open page, over HTTP and signed in: a process of its own that asks what is new as the page does.

`python -m benchmarks.spine.readers UNTIL`: cookies by resident and the portal's address come on standard input. When
`/mine/since` says that there is something new the page itself is read, and only then it counts as shown.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from typing import Any

import aiohttp

EVERY = 0.5
"""Seconds between two questions of an open page (portal/mine/benefits.py: EVERY)."""


class Readers:
    """shown: (resident, id of the latest change on the page, Unix time at which the page was read to its end)."""

    def __init__(self, portal: str, cookies: dict[str, dict[str, str]], seed: int = 0) -> None:
        self.portal, self.cookies = portal, cookies
        self.random = random.Random(seed)
        self.shown: list[tuple[str, int, float]] = []
        self.asked: list[float] = []
        self.failed: list[str] = []

    async def run(self, until: float) -> None:
        """All of them beside each other."""
        timeout = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
            await asyncio.gather(*(self._read(session, one, until) for one in self.cookies))

    async def _read(self, session: aiohttp.ClientSession, resident: str, until: float) -> None:
        latest, begin, turn = 0, time.time() + self.random.random() * EVERY, 0
        while (at := begin + turn * EVERY) < until:
            turn += 1
            await asyncio.sleep(max(0.0, at - time.time()))
            try:
                news = await self._news(session, resident, latest)
                if news:
                    await self._page(session, resident)
                    self.shown.append((resident, news, time.time()))
                    latest = news
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                self.failed.append(repr(error))

    async def _news(self, session: aiohttp.ClientSession, resident: str, latest: int) -> int:
        """The id of what is new, 0 for nothing."""
        begun = time.perf_counter()
        url = f"{self.portal}/mine/since?after={latest}"
        async with session.get(url, cookies=self.cookies[resident]) as answer:
            self.asked.append(time.perf_counter() - begun)
            if answer.status == 304:
                return 0
            if answer.status != 200:
                raise ValueError(f"since: {answer.status}")
            found: int = (await answer.json())["latest"]
            return found if found != latest else 0

    async def _page(self, session: aiohttp.ClientSession, resident: str) -> None:
        async with session.get(f"{self.portal}/mine/", cookies=self.cookies[resident]) as answer:
            await answer.read()
            if answer.status != 200:
                raise ValueError(f"page: {answer.status}")


def main() -> int:
    """Prints one JSON object."""
    told: dict[str, Any] = json.loads(sys.stdin.read())
    readers = Readers(told["portal"], told["cookies"])
    asyncio.run(readers.run(float(sys.argv[1])))
    asked = sorted(readers.asked) or [0.0]
    print(json.dumps({
        "shown": readers.shown, "questions": len(readers.asked), "failed": readers.failed[:20],
        "failures": len(readers.failed), "question_ms_p50": 1000 * asked[len(asked) // 2],
        "question_ms_p99": 1000 * asked[int(0.99 * (len(asked) - 1))], "cpu_s": time.process_time(),
    }))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
