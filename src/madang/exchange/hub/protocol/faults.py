"""Errors on the wire: {type, message, detail} and X-Road-Error, with the names of X-Road 7.8.

400 when the caller has to change something, 500 when the hub or the provider failed. X-Road itself says 500 for
access_denied and unknown_member, too; the names are its own all the same.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from http import HTTPStatus


class Error(StrEnum):
    """Every error the hub may answer with."""

    BAD_REQUEST = "client.bad_request"
    MISSING_HEADER = "client.missing_header_field"
    DUPLICATE_HEADER = "client.duplicate_header_field"
    INVALID_CLIENT = "client.invalid_client_identifier"
    INVALID_METHOD = "client.invalid_http_method"
    BODY_TOO_LARGE = "client.request_too_large"
    SLOW_REQUEST = "client.request_timed_out"
    MISSING_SIGNATURE = "client.missing_signature"
    MALFORMED_SIGNATURE = "client.malformed_signature"
    OUT_OF_TIME = "client.signature_out_of_time"
    UNKNOWN_KEY = "client.unknown_key"
    INVALID_SIGNATURE = "client.invalid_signature_value"
    REPLAYED = "client.replayed_message"
    UNKNOWN_PSEUDONYM = "client.unknown_pseudonym"
    UNKNOWN_CLIENT = "server.clientproxy.unknown_member"
    UNKNOWN_SERVICE = "server.serverproxy.unknown_service"
    ENDPOINT_NOT_FOUND = "server.serverproxy.endpoint_not_found"
    ACCESS_DENIED = "server.serverproxy.access_denied"
    SERVICE_DISABLED = "server.serverproxy.service_disabled"
    NETWORK_ERROR = "server.serverproxy.network_error"
    SERVICE_TIMED_OUT = "server.serverproxy.service_timed_out"
    ANSWER_TOO_LARGE = "server.serverproxy.response_too_large"
    ANSWER_UNSIGNED = "server.serverproxy.missing_signature"
    ANSWER_MALFORMED_SIGNATURE = "server.serverproxy.malformed_signature"
    ANSWER_OUT_OF_TIME = "server.serverproxy.signature_out_of_time"
    ANSWER_UNKNOWN_KEY = "server.serverproxy.unknown_key"
    ANSWER_WRONG_SIGNATURE = "server.serverproxy.invalid_signature_value"
    OFF_CONTRACT = "server.serverproxy.invalid_response"
    OVERLOADED = "server.clientproxy.overloaded"
    LOGGING_FAILED = "server.clientproxy.logging_failed"
    INTERNAL = "server.clientproxy.internal_error"

    @property
    def caller_s(self) -> bool:
        """Whether the caller has to change something."""
        return self.startswith("client.") or self in _BY_THE_CALLER

    @property
    def status(self) -> int:
        """400 or 500."""
        return HTTPStatus.BAD_REQUEST if self.caller_s else HTTPStatus.INTERNAL_SERVER_ERROR

    def written(self, *, camel: bool) -> str:
        """As X-Road 7.8 writes it, or, with `camel`, as releases up to 7.7 did (Server.ServerProxy.AccessDenied)."""
        if not camel:
            return str(self)
        proxies = {"clientproxy": "ClientProxy", "serverproxy": "ServerProxy"}
        parts = [
            proxies.get(part) or "".join(word.capitalize() for word in part.split("_")) for part in self.split(".")
        ]
        return ".".join(parts)


def snake(name: str) -> str:
    """A name of either style in that of 7.8: both are understood."""
    return ".".join(
        part.lower() if part.lower() in ("clientproxy", "serverproxy") else _CAPITAL.sub("_", part).lower()
        for part in name.split(".")
    )


_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BY_THE_CALLER = frozenset({Error.UNKNOWN_CLIENT, Error.UNKNOWN_SERVICE, Error.ENDPOINT_NOT_FOUND, Error.ACCESS_DENIED})


class Fault(Exception):
    """Ends an exchange. message: for people of the calling system, without content of the exchange."""

    def __init__(self, error: Error, message: str) -> None:
        super().__init__(message)
        self.error, self.message = error, message

    def body(self, detail: str, *, camel: bool) -> bytes:
        """The JSON of the answer; detail: the request's id."""
        said = {"type": self.error.written(camel=camel), "message": self.message, "detail": detail}
        return json.dumps(said, ensure_ascii=False).encode()
