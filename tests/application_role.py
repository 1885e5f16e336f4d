"""The plain role as which tests talk to the database."""

from __future__ import annotations

import os
import secrets
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from madang.config.database.roles import grant_future_tables
from madang.config.database.url import database_url

ROLE = f"madang_test_application{os.environ.get('PYTEST_XDIST_WORKER', '')}"
"""Of this process of the tests: several may share a server."""


def make_role(owner_url: str, role: str = ROLE) -> str:
    """Makes the role, or gives it a new password; returns the password."""
    password = secrets.token_urlsafe()
    with psycopg.connect(owner_url) as connection:
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        statement = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD {}")
        verb = sql.SQL("ALTER" if exists else "CREATE")
        connection.execute(statement.format(verb, sql.Identifier(role), sql.Literal(password)))
    return password


def address(owner_url: str, name: str, *, user: str = "", password: str = "") -> str:
    """The same server's database ``name``, as ``user`` or as the owner."""
    parts = urlsplit(owner_url)
    return database_url(
        host=parts.hostname or "",
        port=parts.port or 5432,
        name=name,
        user=user or parts.username or "",
        password=password or parts.password or "",
    )


def give_future_rights(owner_url: str, name: str) -> None:
    """What `madang migrate` gives before it makes the tables."""
    grant_future_tables(address(owner_url, name), ROLE)


def allow_emptying(owner_url: str, name: str) -> None:
    """TRUNCATE, which Django's transactional tests need between each other and production never has."""
    with psycopg.connect(address(owner_url, name)) as connection:
        statement = sql.SQL("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {}")
        connection.execute(statement.format(sql.Identifier(ROLE)))


def drop_rights(owner_url: str, name: str) -> None:
    """Takes back what the role may do in ``name``."""
    with psycopg.connect(address(owner_url, name)) as connection:
        connection.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(ROLE)))
