"""Residents at their open page, over HTTP and signed in: a process of its own that opens the page and then waits for
what is new as the page does (portal/static/portal/js/mine.js).

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

WAIT = 25
"""Seconds a question waits for its answer at the most (portal/mine/since.py: LONGEST)."""
LEAST, MOST = 1.0, 30.0
"""Seconds between a question that was answered "nothing" at once, or that failed, and the next; doubled by failures."""


class Readers:
    """shown: (resident, id of the latest change on the page, Unix time at which the page was read to its end).

    asked: questions; sent_away: those that found no room to wait.
    """

    def __init__(self, portal: str, cookies: dict[str, dict[str, str]], seed: int = 0) -> None:
        self.portal, self.cookies = portal, cookies
        self.random = random.Random(seed)
        self.shown: list[tuple[str, int, float]] = []
        self.asked = self.sent_away = 0
        self.failed: list[str] = []

    async def run(self, until: float) -> None:
        """All of them beside each other."""
        timeout = aiohttp.ClientTimeout(total=WAIT + 10)
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(
            timeout=timeout, connector=connector, cookie_jar=aiohttp.DummyCookieJar()
        ) as session:
            await asyncio.gather(*(self._read(session, one, until) for one in self.cookies))

    async def _read(self, session: aiohttp.ClientSession, resident: str, until: float) -> None:
        latest, pause = 0, LEAST
        await asyncio.sleep(self.random.random())
        await self._page(session, resident)
        while (left := until - time.time()) > 0:
            try:
                async with asyncio.timeout(left):
                    news, again = await self._news(session, resident, latest)
                    if news:
                        await self._page(session, resident)
                        self.shown.append((resident, news, time.time()))
                        latest = news
                pause = LEAST
                await asyncio.sleep(again)
            except TimeoutError:
                if time.time() < until:
                    self.failed.append("no answer")
            except (aiohttp.ClientError, OSError, ValueError) as error:
                self.failed.append(repr(error))
                await asyncio.sleep(pause)
                pause = min(2 * pause, MOST)

    async def _news(self, session: aiohttp.ClientSession, resident: str, latest: int) -> tuple[int, float]:
        """(the id of what is new, 0 for nothing; seconds after which to ask again)."""
        url, begun = f"{self.portal}/mine/since?after={latest}&wait={WAIT}", time.monotonic()
        self.asked += 1
        async with session.get(url, cookies=self.cookies[resident]) as answer:
            if answer.status == 304:
                again = float(answer.headers.get("Retry-After", 0))
                self.sent_away += again > 0
                return 0, again or max(0.0, begun + LEAST - time.monotonic())
            if answer.status != 200:
                raise ValueError(f"since: {answer.status}")
            found: int = (await answer.json())["latest"]
            return (found, 0.0) if found != latest else (0, LEAST)

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
    print(json.dumps({
        "shown": readers.shown, "questions": readers.asked, "sent_away": readers.sent_away,
        "failed": readers.failed[:20], "failures": len(readers.failed), "cpu_s": time.process_time(),
    }))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
