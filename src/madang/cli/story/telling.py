"""The steps as they are told: what happens, how long it took, and what went wrong."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from madang.rules.service import Label


@dataclass(slots=True)
class Telling:
    """Prints each step with its time. as_json: one object a line instead; at: the step that is being taken."""

    language: str
    as_json: bool = False
    took: dict[str, float] = field(default_factory=dict)
    at: str = ""

    @contextmanager
    def step(self, id: str, label: Label) -> Iterator[list[str]]:
        """A step; what is put into the list is said behind it."""
        self.at = id
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

    def figure(self, id: str, label: Label, seconds: float) -> None:
        """A time of its own, between the steps."""
        if self.as_json:
            print(json.dumps({"figure": id, "seconds": round(seconds, 3)}), flush=True)
        else:
            words = label.ko if self.language == "ko" else label.en
            print(f"    → {words}: {seconds:.2f} s", flush=True)

    def ended(self, why: str) -> None:
        """Where the road ends before its end; as JSON on standard output too, for who reads only that."""
        at = f"{len(self.took) + 1}. {self.at}" if self.at else "-"
        if self.as_json:
            print(json.dumps({"ended": self.at, "why": why}, ensure_ascii=False), flush=True)
        print(f"✗ {at}: {why}", file=sys.stderr, flush=True)
