"""An agency's own key: its answers are signed, and it answers nobody but the hub."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from madang.exchange.hub.signing.service import (
    SignatureRefused,
    Signer,
    claimed,
    public_key,
    sign_answer,
    thumbprint,
    verify_request,
)
from madang.simulation.agencies.behaviour import Behaviour, problem

CONTROL_HEADER = "X-Madang-Control"
_OPEN = ("/health", "/openapi.yaml", "/control", "/control/changes")


@dataclass(frozen=True, slots=True)
class Identity:
    """subsystem: how the hub knows the agency; signer: its key; hub: the hub's public key."""

    subsystem: str
    signer: Signer
    hub: str

    def key(self, keyid: str) -> Ed25519PublicKey | None:
        """The hub's, and nobody else's."""
        return public_key(self.hub) if keyid == thumbprint(self.hub) else None


async def _asked_by(request: web.Request, identity: Identity) -> str:
    """The signature of the hub's request. SignatureRefused."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    found = verify_request(
        request.method, request.rel_url.raw_path, request.rel_url.raw_query_string, headers, await request.read(),
        identity.key,
    )  # fmt: skip
    return found.value


def _signature(request: web.Request) -> str:
    try:
        return claimed({name.lower(): value for name, value in request.headers.items()}).value
    except SignatureRefused:
        return ""


def signing(identity: Identity, behaviour_now: Callable[[], Behaviour], token: str | None) -> Middleware:
    """A middleware; behaviour_now gives how the agency behaves. Who knows the control token is answered, too."""

    @web.middleware
    async def sign(request: web.Request, handler: Handler) -> web.StreamResponse:
        controlled = bool(token) and hmac.compare_digest(request.headers.get(CONTROL_HEADER, ""), token or "")
        if request.path not in _OPEN and not controlled:
            try:
                await _asked_by(request, identity)
            except SignatureRefused as refused:
                return problem(401, "연계허브를 거쳐야 합니다 / ask through the hub", str(refused))
        try:
            answer = await handler(request)
        except web.HTTPException as error:
            answer = error
        mode = behaviour_now().mode
        if isinstance(answer, web.Response) and mode != "unsigned":
            body = answer.body if isinstance(answer.body, bytes) else b""
            signed = sign_answer(identity.signer, answer.status, {}, body, _signature(request))
            if mode == "badly_signed":
                signed["signature"] = f"madang=:{'A' * 86}==:"
            answer.headers.update(signed)
        return answer

    return sign
