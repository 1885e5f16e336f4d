"""What was said once may not be said again while its signature would still be taken."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from madang.exchange.hub.signing.service import MOST_AGE, MOST_AHEAD

WINDOW = MOST_AGE + MOST_AHEAD
"""Seconds: a signature made by a clock that is ahead is taken for so long."""


class ReplayGuard:
    """(client, message id) of the last seconds. Two requests at once with one id: one of them is the first."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()
        self._ends: deque[tuple[float, tuple[str, str]]] = deque()

    def first(self, client: str, message: str, now: float) -> bool:
        """Whether nobody said it before; from now on somebody has."""
        while self._ends and self._ends[0][0] < now:
            self._known.discard(self._ends.popleft()[1])
        said = (client, message)
        if said in self._known:
            return False
        self._known.add(said)
        self._ends.append((now + WINDOW, said))
        return True

    def remember(self, said: Iterable[tuple[str, str, float]]) -> None:
        """What a former process answered: (client, message id, when)."""
        for client, message, at in sorted(said, key=lambda one: one[2]):
            if message and (client, message) not in self._known:
                self._known.add((client, message))
                self._ends.append((at + WINDOW, (client, message)))

    def __len__(self) -> int:
        return len(self._known)
