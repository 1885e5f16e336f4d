"""What a long run says of itself on a terminal, on standard error; where nobody watches, nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

SILENT = 1.0
"""Seconds in which kernels may be ready without a word: they lie compiled in their folder."""
CLEAR = "\r\x1b[K"


class Clock:
    """CPU seconds by what they were spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Counts what happens inside."""
        begun = time.process_time()
        yield
        self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - begun


class Progress:
    """A bar on the terminal: residents done, and the minutes that are left."""

    def __init__(self, size: int, *, shown: bool) -> None:
        self.size, self.done, self.begun = max(size, 1), 0, time.monotonic()
        self.shown = shown and sys.stderr.isatty()

    def step(self, count: int) -> None:
        """So many residents more."""
        if self.done == 0:
            self.begun = time.monotonic()  # what came before the first block, compiling, says nothing of the rest
        self.done += count
        if not self.shown:
            return
        share = min(1.0, self.done / self.size)
        left = (time.monotonic() - self.begun) * (1 - share) / max(share, 1e-9)
        bar = "█" * int(share * 30)
        sys.stderr.write(f"\r{bar:30} {share:4.0%} {self.done:,}  {left / 60:.1f} min ")
        sys.stderr.flush()

    def close(self) -> None:
        """Leaves the line."""
        if self.shown:
            sys.stderr.write("\n")


class Compiling:
    """A line on the terminal while rules become machine code: half a minute the first time, a second later on."""

    def __init__(self, *, shown: bool) -> None:
        self.shown, self.begun = shown and sys.stderr.isatty(), time.monotonic()
        self._written = False

    def step(self, done: int, of: int) -> None:
        """So many kernels of so many are ready; after the last the line is wiped."""
        if not self.shown or (not self._written and time.monotonic() - self.begun < SILENT):
            return
        text = f"규칙을 기계어로 옮기는 중 / Compiling the rules, once: {done} of {of}"
        sys.stderr.write(CLEAR if done == of else f"{CLEAR}{text}")
        sys.stderr.flush()
        self._written = done < of
