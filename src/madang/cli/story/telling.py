"""The steps as they are told: what happens, how long it took, and what went wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from madang.rules.service import Label


@dataclass(slots=True)
class Telling:
    """Prints each step with its time. as_json: one object a line instead."""

    language: str
    as_json: bool = False
    took: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, id: str, label: Label) -> Iterator[list[str]]:
        """A step; what is put into the list is said behind it."""
        begun, found = time.perf_counter(), list[str]()
        yield found
        seconds = time.perf_counter() - begun
        self.took[id] = seconds
        words = label.ko if self.language == "ko" else label.en
        if self.as_json:
            print(
                json.dumps({"step": id, "seconds": round(seconds, 3), "found": found}, ensure_ascii=False), flush=True
            )
        else:
            print(
                f"{len(self.took):2d}. {words}  [{seconds:.2f} s]" + "".join(f"\n      {one}" for one in found),
                flush=True,
            )
