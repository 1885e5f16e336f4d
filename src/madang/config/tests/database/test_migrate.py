"""`madang migrate`: tables belong to the owner, the application may use them and nothing more."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Generator

import psycopg
import pytest

from madang.config.database.roles import make_roles
from tests.application_role import address

NAME = "madang_migrate_test"
ROLES = {"owner": "madang_owner", "application": "madang_app"}


@pytest.fixture
def urls(database_owner_url: str) -> Generator[dict[str, str]]:
    """Addresses of both roles on an empty database."""
    passwords = {kind: secrets.token_urlsafe() for kind in ROLES}
    make_roles(
        database_owner_url,
        name=NAME,
        owner_password=passwords["owner"],
        application_password=passwords["application"],
    )
    yield {kind: address(database_owner_url, NAME, user=role, password=passwords[kind]) for kind, role in ROLES.items()}
    with psycopg.connect(database_owner_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def migrate(urls: dict[str, str]) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": urls["application"],
        "DATABASE_OWNER_URL": urls["owner"],
        "DJANGO_SETTINGS_MODULE": "madang.config.settings.dev",
    }
    done = subprocess.run(
        [sys.executable, "-m", "madang.cli", "migrate"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_owner_owns_and_the_application_may_only_use(urls: dict[str, str]) -> None:
    migrate(urls)
    migrate(urls)
    with psycopg.connect(urls["application"]) as connection:
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
        assert owners == [("madang_owner",)]
        row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
        assert row is not None
        assert row[0] > 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP TABLE django_migrations")


def test_roles_made_twice_take_the_new_password(database_owner_url: str, urls: dict[str, str]) -> None:
    make_roles(database_owner_url, name=NAME, owner_password="one", application_password="two")
    psycopg.connect(address(database_owner_url, NAME, user="madang_app", password="two")).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(urls["application"])
