"""The records gathered so far, by agency and register number, and who failed."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from madang.exchange.hub.service import AgencyFailure, Port, usual_seconds
from madang.exchange.mydata.mapping import mapping

batch = 100
oldest_days = 366
"""Records older than this are not used: the freshness of no fact reaches further back."""


@dataclass(frozen=True, slots=True)
class Lack:
    """An agency that gave nothing usable. why: down, slow, wrong or stale; reason: a short text without content."""

    agency: str
    why: str
    reason: str


@dataclass(slots=True)
class Records:
    """Grows by :meth:`ask`; an agency that failed once is not asked again."""

    port: Port
    on: dt.date
    timeout: float = usual_seconds
    found: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    as_of: dict[str, dt.date] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    lacks: dict[str, Lack] = field(default_factory=dict)

    def of(self, agency: str, number: str) -> dict[str, Any] | None:
        """The record, where the agency gave one."""
        return self.found.get(agency, {}).get(number)

    async def ask(self, agencies: Iterable[str], numbers: Iterable[str]) -> None:
        """Asks these agencies, all at once, for the numbers they were not asked for yet."""
        wanted = list(dict.fromkeys(numbers))
        await asyncio.gather(*(self._ask_one(agency, wanted) for agency in agencies if agency not in self.lacks))

    async def _ask_one(self, agency: str, wanted: list[str]) -> None:
        asked = self.asked.setdefault(agency, set())
        new = [number for number in wanted if number not in asked]
        asked.update(new)
        try:
            for start in range(0, len(new), batch):
                await self._batch(agency, new[start : start + batch])
        except AgencyFailure as failure:
            self._lacks(Lack(agency, failure.outcome, failure.reason))

    async def _batch(self, agency: str, numbers: list[str]) -> None:
        operation = mapping().operations[agency]
        reply = await self.port.call(agency, operation, body={"numbers": numbers}, timeout=self.timeout)
        as_of = dt.date.fromisoformat(reply.body["as_of"])
        if (self.on - as_of).days > oldest_days:
            self._lacks(Lack(agency, "stale", f"as of {as_of}"))
            return
        self.as_of[agency] = as_of
        found = self.found.setdefault(agency, {})
        found.update({one["number"]: one["record"] for one in reply.body["records"] if one["number"] in numbers})

    def _lacks(self, lack: Lack) -> None:
        """One failure and the agency's other answers are not used either: half a family would mislead."""
        self.lacks[lack.agency] = lack
        self.found.pop(lack.agency, None)
