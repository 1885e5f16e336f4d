"""The door of the hub: ask an agency, by name and operation; who may ask whom; life events; the gateway itself."""

from __future__ import annotations

from typing import Any

from asgiref.sync import async_to_sync

from madang.exchange.hub.addresses import address_of_service
from madang.exchange.hub.breaker import reset as forget_failures
from madang.exchange.hub.contracts import agencies
from madang.exchange.hub.events.accepted import when_accepted
from madang.exchange.hub.events.deciding import DiscardEvent, NoReason, ReleaseEvent
from madang.exchange.hub.events.quarantine import Held, NotWaiting, StillNotAcceptable, discard, quarantined, release
from madang.exchange.hub.events.taking import TakenEvent, inbox_figures, take_events
from madang.exchange.hub.failures import (
    AgencyAnsweredWrongly,
    AgencyDown,
    AgencyFailure,
    AgencySlow,
    UnknownOperation,
)
from madang.exchange.hub.gateway.application import Configuration, Gateway
from madang.exchange.hub.gateway.connecting import CONTEXT
from madang.exchange.hub.gateway.keeper import Fixed, Listening
from madang.exchange.hub.gateway.log import GroupLog
from madang.exchange.hub.gateway.pulling import DatabasePulling
from madang.exchange.hub.gateway.recording import LogUnavailable, Recorder, Remembered
from madang.exchange.hub.gateway.running import RunningGateway
from madang.exchange.hub.port import Port, Reply, usual_seconds
from madang.exchange.hub.pseudonyms.kept import KeptNumbers
from madang.exchange.hub.registry.contracts import fields_named
from madang.exchange.hub.registry.demonstration import (
    demonstration,
    house_subsystem,
    register_demonstration,
    service_of_agency,
    subsystem_of_agency,
)
from madang.exchange.hub.registry.enrolling import (
    add_key,
    end_key,
    register_member,
    register_service,
    register_subsystem,
)
from madang.exchange.hub.registry.entries import (
    Entries,
    EventRightEntry,
    EventTypeEntry,
    KeyEntry,
    MemberEntry,
    Persons,
    RightEntry,
    ServiceEntry,
    SubscriptionEntry,
    SubsystemEntry,
)
from madang.exchange.hub.registry.granting import (
    grant,
    grant_event,
    register_event_type,
    register_subscription,
    revoke,
    revoke_event,
)
from madang.exchange.hub.registry.looking import entries_now
from madang.exchange.hub.registry.recorded import NotRegistered, RegistryRefused
from madang.exchange.hub.waiting import ask_and_wait, hang_up

__all__ = [
    "AgencyAnsweredWrongly",
    "AgencyDown",
    "AgencyFailure",
    "AgencySlow",
    "Configuration",
    "DiscardEvent",
    "Entries",
    "EventRightEntry",
    "EventTypeEntry",
    "Fixed",
    "Gateway",
    "Held",
    "KeyEntry",
    "LogUnavailable",
    "MemberEntry",
    "NoReason",
    "NotRegistered",
    "NotWaiting",
    "Persons",
    "Port",
    "Recorder",
    "RegistryRefused",
    "ReleaseEvent",
    "Remembered",
    "Reply",
    "RightEntry",
    "RunningGateway",
    "ServiceEntry",
    "StillNotAcceptable",
    "SubscriptionEntry",
    "SubsystemEntry",
    "TakenEvent",
    "UnknownOperation",
    "add_key",
    "address_of_service",
    "agencies",
    "ask_and_wait",
    "call",
    "call_and_wait",
    "demonstration",
    "discard",
    "end_key",
    "entries_now",
    "fields_named",
    "forget_failures",
    "gateway",
    "grant",
    "grant_event",
    "hang_up",
    "house_subsystem",
    "inbox_figures",
    "quarantined",
    "register_demonstration",
    "register_event_type",
    "register_member",
    "register_service",
    "register_subscription",
    "register_subsystem",
    "release",
    "revoke",
    "revoke_event",
    "service_of_agency",
    "subsystem_of_agency",
    "take_events",
    "usual_seconds",
    "when_accepted",
]


def gateway(configuration: Configuration, database_url: str) -> Gateway:
    """The gateway over a database: its registry, its log, its inbox, its names of persons."""
    pulling = DatabasePulling(database_url, configuration.secret)
    return Gateway(configuration, Listening(database_url), GroupLog(database_url), pulling,
                   KeptNumbers(database_url, CONTEXT))  # fmt: skip


async def call(agency: str, operation_id: str, *, body: Any = None, query: dict[str, int] | None = None,
               timeout: float = usual_seconds) -> Reply:  # fmt: skip
    """One exchange with an agency (moi, nts, nhis, ei, welfare, court), checked against its contract and recorded.

    timeout: seconds for the whole exchange. Raises AgencyDown, AgencySlow, AgencyAnsweredWrongly (all AgencyFailure),
    UnknownOperation for a name no contract has. For many calls open one :class:`Port`.
    """
    async with Port() as port:
        return await port.call(agency, operation_id, body=body, query=query, timeout=timeout)


def call_and_wait(agency: str, operation_id: str, *, body: Any = None, query: dict[str, int] | None = None,
                  timeout: float = usual_seconds) -> Reply:  # fmt: skip
    """:func:`call` for synchronous callers."""
    return async_to_sync(call)(agency, operation_id, body=body, query=query, timeout=timeout)
