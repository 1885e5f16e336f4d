"""The hidden field's text: plain JSON while it is short, squeezed when the agencies told a lot."""

from __future__ import annotations

import base64
import binascii
import zlib

from madang.portal.journey.refusal import JourneyRefused

MOST_CHARACTERS = 1_000_000
MOST_SENT = 300_000
SQUEEZED = "z:"
SHORT = 4_000


def pack(text: str) -> str:
    """The text for the field."""
    if len(text) <= SHORT:
        return text
    return SQUEEZED + base64.urlsafe_b64encode(zlib.compress(text.encode(), 6)).decode()


def unpack(field: str) -> str:
    """The text of a posted field; never more than MOST_CHARACTERS of it is made. JourneyRefused."""
    if len(field) > MOST_SENT:
        raise JourneyRefused("too_large")
    if not field.startswith(SQUEEZED):
        return field
    try:
        squeezed = base64.urlsafe_b64decode(field[len(SQUEEZED) :])
        opened = zlib.decompressobj()
        data = opened.decompress(squeezed, MOST_CHARACTERS)
        if opened.unconsumed_tail:
            raise JourneyRefused("too_large")
        return data.decode()
    except (binascii.Error, zlib.error, ValueError):
        raise JourneyRefused("unreadable") from None
