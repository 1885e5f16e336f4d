"""Browsers of everybody who could try: each request is looked through for what is the other's."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.test import Client
from django.utils import timezone

from madang.documents.letters.tests.reading import pages
from madang.people.service import Appoint, units_of
from madang.trust.service import perform
from tests.walls.people import ANNE, BORA, LIMITED, OFFICIALS, RESIDENTS, UNIT, Side, account_id

TOKEN = "a" * 32
BY_ID = ("giver", "holder", "applicant", "person", "for", "subject")
"""Fields of forms that name a person."""


@dataclass(frozen=True)
class Visitor:
    """part: as whom they sign in, "" for nobody. others: the sides of whom nothing may be found."""

    part: str
    others: tuple[Side, ...]

    def browser(self) -> Client:
        """Signed in, with Django's protection against forged requests on, as in a real browser."""
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.cookies["csrftoken"] = TOKEN
        if self.part:
            done = client.post("/account/demo/", {"part": self.part, "csrfmiddlewaretoken": TOKEN})
            assert done.status_code == 302, done.content.decode()
        return client


VISITORS = (
    *(Visitor(part, (BORA if side is ANNE else ANNE,)) for part, side in (RESIDENTS | OFFICIALS).items()),
    Visitor(LIMITED, (ANNE, BORA)),
    Visitor("", (ANNE, BORA)),
)


def appointed() -> None:
    """The officials have signed in once, and are given their tenants; the limited one, a unit without cases."""
    until = timezone.now() + dt.timedelta(days=30)
    elsewhere = next(
        one.id
        for one in units_of(ANNE.tenant, timezone.localdate())
        if one.id not in (UNIT, UNIT[:5]) and one.region != UNIT
    )
    for part, side, unit in (*((part, side, "") for part, side in OFFICIALS.items()), (LIMITED, ANNE, elsewhere)):
        Visitor(part, ()).browser()
        for role in ("caseworker",) if unit else ("caseworker", "privacy_officer"):
            act = Appoint(account_id(part), side.tenant, role, until, unit=unit)
            perform(act, side.official("supervisor", id="boss"))


def fields(side: Side, token: str, key: str, do: str) -> dict[str, str]:
    """A form that names the side in every field we know of, and says something where words are asked for."""
    named = dict.fromkeys(BY_ID, side.person) | {name: values[0] for name, values in side.given.items()}
    return named | {
        "csrfmiddlewaretoken": token, "key": key, "do": do, "said": "아무 말", "said-payment_account": "1",
        "service": "basic_pension", "language": "en", "next": "/mine/", "login": f"{side.person}@example.org",
        "password": "wrong wrong wrong", "email": f"{side.person}@example.org", "code": "123456", "digest": "sha256:0",
    }  # fmt: skip


def said_by(response: Any) -> str:
    """All that an answer says: headers with the names of files, the body, the words and properties of a PDF."""
    body = b"".join(response.streaming_content) if response.streaming else bytes(response.content)
    heads = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items())
    cookies = response.cookies.output()
    text = body.decode("utf-8", "replace")
    if body.startswith(b"%PDF"):
        text += "\n".join(pages(body))
    elif "json" in response.headers.get("Content-Type", ""):
        text += re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return f"{heads}\n{cookies}\n{text}"


def leaks(response: Any, visitor: Visitor, sent: str) -> list[str]:
    """Words of others in the answer that the visitor did not send."""
    said = said_by(response)
    return [mark for side in visitor.others for mark in sorted(side.marks()) if mark in said and mark not in sent]
