"""Tells the agencies what happens, at the times of the plan whatever the house does: an open loop, its own process.

`python -m benchmarks.spine.generator PLAN BEGIN`: BEGIN is the Unix time of the first event; addresses and token come
on standard input. What is due within a tick goes to each agency as one message; a message that is late holds up none.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.spine.planned import Planned
from madang.simulation.agencies.signing import CONTROL_HEADER

TICK = 0.05


def messages(due: Sequence[Planned]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(records first, what is told then) by agency: whoever is asked because of an event has to know already."""
    known: dict[str, Any] = {}
    told: dict[str, Any] = {}
    for one in due:
        for agency, records in one.changes.items():
            known.setdefault(agency, {"records": {}})["records"].update(records)
        told.setdefault(one.agency, {"records": {}, "events": []})["events"].append(one.event)
    for agency in [agency for agency in known if agency in told]:
        told[agency]["records"] = known.pop(agency)["records"]
    return known, told


class Generator:
    """late: seconds by which ticks were begun late, failed: messages that were not taken."""

    def __init__(self, plan: Sequence[Planned], addresses: dict[str, str], token: str) -> None:
        self.plan, self.addresses = plan, addresses
        self.headers = {CONTROL_HEADER: token}
        self.late: list[float] = []
        self.failed: list[str] = []

    async def run(self, begin: float) -> None:
        """Until the last event has been told."""
        running: set[asyncio.Task[None]] = set()
        timeout = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=200)) as session:
            for at, due in self._ticks():
                await asyncio.sleep(max(0.0, begin + at - time.time()))
                self.late.append(time.time() - begin - at)
                task = asyncio.create_task(self._tell(session, due))
                running.add(task)
                task.add_done_callback(running.discard)
            await asyncio.gather(*running)

    def _ticks(self) -> list[tuple[float, list[Planned]]]:
        """Events are told at the end of the tick in which they are due, never before."""
        found: dict[int, list[Planned]] = {}
        for one in self.plan:
            found.setdefault(int(one.at / TICK), []).append(one)
        return [((tick + 1) * TICK, due) for tick, due in sorted(found.items())]

    async def _tell(self, session: aiohttp.ClientSession, due: list[Planned]) -> None:
        for part in messages(due):
            await asyncio.gather(*(self._post(session, agency, body) for agency, body in part.items()))

    async def _post(self, session: aiohttp.ClientSession, agency: str, body: Any) -> None:
        url = f"{self.addresses[agency]}/control/changes"
        try:
            async with session.post(url, json=body, headers=self.headers) as answer:
                if answer.status != 200:
                    self.failed.append(f"{agency}: {answer.status} {(await answer.text())[:200]}")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            self.failed.append(f"{agency}: {error!r}")


def main() -> int:
    """Prints one JSON object: how late ticks were, what failed, CPU seconds."""
    plan: list[Planned] = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 -- written by the benchmark itself
    told = json.loads(sys.stdin.read())
    generator = Generator(plan, told["addresses"], told["token"])
    import gc

    gc.collect()
    gc.freeze()
    cpu = time.process_time()
    asyncio.run(generator.run(float(sys.argv[2])))
    late = sorted(generator.late) or [0.0]
    print(json.dumps({
        "late_ms_p99": 1000 * late[int(0.99 * (len(late) - 1))], "late_ms_max": 1000 * late[-1],
        "failed": generator.failed[:20], "failures": len(generator.failed), "cpu_s": time.process_time() - cpu,
    }))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
