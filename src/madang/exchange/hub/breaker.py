"""A circuit breaker for each agency: after several failures in a row it is left alone for a while.

One trial call passes when the pause is over; its success closes the circuit (Nygard, Release It!, ch. 5).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

failures_to_open = 3
pause_seconds = 10.0


@dataclass(slots=True)
class Breaker:
    """Thread-safe; `clock` gives seconds."""

    clock: Callable[[], float] = monotonic
    failures: int = 0
    opened_at: float | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def admits(self) -> bool:
        """Whether a call may go out now; in the pause it may not, after it one trial may."""
        with self.lock:
            if self.opened_at is None:
                return True
            if self.clock() - self.opened_at < pause_seconds:
                return False
            self.opened_at = self.clock()
            return True

    def succeeded(self) -> None:
        """Closes the circuit."""
        with self.lock:
            self.failures, self.opened_at = 0, None

    def failed(self) -> None:
        """Counts a failure; opens the circuit at the third in a row."""
        with self.lock:
            self.failures += 1
            if self.failures >= failures_to_open:
                self.opened_at = self.clock()


_breakers: dict[str, Breaker] = {}


def breaker_of(agency: str) -> Breaker:
    """The agency's breaker in this process."""
    return _breakers.setdefault(agency, Breaker())


def reset() -> None:
    """Forgets every failure (after an address changed, and between tests)."""
    _breakers.clear()
