"""The database for a command beside a running Madang: that of DATABASE_URL, else the embedded one of this home."""

from __future__ import annotations

import os
from pathlib import Path

from madang.config import environment
from madang.config.database import roles
from madang.config.database.cluster import HOST
from madang.config.database.place import chosen_place
from madang.config.database.url import database_url

NAME = "madang"
PORT_LINE = 3
"""The port's line in PostgreSQL's own note of a running server (postmaster.pid), from 0."""


class NotRunning(RuntimeError):
    """No database is named, and none of this home is running. The message is in both languages."""


def running_url(home: Path) -> str | None:
    """The application's address of the embedded database of a home; None when it is not running."""
    try:
        place = chosen_place(home)
        if place is None:
            return None
        port = int((place / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[PORT_LINE])
        password = (home / "secrets" / f"database-{roles.APPLICATION}").read_text(encoding="ascii").strip()
    except (OSError, ValueError, IndexError):
        return None
    return database_url(host=HOST, port=port, name=NAME, user=roles.APPLICATION, password=password)


def _master_key(home: Path) -> str:
    """The master key of a home, for whoever may read it; empty for others, who can still do all that needs none."""
    try:
        return (home / "secrets" / "master-key").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def set_up() -> None:
    """Starts Django as the application's role, once, for a command. Raises NotRunning."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.config.settings.dev")
    if not environment.text("DATABASE_URL"):
        url = running_url(environment.home())
        if url is None:
            raise NotRunning(
                "마당이 켜져 있지 않습니다. make run으로 켜거나 DATABASE_URL을 정하세요. / "
                "Madang is not running: start it with make run, or set DATABASE_URL."
            )
        os.environ["DATABASE_URL"] = url
    if key := _master_key(environment.home()):
        os.environ.setdefault("MADANG_MASTER_KEY", key)
    import django
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()
