"""Identifiers: instance/class/member[/subsystem[/service]], each part percent-encoded on its own (PR-REST §4.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote

from madang.exchange.hub.protocol.faults import Error, Fault

LONGEST_PART = 100
_PART = re.compile(r"[^\W_](?:[^\W_]|['()+,\-.=?])*")
_ENCODED = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+")


def is_part(text: str) -> bool:
    """Whether a decoded part is of the alphabet: letters, digits and '()+,-.=? after the first."""
    return len(text) <= LONGEST_PART and _PART.fullmatch(text) is not None


def decoded(part: str) -> str | None:
    """A percent-encoded part as text; None when it is not one (RFC 3986 pchar, UTF-8, our alphabet)."""
    if _ENCODED.fullmatch(part) is None:
        return None
    try:
        text = unquote(part, errors="strict")
    except UnicodeDecodeError:
        return None
    return text if is_part(text) else None


@lru_cache(maxsize=4096)
def written(identifier: str) -> str:
    """An identifier as it stands in header fields: parts encoded, slashes not."""
    return "/".join(quote(part, safe="'()+,-.=~") for part in identifier.split("/"))


@lru_cache(maxsize=4096)
def client_of(header: str) -> str:
    """The identifier in X-Road-Client: three parts (a member) or four (a subsystem). Fault."""
    parts = [decoded(part) for part in header.split("/")] if len(header) <= 4 * 9 * LONGEST_PART else []
    if len(parts) not in (3, 4) or None in parts:
        raise Fault(Error.INVALID_CLIENT, "X-Road-Client: instance/class/member[/subsystem], parts percent-encoded")
    return "/".join(part for part in parts if part is not None)
