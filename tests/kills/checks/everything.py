"""All checks, in the order in which a reader wants to know."""

from __future__ import annotations

import time
from collections import Counter

from django.db import connection

from tests.kills.checks import cases, life, logs
from tests.kills.checks.seen import look, tenants, waiting
from tests.kills.checks.standings import standings
from tests.kills.ledger import Ledger

DRAIN = 90.0
"""Seconds in which workers take what waits, once nobody adds to it."""


def anomalies(ledger: Ledger, witness: str, before: Counter[tuple[int, str]], *, deep: bool = True) -> list[str]:
    """Everything that does not hold, in words that begin with what it is; while nobody works.

    before: steps by people that were there when the work began. deep: standings too.
    """
    connection.close()  # the server it was made to may be gone since
    try:
        deadline = time.monotonic() + DRAIN
        while waiting() and time.monotonic() < deadline:
            time.sleep(0.2)
        births = ledger.of("birth")
        seen, logged = look(tuple({one[who] for one in births for who in ("baby", "mother")})), tenants()
        found = [
            *cases.submissions(ledger.of("submission"), seen),
            *cases.acts(ledger.of("act"), before, seen),
            *cases.records(seen),
            *cases.decisions(seen),
            *cases.consents(seen),
            *life.events(ledger.of("event"), seen),
            *life.births(births, seen),
            *life.alerts(seen),
            *logs.places(seen),
            *logs.exports(logged, witness),
            *logs.witnessed(ledger.of("head"), logged, witness),
        ]
        return found + (list(standings()) if deep else [])
    finally:
        connection.close()
