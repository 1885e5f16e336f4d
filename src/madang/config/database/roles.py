"""Two roles from the start: one owns the tables and migrates, one runs the application and can do neither."""

from __future__ import annotations

import psycopg
from psycopg import sql

OWNER = "madang_owner"
APPLICATION = "madang_app"


def make_roles(admin_url: str, *, name: str, owner_password: str, application_password: str) -> None:
    """Makes both roles and the database ``name``, or sets them right where they exist. Runs as the superuser."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for role, password in ((OWNER, owner_password), (APPLICATION, application_password)):
            _make_role(connection, role, password)
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER)))
        statement = sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC")
        connection.execute(statement.format(sql.Identifier(name)))
        statement = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(APPLICATION)))


def _make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = sql.SQL(
        "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
    ).format(sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.Literal(password))
    connection.execute(statement)


def grant_future_tables(owner_url: str, application: str) -> None:
    """From now on every table the owner makes may be read and written, not altered or emptied, by ``application``.

    Granted when a table is made, not afterwards over all of them: a migration that takes a right away (an append-only
    log) is not undone by the next one.
    """
    role = sql.Identifier(application)
    with psycopg.connect(owner_url) as connection:
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for rights, things in (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES")):
            connection.execute(
                sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} ON {} TO {}").format(
                    sql.SQL(rights), sql.SQL(things), role
                )
            )
