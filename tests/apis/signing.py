"""Requests of a registered system, signed as the hub wants them (RFC 9421)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

from madang.exchange.hub.signing.service import Signer, sign_request
from tests.apis.asking import Sign


def signed_by(signer: Signer, client: str) -> Sign:
    """Header fields for a request of this system."""

    def sign(request: requests.PreparedRequest) -> Mapping[str, str]:
        said = urlsplit(str(request.url))
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        headers = {"x-road-client": client, "x-road-id": str(uuid.uuid4())}
        return headers | sign_request(signer, str(request.method), said.path, said.query, headers, body)

    return sign
