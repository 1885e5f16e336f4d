"""The log and the outbox as tests look at them: every row, whoever it is about."""

from __future__ import annotations

from typing import Any

from madang.trust.models import Entry, OutboxEvent
from madang.trust.service import entered, system
from tests.database_rows import everything_written

LOOKING = system("test")


def entries(**of: Any) -> list[Entry]:
    """Entries of the log, the oldest first."""
    with entered(LOOKING):
        return list(Entry.objects.filter(**of).order_by("id"))


def log_as_text() -> str:
    """All that log and outbox hold."""
    with entered(LOOKING):
        return everything_written(Entry, OutboxEvent)
