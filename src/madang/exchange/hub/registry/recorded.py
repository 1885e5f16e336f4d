"""What every change of the registry shares: its entry in the hub's log, its refusals, finding what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from madang.exchange.hub.models import Service, Subsystem
from madang.exchange.hub.protocol.names import is_part
from madang.rules.service import Refused
from madang.trust.service import entered, log_row, system, write

_HUB = system("hub", tenants=("hub",), subjects=())


class RegistryRefused(Refused):
    """Nothing was changed."""

    code = "registry_refused"


class NotRegistered(RegistryRefused):
    """No such member, subsystem, service, key, right or type."""

    code = "not_registered"


@contextmanager
def change(name: str, by: str, **said: Any) -> Iterator[None]:
    """A transaction with its entry; by: who changes it, for the record."""
    with entered(_HUB):
        yield
        write([log_row(tenant="hub", kind="act", name=f"hub.{name}", actor=by[:128], body=said)])


def parts_of(identifier: str, count: int) -> list[str]:
    """The parts of an identifier. RegistryRefused."""
    parts = identifier.split("/")
    if len(parts) != count or not all(is_part(part) for part in parts):
        raise RegistryRefused(
            f"식별자의 모양이 틀립니다: {identifier}", f"not an identifier of {count} parts: {identifier}"
        )
    return parts


def subsystem_of(identifier: str) -> Subsystem:
    """The subsystem. NotRegistered."""
    found = Subsystem.objects.filter(identifier=identifier).first()
    if found is None:
        raise NotRegistered(f"등록되지 않은 시스템: {identifier}", f"not registered: {identifier}")
    return found


def service_of(identifier: str) -> Service:
    """The service. NotRegistered."""
    owner, _, code = identifier.rpartition("/")
    found = Service.objects.filter(subsystem__identifier=owner, code=code).first()
    if found is None:
        raise NotRegistered(f"등록되지 않은 서비스: {identifier}", f"not registered: {identifier}")
    return found
