"""State of the hub: who may ask whom, calls to agencies, life events on their way, what parties call persons."""

from __future__ import annotations

from madang.exchange.hub.models.events import Delivery, Event, Quarantined
from madang.exchange.hub.models.exchanges import Exchange
from madang.exchange.hub.models.persons import Pseudonym
from madang.exchange.hub.models.registry import (
    AccessRight,
    Description,
    EventRight,
    EventType,
    Member,
    Service,
    Subscription,
    Subsystem,
    SubsystemKey,
)

__all__ = [
    "AccessRight",
    "Delivery",
    "Description",
    "Event",
    "EventRight",
    "EventType",
    "Exchange",
    "Member",
    "Pseudonym",
    "Quarantined",
    "Service",
    "Subscription",
    "Subsystem",
    "SubsystemKey",
]
