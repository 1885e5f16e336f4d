"""Checks that stop the start: a demonstration, in which anybody may be anybody, never stands beside real people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from madang.identity.anyid.models import Account

REAL_SETTINGS = Error(
    "MADANG_DEMO is on in an installation for real people: anybody could sign in as anybody.",
    hint="Unset MADANG_DEMO, or run the demonstration with madang.config.settings.dev and a database of its own.",
    id="anyid.E001",
)
REAL_ACCOUNTS = Error(
    "MADANG_DEMO is on, and this database holds accounts of real people.",
    hint="Run the demonstration with a database (MADANG_HOME or DATABASE_URL) of its own.",
    id="anyid.E002",
)


def real_people_here() -> bool:
    """Whether any account of this database is not synthetic. One query by a partial index."""
    return Account.objects.filter(synthetic=False).exists()


def settings_check(**_: Any) -> list[CheckMessage]:
    """Settings for real people never switch the demonstration on."""
    return [REAL_SETTINGS] if settings.MADANG_DEMO and settings.MADANG_REAL_PEOPLE else []


def database_check(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """With the demonstration on, the database holds synthetic accounts only. Before the tables exist it holds none."""
    if not settings.MADANG_DEMO or "default" not in (databases or ()):
        return []
    try:
        return [REAL_ACCOUNTS] if real_people_here() else []
    except DatabaseError:
        return []


def register_all() -> None:
    """Makes both known to Django; `madang serve` runs them before the first request."""
    register(settings_check, Tags.security)
    register(database_check, Tags.database)
