"""Requests and answers signed and verified by the profile. Header names are in lower case."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from madang.exchange.hub.signing.base import LABEL, OF_THE_REQUEST, Claimed, base_of, claimed, parameters_of
from madang.exchange.hub.signing.keys import Signer
from madang.exchange.hub.signing.refusals import SignatureMalformed, SignatureOutOfTime, SignatureWrong, UnknownKey

MOST_AGE = 120
MOST_AHEAD = 30
"""Seconds a signature may be old, and seconds its maker's clock may be ahead of ours."""
Keys = Callable[[str], Ed25519PublicKey | None]
"""A key by its id, None when it is not to be trusted now."""

_ANSWER = ('"@status"', '"content-digest"')
_REQUEST = ('"@method"', '"@path"', '"@query"')
_SHA256 = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_IN_A_REQUEST = ("x-road-client", "x-road-service", "x-road-id", "content-digest")


def digest(body: bytes) -> str:
    """Content-Digest of a body (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _request(method: str, path: str, query: str) -> dict[str, str]:
    return {'"@method"': method, '"@path"': path, '"@query"': f"?{query}"}


def _answer(status: int, request_signature: str) -> dict[str, str]:
    found = {'"@status"': str(status)}
    return found | {OF_THE_REQUEST: f":{request_signature}:"} if request_signature else found


@lru_cache(maxsize=1024)
def _quoted(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f'"{name}"' for name in names)


class Signed(NamedTuple):
    """fields: to add to the message; claimed: the signature in them."""

    fields: dict[str, str]
    claimed: Claimed


def _signed(signer: Signer, components: tuple[str, ...], derived: Mapping[str, str], headers: Mapping[str, str],
            added: dict[str, str], created: int | None) -> Signed:  # fmt: skip
    at = int(time.time()) if created is None else created
    parameters = parameters_of(components, at, signer.keyid)
    value = signer.sign(base_of(components, parameters, derived, headers))
    added["signature-input"], added["signature"] = f"{LABEL}={parameters}", f"{LABEL}=:{value}:"
    return Signed(added, Claimed(components, parameters, at, signer.keyid, value))


def signed_request(signer: Signer, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes, *,
                   created: int | None = None) -> Signed:  # fmt: skip
    """A request's signature. path and query: as they stand in the request line, still encoded.

    Covered: method, path, query, those of X-Road-Client, X-Road-Service and X-Road-Id that are there, and the
    digest of a body that is not empty.
    """
    added = {"content-digest": digest(body)} if body else {}
    whole = {**headers, **added}
    names = _quoted(tuple(name for name in _IN_A_REQUEST if name in whole))
    return _signed(signer, _REQUEST + names, _request(method, path, query), whole, added, created)


def sign_request(signer: Signer, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes, *,
                 created: int | None = None) -> dict[str, str]:  # fmt: skip
    """The fields to add to a request; see :func:`signed_request`."""
    return signed_request(signer, method, path, query, headers, body, created=created).fields


def signed_answer(signer: Signer, status: int, headers: Mapping[str, str], body: bytes, request_signature: str = "", *,
                  also: tuple[str, ...] = (), digested: str = "", created: int | None = None) -> Signed:  # fmt: skip
    """An answer's signature. request_signature: base64 of the signature it answers; also: names of further header
    fields to cover; digested: the body's Content-Digest where it was proven already, so that nobody reads it again."""
    added = {"content-digest": digested or digest(body)}
    tie = (OF_THE_REQUEST,) if request_signature else ()
    components = _ANSWER + _quoted(also) + tie
    return _signed(signer, components, _answer(status, request_signature), {**headers, **added}, added, created)


def sign_answer(signer: Signer, status: int, headers: Mapping[str, str], body: bytes, request_signature: str = "", *,
                also: tuple[str, ...] = (), digested: str = "",
                created: int | None = None) -> dict[str, str]:  # fmt: skip
    """The fields to add to an answer; see :func:`signed_answer`."""
    return signed_answer(signer, status, headers, body, request_signature, also=also, digested=digested,
                         created=created).fields  # fmt: skip


def verify_request(method: str, path: str, query: str, headers: Mapping[str, str], body: bytes, keys: Keys, *,
                   now: float | None = None) -> Claimed:  # fmt: skip
    """The signature of a request, when it holds and covers what it must. Raises SignatureRefused."""
    found = claimed(headers)
    there = tuple(name for name in _IN_A_REQUEST[:3] if name in headers) + (("content-digest",) if body else ())
    _verify(found, _REQUEST + _quoted(there), _request(method, path, query), headers, body, keys, now)
    return found


def verify_answer(status: int, headers: Mapping[str, str], body: bytes, request_signature: str, keys: Keys, *,
                  now: float | None = None) -> Claimed:  # fmt: skip
    """The signature of the answer to the request that was signed so. Raises SignatureRefused."""
    found = claimed(headers)
    _verify(found, (*_ANSWER, OF_THE_REQUEST), _answer(status, request_signature), headers, body, keys, now)
    return found


def _verify(found: Claimed, needed: tuple[str, ...], derived: Mapping[str, str], headers: Mapping[str, str],
            body: bytes, keys: Keys, now: float | None) -> None:  # fmt: skip
    missing = [one for one in needed if one not in found.components]
    if missing:
        raise SignatureMalformed(f"not covered: {', '.join(missing)}")
    age = (time.time() if now is None else now) - found.created
    if not -MOST_AHEAD <= age <= MOST_AGE:
        raise SignatureOutOfTime(f"signed {age:.0f} s ago by our clock; {-MOST_AHEAD} to {MOST_AGE} are taken")
    if "content-digest" in headers and headers["content-digest"] != digest(body):
        raise _digest_fault(headers["content-digest"])
    key = keys(found.keyid)
    if key is None:
        raise UnknownKey("the key is not registered, or not valid now")
    try:
        key.verify(base64.b64decode(found.value), base_of(found.components, found.parameters, derived, headers))
    except InvalidSignature:
        raise SignatureWrong("the signature is not of this message") from None


def _digest_fault(given: str) -> SignatureMalformed | SignatureWrong:
    if _SHA256.fullmatch(given) is None:
        return SignatureMalformed("Content-Digest is sha-256 alone")
    return SignatureWrong("the digest is not of this body")
