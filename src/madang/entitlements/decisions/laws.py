"""The kept laws: written once for each, read back and bound once for each process."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache

from madang.entitlements.errors import CannotReplay
from madang.entitlements.models import Law
from madang.rules.service import Rulebook, law_of, rulebook_of_law

MOST_BOUND = 64
"""Laws bound at a time; each takes about as much memory as the definition has text, times thirty."""


def digest_of(text: str) -> str:
    """`sha256:` and the hex digest of the text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def keep_law(rulebook: Rulebook, service: str, date: dt.date) -> str:
    """Keeps the law of a service on a day; returns its digest. The same law twice is kept once."""
    text = law_of(rulebook, service, date)
    digest = digest_of(text)
    Law.objects.bulk_create([Law(digest=digest, text=text)], ignore_conflicts=True)
    return digest


@lru_cache(maxsize=MOST_BOUND)
def kept_law(digest: str) -> Rulebook:
    """The rulebook of a kept law. Raises CannotReplay where it is gone or was tampered with."""
    law = Law.objects.filter(digest=digest).first()
    if law is None or digest_of(law.text) != digest:
        raise CannotReplay(
            f"법의 사본 {digest[:19]}…이(가) 없거나 바뀌었습니다.",
            f"The kept law {digest[:19]}… is missing or was changed.",
        )
    return rulebook_of_law(law.text)
