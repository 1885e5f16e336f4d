"""State of the hub: who may ask whom, calls to agencies, life events on their way."""

from __future__ import annotations

from madang.exchange.hub.models.events import Delivery, Event, Quarantined
from madang.exchange.hub.models.exchanges import Exchange
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
    "Quarantined",
    "Service",
    "Subscription",
    "Subsystem",
    "SubsystemKey",
]
