"""A database address as one line of text, and what Django wants to know of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

SCHEMES = frozenset({"postgres", "postgresql"})
# Two workers of two threads hold four connections at most; more only wait in the server.
POOL = {"min_size": 1, "max_size": 4, "timeout": 10}


class BadDatabaseUrl(ValueError):
    """The address is not one of a PostgreSQL database. The message never repeats it: it holds a password."""


def database_url(*, host: str, port: int, name: str, user: str, password: str) -> str:
    """``postgresql://user:password@host:port/name`` with everything quoted."""
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}/{quote(name, safe='')}"


def django_database(url: str, *, pool: bool = True) -> dict[str, Any]:
    """Django's ``DATABASES`` entry for ``url``; without one, a server nobody listens on (commands without data)."""
    parts = urlsplit(url or "postgresql://127.0.0.1:1/madang")
    if parts.scheme not in SCHEMES or not parts.path.strip("/"):
        raise BadDatabaseUrl("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if pool:
        options["pool"] = dict(POOL)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
