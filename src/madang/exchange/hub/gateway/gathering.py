"""When what waits for the log is written: a lone exchange at once, of many several together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SHARE = 2
MOST = 32
TURN_SECONDS = 0.002
TURNS = 6
"""A batch waits for half of the exchanges under way, up to so many: as long as each turn brings more, and no longer."""


class Gathering:
    """go_on: is called when a batch that was not enough is due. From one event loop."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        self._go_on = go_on
        self._timer: asyncio.TimerHandle | None = None
        self._due = False
        self._waiting = 0

    def enough(self, waiting: int, under_way: int) -> bool:
        """Whether so many are to be written now, while so many are under way; True begins anew."""
        self._waiting = waiting
        if waiting < min(under_way // SHARE, MOST) and not self._due:
            if self._timer is None:
                self._begin(1)
            return False
        self.end()
        return True

    def end(self) -> None:
        """Nothing is waited for any more."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._due = None, False

    def _begin(self, turn: int) -> None:
        self._timer = asyncio.get_running_loop().call_later(TURN_SECONDS, self._over, turn, self._waiting)

    def _over(self, turn: int, before: int) -> None:
        if turn < TURNS and self._waiting > before:
            self._begin(turn + 1)
        else:
            self._timer, self._due = None, True
            self._go_on()
