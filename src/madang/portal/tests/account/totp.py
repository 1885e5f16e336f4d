"""An authenticator app (RFC 6238), written from the document and not from the code under test."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time


def app_code(secret: str, *, steps: int = 0) -> str:
    """Six digits for now, or for so many half minutes later."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, (int(time.time()) // 30 + steps).to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
