"""Once for each key of a caller: the same order again gets the same result and does nothing."""

from __future__ import annotations

import hashlib
from typing import Any

from madang.trust.models import Performed
from madang.trust.refusals import KeyReused

LONGEST_KEY = 128


class Before:
    """It was done before; result is what was answered then."""

    def __init__(self, result: Any) -> None:
        self.result = result


def begin(actor: str, key: str, act: object) -> Before | None:
    """Takes the key inside the caller's transaction; waits for somebody who is doing the same right now."""
    if not key.strip() or len(key) > LONGEST_KEY or "\0" in key:
        raise KeyReused("열쇠는 1–128자의 글입니다.", "A key is a text of 1 to 128 characters.")
    digest = "sha256:" + hashlib.sha256(f"{act!r}".encode()).hexdigest()
    Performed.objects.bulk_create([Performed(actor=actor, key=key, digest=digest)], ignore_conflicts=True)
    row = Performed.objects.get(actor=actor, key=key)
    if row.digest != digest:
        raise KeyReused(f"'{key}'은(는) 다른 일에 쓰였습니다.", f"'{key}' was used for something else.")
    return Before(row.result["value"]) if row.result is not None else None


def keep(actor: str, key: str, result: Any) -> None:
    """Keeps the result, in the same transaction."""
    Performed.objects.filter(actor=actor, key=key).update(result={"value": result})
