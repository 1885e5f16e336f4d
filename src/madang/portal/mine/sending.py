"""Forms that change something: each carries a key, so that a double click or a resend does it once."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TypeVar

from django.http import HttpRequest

from madang.portal.mine.frame import Me
from madang.trust.service import Act, Principal, perform

About = TypeVar("About")
Result = TypeVar("Result")
KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """For a form that is being shown: 128 bits of chance."""
    return secrets.token_hex(16)


def key_in(request: HttpRequest) -> str:
    """The key of the form that was sent; a new one where it came without, so that what was typed can go on."""
    found = str(request.POST.get("key", ""))
    return found if KEY.fullmatch(found) else new_key()


def send(request: HttpRequest, act: Act[About, Result], me: Me, *, by: Principal | None = None) -> Result:
    """Carries the act out, once for the form's key and what was sent with it. by: where it is not the resident alone.

    A page has several forms; one that is sent again with other words is another sending, and is judged as such.
    """
    said = hashlib.sha256(repr(act).encode()).hexdigest()[:32]
    return perform(act, by or me.principal, key=f"mine:{key_in(request)}:{said}")
