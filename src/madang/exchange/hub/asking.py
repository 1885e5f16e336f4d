"""One signed request to the hub and its proven answer, as a subsystem of the house."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from yarl import URL

from madang.exchange.hub.protocol.faults import Error, snake
from madang.exchange.hub.protocol.names import written
from madang.exchange.hub.registry.demonstration import house_subsystem
from madang.exchange.hub.signing.service import (
    SignatureRefused,
    Signer,
    UnusableKey,
    claimed,
    public_key,
    sign_request,
    thumbprint,
    verify_answer,
)

MOST_BYTES = 10 * 1024 * 1024
CLIENT = "mydata"


class HubUnreachable(Exception):
    """The connection to the hub, or the hub's to the provider, failed: worth another try."""


class HubRefused(Exception):
    """The hub answered instead of the provider, or not as the hub. error: a name of protocol/faults.py."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error, self.message = error, message


@dataclass(frozen=True, slots=True)
class ProvenAnswer:
    """A provider's answer under the hub's signature."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Asking:
    """client: the subsystem that asks; hub: the key its answers are proven with."""

    session: aiohttp.ClientSession
    address: str
    client: str
    signer: Signer
    hub: str

    async def ask(self, method: str, service: str, path: str, query: str, body: bytes, seconds: float) -> ProvenAnswer:
        """One exchange. TimeoutError, HubUnreachable, HubRefused."""
        target = f"/r1/{written(service)}{path}"
        headers = {"x-road-client": written(self.client), "x-road-id": str(uuid.uuid4())}
        signed = sign_request(self.signer, method, target, query, headers, body)
        headers |= {"accept": "application/json"} | ({"content-type": "application/json"} if body else {}) | signed
        url = URL(f"{self.address}{target}{'?' if query else ''}{query}", encoded=True)
        try:
            async with self.session.request(
                method, url, headers=headers, data=body or None, allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=max(seconds, 0.001)),
            ) as answer:  # fmt: skip
                found = {name.lower(): value for name, value in answer.headers.items()}
                proven = ProvenAnswer(answer.status, found, await _read(answer))
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
            if isinstance(error, TimeoutError):
                raise TimeoutError from None
            raise HubUnreachable(type(error).__name__) from None
        self._prove(proven, claimed(signed).value)
        return _or_refusal(proven)

    def _prove(self, answer: ProvenAnswer, signature: str) -> None:
        try:
            verify_answer(answer.status, answer.headers, answer.body, signature, self._key)
        except SignatureRefused as refused:
            # A refusal of what could not be read is signed, but tied to no request: an error all the same.
            raise HubRefused(f"server.clientproxy.{refused.code}", f"the hub's own answer: {refused}") from None

    def _key(self, keyid: str) -> Ed25519PublicKey | None:
        return public_key(self.hub) if keyid == thumbprint(self.hub) else None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    read = await answer.content.read(MOST_BYTES + 1)
    while len(read) <= MOST_BYTES and not answer.content.at_eof():
        read += await answer.content.read(MOST_BYTES + 1 - len(read))
    if len(read) > MOST_BYTES:
        raise HubRefused("server.serverproxy.response_too_large", f"an answer above {MOST_BYTES} bytes")
    return read


def _or_refusal(answer: ProvenAnswer) -> ProvenAnswer:
    error = answer.headers.get("x-road-error")
    if error is None:
        return answer
    try:
        message = str(json.loads(answer.body)["message"])[:200]
    except (ValueError, KeyError, TypeError):
        message = error
    name = snake(error)
    if name == Error.NETWORK_ERROR:
        raise HubUnreachable(message.removeprefix("connection failed (").removesuffix(")"))
    raise HubRefused(name, message)


@lru_cache(maxsize=4)
def _signer(seed: str) -> Signer:
    return Signer.of(seed)


def asking(session: aiohttp.ClientSession, address: str) -> Asking:
    """As the house's own client subsystem, with the keys of the settings. HubRefused where there are none."""
    try:
        signer = _signer(settings.HUB_CLIENT_KEY)
        thumbprint(settings.HUB_PUBLIC_KEY)
    except UnusableKey:
        raise HubRefused("client.unknown_key", "the house has no key for the hub") from None
    return Asking(session, address, house_subsystem(CLIENT), signer, settings.HUB_PUBLIC_KEY)
