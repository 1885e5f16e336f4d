"""The children's words, line by line, each with its speaker's name in front."""

from __future__ import annotations

import os
import selectors
import sys
from collections import deque
from typing import IO

REMEMBERED = 30
LONGEST_LINE = 65_536


class Speaker:
    """What one child has said: unfinished line and the last few whole ones."""

    def __init__(self, name: str, pipe: IO[bytes], *, quiet: bool = False) -> None:
        self.name = name
        self.pipe = pipe
        self.quiet = quiet
        self.last_lines: deque[str] = deque(maxlen=REMEMBERED)
        self._rest = b""

    def read(self) -> bool:
        """Takes what is there; False at the end of the pipe."""
        try:
            data = os.read(self.pipe.fileno(), LONGEST_LINE)
        except BlockingIOError:
            return True
        *lines, self._rest = (self._rest + data).split(b"\n")
        if not data and self._rest:
            lines, self._rest = [self._rest], b""
        for line in lines:
            self._line(line.decode("utf-8", "replace"))
        return bool(data)

    def _line(self, line: str) -> None:
        self.last_lines.append(line)
        if not self.quiet:
            say(f"{self.name:<12} | {line}")


class Listener:
    """Waits for any child to say something, or for a signal."""

    def __init__(self, wake: int) -> None:
        self._selector = selectors.DefaultSelector()
        self._selector.register(wake, selectors.EVENT_READ, None)
        self._wake = wake

    def add(self, speaker: Speaker) -> None:
        """Starts listening to ``speaker``."""
        os.set_blocking(speaker.pipe.fileno(), False)
        self._selector.register(speaker.pipe, selectors.EVENT_READ, speaker)

    def wait(self, seconds: float) -> None:
        """Passes on what is said, for at most ``seconds``; returns early after the first words or a signal."""
        for key, _events in self._selector.select(seconds):
            if key.data is None:
                os.read(self._wake, 512)
            elif not key.data.read():
                self._selector.unregister(key.data.pipe)
                key.data.pipe.close()


def say(line: str) -> None:
    """One whole line to whoever started us; a reader who went away is no reason to stop serving."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
