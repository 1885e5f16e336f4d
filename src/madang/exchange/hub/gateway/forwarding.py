"""From a client's request to a provider's answer: resolve, allow, ask, verify, hold against the contract."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from madang.exchange.hub.gateway.exchange import Answer, Exchange, Mark, Request
from madang.exchange.hub.gateway.naming import Naming, without_persons
from madang.exchange.hub.gateway.upstream import Reply, Upstream
from madang.exchange.hub.protocol import fields as header_fields
from madang.exchange.hub.protocol.faults import Error, Fault
from madang.exchange.hub.protocol.fields import Fields
from madang.exchange.hub.protocol.names import written
from madang.exchange.hub.protocol.paths import Target
from madang.exchange.hub.registry.contracts import Operation
from madang.exchange.hub.registry.snapshot import HeldRight, OfferedService, Snapshot
from madang.exchange.hub.signing.service import SignatureRefused, Signer, signed_request, verify_answer

META = ("listMethods", "allowedMethods", "getOpenAPI")
Addresses = Callable[[str], str | None]
"""The base URL behind a service's registered address, without trailing slash."""


def resolved(target: Target, registry: Snapshot) -> tuple[str, int]:
    """(service identifier, how many parts it takes), with a subsystem where there is such a one. Fault."""
    for count in (5, 4):
        identifier = "/".join(target.parts[:count])
        owner, _, code = identifier.rpartition("/")
        if len(target.parts) >= count and (
            identifier in registry.services or (code in META and owner in registry.parties)
        ):
            return identifier, count
    raise Fault(Error.UNKNOWN_SERVICE, f"{'/'.join(target.parts)} is not registered")


class Forwarding:
    """Asks providers in the hub's name."""

    def __init__(self, signer: Signer, upstream: Upstream, addresses: Addresses, names: Naming) -> None:
        self._signer, self._upstream, self._addresses, self._names = signer, upstream, addresses, names

    async def answer(self, identifier: str, path: str, request: Request, exchange: Exchange, registry: Snapshot,
                     now: float) -> Answer:  # fmt: skip
        """The provider's answer, proven. identifier and path: of the service, and behind it. Fault."""
        exchange.service = identifier
        service = registry.services[identifier]
        try:
            right, operation = _allowed(request, path, service, registry)
            if not service.entry.enabled:
                raise Fault(Error.SERVICE_DISABLED, f"{identifier} is switched off")
            body = request.body if right.told is None else await self._names.asked(right.told, request, exchange, path)
        except Fault:
            if service.told is not None:
                without_persons(service.told, exchange, path)
            raise
        url, fields, signature = self._asked(request, body, exchange, service, path)
        seconds = service.entry.timeout_seconds
        reply = await self._upstream.ask(request.method, url, fields, body, seconds)
        headers = dict(reply.fields)
        digest = self._verified(reply, headers, signature, exchange, service, registry, now)
        if operation is not None and request.method != "HEAD":
            _kept(reply, headers, operation)
        if right.told is not None:
            return self._names.answered(right.told, reply, headers, request)
        return Answer(reply.status, header_fields.passed_on(reply.fields), reply.body, digest=digest)

    def _asked(
        self, request: Request, body: bytes, exchange: Exchange, service: OfferedService, path: str
    ) -> tuple[str, Fields, str]:
        """What the provider is asked: URL, fields, and the signature among them. Fault."""
        base = self._addresses(service.entry.address)
        if base is None:
            raise Fault(Error.NETWORK_ERROR, "no address is known for the service")
        scheme, _, rest = base.partition("://")
        host, slash, below = rest.partition("/")
        path = f"{slash}{below}{path}" or "/"
        ours = {
            "x-road-client": written(request.client),
            "x-road-service": written(service.entry.identifier),
            "x-road-id": exchange.message_id,
        }
        signed, ours_signed = signed_request(self._signer, request.method, path, request.query, ours, body)
        exchange.marks["asked"] = Mark(ours_signed, signed.get("content-digest", ""))
        fields = [(name, value) for name, value in header_fields.passed_on(request.fields) if name != "accept-encoding"]
        if "accept" not in request.headers:
            fields.append(("accept", "application/json"))
        # The contract is held against what was signed, byte for byte: no compression between.
        fields += [("accept-encoding", "identity"), ("x-road-request-id", exchange.request_id)]
        fields += [*ours.items(), *signed.items()]
        query = f"?{request.query}" if request.query else ""
        return f"{scheme}://{host}{path}{query}", fields, ours_signed.value

    def _verified(self, reply: Reply, headers: dict[str, str], signature: str, exchange: Exchange,
                  service: OfferedService, registry: Snapshot, now: float) -> str:  # fmt: skip
        """The Content-Digest, proven. Fault."""
        try:
            found = verify_answer(reply.status, headers, reply.body, signature,
                                  lambda keyid: registry.key_of(keyid, service.owner, now))  # fmt: skip
        except SignatureRefused as refused:
            raise Fault(Error(f"server.serverproxy.{refused.code}"), f"the provider's answer: {refused}") from None
        exchange.marks["answered"] = Mark(found, headers["content-digest"])
        return headers["content-digest"]


def _allowed(
    request: Request, path: str, service: OfferedService, registry: Snapshot
) -> tuple[HeldRight, Operation | None]:
    """The right, and the operation of the contract, None where answers are not held against one. Fault."""
    decoded = unquote(path) or "/"
    right = registry.right(request.client, service.entry.identifier, request.method, decoded)
    if right is None:
        raise Fault(Error.ACCESS_DENIED, f"{request.client} has no right to this")
    if service.contract is None or not service.entry.check_answers:
        return right, None
    operation = service.contract.operation(request.method, decoded)
    if operation is None and request.method == "HEAD":
        operation = service.contract.operation("GET", decoded)
    if operation is None:
        raise Fault(Error.ENDPOINT_NOT_FOUND, f"the contract of {service.entry.identifier} has no such operation")
    return right, operation


def _kept(reply: Reply, headers: dict[str, str], operation: Operation) -> None:
    if headers.get("content-encoding", "identity") != "identity":
        raise Fault(Error.OFF_CONTRACT, "the answer is compressed, though identity was asked for")
    fault = operation.fault(reply.status, headers.get("content-type", ""), reply.body)
    if fault is not None:
        raise Fault(Error.OFF_CONTRACT, fault)
