"""What a database must fulfil before Madang lets anybody near it, asked at every start."""

from __future__ import annotations

import psycopg

OLDEST = 15


class UnfitDatabase(RuntimeError):
    """The server is too old, or the application's role could step over the walls between people."""


def check_version(connection: psycopg.Connection) -> None:
    """Refuses a server older than OLDEST."""
    found = connection.info.server_version // 10_000
    if found < OLDEST:
        raise UnfitDatabase(f"PostgreSQL {found} is too old: Madang needs {OLDEST} or newer.")


def check_application_role(connection: psycopg.Connection) -> None:
    """Refuses a role that row-level security would not hold.

    A superuser and a role with BYPASSRLS see every row; an owner can switch the policies off; whoever may create
    roles, or may become one of the former, can make itself one.
    """
    row = connection.execute(
        """
        SELECT bool_or(r.rolsuper), bool_or(r.rolbypassrls), bool_or(r.rolcreaterole),
               EXISTS (SELECT FROM pg_database d
                       WHERE d.datname = current_database() AND pg_has_role(current_user, d.datdba, 'MEMBER')),
               EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_'
                         AND pg_has_role(current_user, c.relowner, 'MEMBER'))
        FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
        """
    ).fetchone()
    assert row is not None
    names = ("is a superuser", "bypasses row-level security", "may create roles", "owns the database", "owns tables")
    faults = [name for name, found in zip(names, row, strict=True) if found]
    if faults:
        raise UnfitDatabase(
            f"The application's database role {connection.info.user} {' and '.join(faults)}: row-level security would "
            "not hold it. DATABASE_URL must name an ordinary role; docs/guide/operator.md says how to make one."
        )


def check_version_of(url: str) -> None:
    """:func:`check_version` over one short connection."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        check_version(connection)


def check_fitness(url: str) -> None:
    """Both checks over one short connection. Raises :class:`UnfitDatabase`."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            check_version(connection)
            check_application_role(connection)
    except psycopg.OperationalError as error:
        raise UnfitDatabase(f"The database of DATABASE_URL does not answer: {type(error).__name__}.") from None
