"""The application's role cannot step over the walls between people; a server that would let it is refused."""

from __future__ import annotations

from collections.abc import Generator
from types import SimpleNamespace
from typing import cast

import psycopg
import pytest
from psycopg import sql

from madang.config.database import fitness
from madang.config.database.fitness import UnfitDatabase, check_application_role, check_fitness, check_version
from madang.config.database.roles import grant_future_tables
from tests.application_role import address, make_role

NAME = "madang_fitness_test"
ROLE = "madang_fitness_test_role"


@pytest.fixture
def application_url(database_owner_url: str) -> Generator[str]:
    """A database of its own with a plain role and a table under row-level security by tenant."""
    password = make_role(database_owner_url, ROLE)
    with psycopg.connect(database_owner_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME}")
        connection.execute(f"CREATE DATABASE {NAME}")
    owner = address(database_owner_url, NAME)
    grant_future_tables(owner, ROLE)
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE file (tenant text NOT NULL, n int)")
        connection.execute(
            "INSERT INTO file SELECT CASE WHEN n <= 5 THEN 'jongno' ELSE 'jung' END, n FROM generate_series(1, 10) n"
        )
        connection.execute("ALTER TABLE file ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE file FORCE ROW LEVEL SECURITY")
        connection.execute("CREATE POLICY own ON file USING (tenant = current_setting('madang.tenant', true))")
    yield address(database_owner_url, NAME, user=ROLE, password=password)
    with psycopg.connect(database_owner_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def count(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT count(*) FROM file").fetchone()
    assert row is not None
    return int(row[0])


def test_without_a_tenant_no_row_and_with_one_only_its_own(application_url: str) -> None:
    with psycopg.connect(application_url) as connection:
        assert count(connection) == 0
        connection.execute("SET LOCAL madang.tenant = 'jongno'")
        assert count(connection) == 5
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO file VALUES ('jung', 11)")


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE file DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own ON file",
        "TRUNCATE file",
        "CREATE TABLE mine (n int)",
        f"ALTER ROLE {ROLE} BYPASSRLS",
        "CREATE ROLE friend SUPERUSER",
        "SET ROLE postgres",
        "COPY file TO PROGRAM 'cat'",
    ],
)
def test_the_role_cannot_open_the_wall(application_url: str, attempt: str) -> None:
    with psycopg.connect(application_url) as connection, pytest.raises(psycopg.Error) as refusal:
        connection.execute(attempt.encode())
    assert refusal.value.sqlstate in {"42501", "22023"}  # not permitted; no such role


def test_switching_row_security_off_is_an_error_not_a_way_round(application_url: str) -> None:
    with psycopg.connect(application_url) as connection:
        connection.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            count(connection)


def test_a_plain_role_is_fit(application_url: str) -> None:
    check_fitness(application_url)


@pytest.mark.parametrize(
    ("change", "undo", "fault"),
    [
        ("ALTER ROLE {} BYPASSRLS", "ALTER ROLE {} NOBYPASSRLS", "bypasses row-level security"),
        ("ALTER ROLE {} SUPERUSER", "ALTER ROLE {} NOSUPERUSER", "is a superuser"),
        ("ALTER ROLE {} CREATEROLE", "ALTER ROLE {} NOCREATEROLE", "may create roles"),
        ("ALTER TABLE file OWNER TO {}", "ALTER TABLE file OWNER TO CURRENT_USER", "owns tables"),
        (
            "ALTER DATABASE " + NAME + " OWNER TO {}",
            "ALTER DATABASE " + NAME + " OWNER TO CURRENT_USER",
            "owns the database",
        ),
    ],
)
def test_a_role_that_could_is_refused(
    application_url: str, database_owner_url: str, change: str, undo: str, fault: str
) -> None:
    with psycopg.connect(address(database_owner_url, NAME), autocommit=True) as connection:
        connection.execute(sql.SQL(change).format(sql.Identifier(ROLE)))
        try:
            with pytest.raises(UnfitDatabase, match=fault):
                check_fitness(application_url)
        finally:
            connection.execute(sql.SQL(undo).format(sql.Identifier(ROLE)))


def test_a_member_of_a_mighty_role_is_refused(application_url: str, database_owner_url: str) -> None:
    with psycopg.connect(database_owner_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE madang_mighty BYPASSRLS")
        connection.execute(f"GRANT madang_mighty TO {ROLE}")
        try:
            with psycopg.connect(application_url) as plain, pytest.raises(UnfitDatabase, match="bypasses"):
                check_application_role(plain)
        finally:
            connection.execute("DROP ROLE madang_mighty")


def test_an_old_server_is_refused() -> None:
    old = cast(psycopg.Connection, SimpleNamespace(info=SimpleNamespace(server_version=140_012)))
    with pytest.raises(UnfitDatabase, match="PostgreSQL 14 is too old"):
        check_version(old)
    check_version(cast(psycopg.Connection, SimpleNamespace(info=SimpleNamespace(server_version=150_000))))


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(UnfitDatabase) as refusal:
        fitness.check_fitness("postgresql://u:hunter2@127.0.0.1:1/d")
    assert "hunter2" not in str(refusal.value)
