"""Somebody outside who keeps every head that the witness shows."""

from __future__ import annotations

import json
import random
import urllib.request
from http.client import HTTPException

from tests.kills.hand import Floor, Hand
from tests.kills.ledger import Ledger

PAUSE = 0.7


class Watcher(Hand):
    """tenants: whose heads. A witness that is down is asked again later."""

    def __init__(
        self, witness: str, tenants: tuple[str, ...], ledger: Ledger, floor: Floor, chance: random.Random
    ) -> None:
        super().__init__("watcher", floor, chance)
        self.witness, self.ledger = witness, ledger
        self._seen = dict.fromkeys(tenants, -1)

    def turn(self) -> None:
        """Asks for what is new in each log."""
        for tenant, after in self._seen.items():
            for size, root in heads(self.witness, tenant, after):
                self.ledger.write("head", tenant=tenant, size=size, root=root)
                self._seen[tenant] = size
        self.floor.stopped.wait(PAUSE)


def heads(witness: str, tenant: str, after: int = -1) -> list[tuple[int, str]]:
    """Sizes and roots (hex) of the heads it shows; what was cut off is left out, and nothing comes of no answer."""
    try:
        with urllib.request.urlopen(f"{witness}/heads/{tenant}?after={after}", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
    except (OSError, HTTPException):
        return []
    return [(one["size"], one["root"]) for one in map(json.loads, lines)]


def refused(witness: str, tenant: str) -> int:
    """How many heads it refused to sign."""
    with urllib.request.urlopen(f"{witness}/refused/{tenant}", timeout=10) as answer:
        return len(answer.read().splitlines())
