"""A client system as its IT would write it: plain HTTP and the second door's signatures."""

from __future__ import annotations

import http.client
import json
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from madang.exchange.hub.signing.service import Signer, claimed, public_key, sign_request, thumbprint, verify_answer


@dataclass(frozen=True)
class Said:
    """An answer. headers: by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes
    signature: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """The error's name, of header and body; empty when there is none."""
        name = self.headers.get("x-road-error", "")
        if name:
            assert self.json["type"] == name
            assert set(self.json) == {"type", "message", "detail"}
            assert uuid.UUID(self.json["detail"])
            assert self.headers["content-type"] == "application/json; charset=utf-8"
        return name


@dataclass(frozen=True)
class Caller:
    """Signs as a subsystem; hub: the hub's public key, with which every answer is proven; ids: of all it has asked,
    by which it finds its own on record (a gateway may still be writing down what somebody before it hung up on)."""

    address: str
    client: str
    signer: Signer
    hub: str
    also: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)

    def signed(self, method: str, path: str, query: str = "", body: bytes = b"", **more: Any) -> dict[str, str]:
        self.ids.append(one := more.pop("id", str(uuid.uuid4())))
        headers = {"x-road-client": self.client, "x-road-id": one} | self.also
        return headers | sign_request(self.signer, method, path, query, headers, body, **more)

    def call(self, method: str, path: str, query: str = "", body: bytes = b"", **more: Any) -> Said:
        """A signed exchange, its answer proven to be the hub's, and to this request."""
        headers = self.signed(method, path, query, body, **more)
        said = self.send(method, f"{path}{'?' if query else ''}{query}", headers, body)
        tied = claimed(headers).value if '"signature";req' in said.headers.get("signature-input", "") else ""
        if tied:
            verify_answer(said.status, said.headers, said.body, tied, self.key)
        return Said(said.status, said.headers, said.body, tied)

    def key(self, keyid: str) -> Any:
        return public_key(self.hub) if keyid == thumbprint(self.hub) else None

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Said:
        """Whatever it is."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            connection.putrequest(method, target, skip_host=False, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body or method in ("POST", "PUT"):
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.headers.items()}
            return Said(answer.status, found, answer.read())
        finally:
            connection.close()
