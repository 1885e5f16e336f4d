"""What every worker is told: small, and the same for all blocks."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from pathlib import Path

from madang.insight.cluster.about import Coding, coding_of, coding_text
from madang.insight.cluster.law import Law


@dataclass(frozen=True, slots=True)
class Task:
    """run: tells one run from another, so that workers that outlive it begin anew. services: by id, None for all in
    force. kernels: where each worker keeps compiled kernels. coding: of coded residents, as packed text."""

    run: str
    law: Law
    date: dt.date
    services: tuple[str, ...] | None
    kernels: Path | None = None
    coding: bytes | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Engines made for one key may serve another task of it."""
        return (self.run, self.law.digest, self.date, self.services, self.kernels)


def packed_coding(coding: Coding) -> bytes:
    """The coding for a task."""
    return zlib.compress(coding_text(coding).encode(), 1)


def unpacked_coding(packed: bytes) -> Coding:
    """The same back."""
    return coding_of(zlib.decompress(packed).decode())
