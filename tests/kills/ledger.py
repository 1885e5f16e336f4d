"""What the house acknowledged, on disk at the client before the client goes on."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from pathlib import Path
from typing import Any


class Ledger:
    """One JSON object a line, each synced; shared by threads.

    Kinds: `submission` {draft, number, service}, `act` {case, verb}, `event` {source, id, exchange}, `birth` {baby,
    mother}, `head` {tenant, size, root}.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self.entries: list[dict[str, Any]] = []

    def write(self, kind: str, **said: Any) -> None:
        """Returns when it is on disk."""
        entry = {"kind": kind, **said}
        with self._lock:
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self.entries.append(entry)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The entries of a kind, the oldest first."""
        with self._lock:
            return [one for one in self.entries if one["kind"] == kind]

    def counts(self) -> Counter[str]:
        """Entries by kind; acts by their verb."""
        with self._lock:
            return Counter(one.get("verb", one["kind"]) for one in self.entries)

    def close(self) -> None:
        """No more is written."""
        self._file.close()
