"""Agencies asked, all at once, in batches; what each said, under which exchange, and what went wrong with one."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from madang.exchange.hub.service import AgencyFailure, Port, ask_and_wait, usual_seconds
from madang.exchange.mydata.fetching.plausible import Implausible, checked
from madang.exchange.mydata.mapping import mapping

BATCH = 100
OLDEST_DAYS = 366
"""Answers as of a day longer ago are not used: the freshness of no fact reaches further back."""


@dataclass(frozen=True, slots=True)
class Said:
    """One agency's record about one person. exchange: the id of the message that brought it."""

    record: Mapping[str, Any] | None
    as_of: dt.date
    exchange: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An agency that gave nothing usable. why: down, slow, wrong, stale, implausible; reason: without content."""

    agency: str
    why: str
    reason: str


@dataclass(slots=True)
class Gathered:
    """Grows by :meth:`ask`. An agency that failed is not asked again, and nothing of it is used: half would mislead."""

    on: dt.date
    timeout: float = usual_seconds
    said: dict[str, dict[str, Said]] = field(default_factory=dict)
    failed: dict[str, Failed] = field(default_factory=dict)
    exchanges: list[str] = field(default_factory=list)

    def of(self, agency: str, number: str) -> Said | None:
        """What the agency said about the number."""
        return self.said.get(agency, {}).get(number)

    def ask(self, wanted: Mapping[str, Iterable[str]]) -> None:
        """Asks agencies for register numbers that they were not asked for yet; waits for all."""
        ask_and_wait(lambda port: self._ask_all(port, wanted))

    async def _ask_all(self, port: Port, wanted: Mapping[str, Iterable[str]]) -> None:
        await asyncio.gather(*(
            self._ask_one(port, agency, list(dict.fromkeys(numbers))) for agency, numbers in wanted.items()
            if agency not in self.failed
        ))  # fmt: skip

    async def _ask_one(self, port: Port, agency: str, numbers: Sequence[str]) -> None:
        new = [number for number in numbers if number not in self.said.get(agency, {})]
        try:
            for start in range(0, len(new), BATCH):
                await self._batch(port, agency, new[start : start + BATCH])
        except AgencyFailure as failure:
            self._fails(Failed(agency, failure.outcome, failure.reason))
        except Implausible as wrong:
            self._fails(Failed(agency, "implausible", wrong.reason))

    async def _batch(self, port: Port, agency: str, numbers: Sequence[str]) -> None:
        operation = mapping().operations[agency]
        reply = await port.call(agency, operation, body={"numbers": numbers}, timeout=self.timeout)
        as_of, records = checked(reply.body, numbers, self.on)
        if (self.on - as_of).days > OLDEST_DAYS:
            self._fails(Failed(agency, "stale", f"as of {as_of}"))
            return
        exchange = getattr(reply, "exchange", "") or str(uuid.uuid4())
        self.exchanges.append(exchange)
        found = self.said.setdefault(agency, {})
        for number in numbers:
            found[number] = Said(records.get(number), as_of, exchange)

    def _fails(self, failed: Failed) -> None:
        self.failed[failed.agency] = failed
        self.said.pop(failed.agency, None)
