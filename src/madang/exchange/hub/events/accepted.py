"""When an event that somebody published was accepted."""

from __future__ import annotations

import datetime as dt

from madang.exchange.hub.models import Event


def when_accepted(kind: str, number: str) -> dt.datetime | None:
    """When the latest event of a type about a register number was accepted; None: not yet, or not there for the caller.

    Call it inside `trust.entered(system(...))`. One query, by no index: for single questions.
    """
    found = Event.objects.filter(type=kind, event__data__number=number).order_by("-id")
    return found.values_list("accepted_at", flat=True).first()
