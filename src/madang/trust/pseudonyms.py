"""Each agency and relying party knows a person by a name of its own; two of them cannot put theirs together."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from madang.trust.keys.ring import key_in_force
from madang.trust.models import Pseudonym

BYTES = 16


def pseudonyms(party: str, persons: Iterable[str]) -> dict[str, str]:
    """person → what the party calls them: 26 letters and digits, the same every time. Two queries."""
    key = key_in_force("pseudonym", party).bytes
    found = {person: _name(key, person) for person in dict.fromkeys(persons)}
    Pseudonym.objects.bulk_create(
        [Pseudonym(party=party, pseudonym=name, person=person) for person, name in found.items()],
        ignore_conflicts=True,
    )
    return found


def persons_behind(party: str, names: Iterable[str]) -> dict[str, str]:
    """pseudonym → person; those the party made up are left out. For the exchange alone. One query."""
    rows = Pseudonym.objects.filter(party=party, pseudonym__in=list(names))
    return dict(rows.values_list("pseudonym", "person"))


def _name(key: bytes, person: str) -> str:
    digest = hmac.new(key, person.encode(), hashlib.sha256).digest()[:BYTES]
    return base64.b32encode(digest).decode().rstrip("=").lower()
