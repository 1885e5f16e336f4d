"""Rubbish in place of a passkey's answer is refused in words, never an error of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

RUBBISH: tuple[Any, ...] = (
    {}, [], 1, None, "x", {"id": 1}, {"response": "x"},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "authenticatorData": "AA"}},
    {"id": "AA", "rawId": "AA", "type": "public-key",
     "response": {"clientDataJSON": "e30", "authenticatorData": "A" * 60, "signature": "AA", "userHandle": "AA"}},
    {"id": "AA", "rawId": "AA", "type": "public-key",
     "response": {"clientDataJSON": "e30", "authenticatorData": "A" * 60, "signature": "AA"}},
)  # fmt: skip


@pytest.mark.parametrize("answer", [*map(json.dumps, RUBBISH), "{", "", "\x00"])
def test_signing_in(client: Client, answer: str) -> None:
    client.get("/account/sign-in/passkey/", headers={"Accept": "application/json"})
    reply = client.post("/account/sign-in/passkey/", {"credential": answer}, follow=True)
    assert reply.status_code == 200
    assert "notice-error" in reply.text or not answer


def answer_for(origin: str, challenge: str) -> str:
    """An answer whose signature nobody looks at, because it was made for another page."""
    from fido2.utils import websafe_encode

    said = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": origin}).encode()
    response = {
        "clientDataJSON": websafe_encode(said),
        "authenticatorData": websafe_encode(bytes(32) + b"\x05" + bytes(4)),
        "signature": websafe_encode(b"x"),
        "userHandle": websafe_encode(b"x"),
    }
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response})


@pytest.mark.parametrize(
    "origin",
    ["https://madang.example", "http://testserver.evil.example", "http://sub.testserver", "https://testserver"],
)
def test_an_answer_made_for_another_page(client: Client, origin: str) -> None:
    options = client.get("/account/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    challenge = options["request_options"]["publicKey"]["challenge"]
    path = "/account/sign-in/passkey/"
    english = {"Accept-Language": "en"}
    fields = {"credential": answer_for(origin, challenge)}
    assert "another website" in client.post(path, fields, follow=True, headers=english).text
    fields = {"credential": answer_for("http://testserver", challenge)}
    assert "another website" not in client.post(path, fields, follow=True, headers=english).text
