"""No table shows a row of one to the other, and opening any policy, or any clause of one, is noticed."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests import application_role
from tests.walls.crossing import SHARED, both_have_some, crossings, owners
from tests.walls.people import Side
from tests.walls.rows import Policy, Rows

CLAUSES = ("tenants", "units", "subjects")


@pytest.fixture
def rows(both: tuple[Side, Side]) -> Iterator[Rows]:
    """In a transaction of the tables' owner that never ends well."""
    settings = connection.settings_dict
    url = application_role.address(str(settings["TEST_OWNER_URL"]), str(settings["NAME"]))
    with psycopg.connect(url) as owner:
        owner.execute("SET lock_timeout = '5s'")
        yield Rows(owner)
        owner.rollback()


def mutants(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """(what is opened, USING, WITH CHECK): the whole of either, and each list of a context taken for everything."""
    if policy.using and policy.using != "true":
        yield "USING", "true", policy.check
    if policy.check:
        yield "WITH CHECK", policy.using, "true"
    for clause in CLAUSES:
        setting = f"current_setting('madang.{clause}'::text, true)"
        for kind in ("using", "check"):
            said = getattr(policy, kind)
            if setting in said:
                opened = said.replace(setting, "'*'::text")
                yield f"{kind} {clause}", *((opened, policy.check) if kind == "using" else (policy.using, opened))


def altered(policy: Policy, using: str, check: str) -> sql.Composed:
    """The policy with other expressions."""
    statement = sql.SQL("ALTER POLICY {} ON {}").format(sql.Identifier(policy.name), sql.Identifier(policy.table))
    if using:
        statement += sql.SQL(" USING ({})").format(sql.SQL(using))
    if check:
        statement += sql.SQL(" WITH CHECK ({})").format(sql.SQL(check))
    return statement


def test_nothing_crosses_and_every_policy_is_needed(rows: Rows, both: tuple[Side, Side]) -> None:
    policies = rows.policies()
    tables = sorted({policy.table for policy in policies})
    assert len(tables) > 25
    own = {}
    for table in tables:
        own[table] = owners(rows, table)
        found = rows.all_of(table) and both_have_some(own[table])
        assert found, f"tests/walls/world.py puts no row of each side into {table}: let it"
        assert crossings(rows, table, own[table]) == set(), table
    unnoticed = []
    for policy in policies:
        for what, using, check in mutants(policy):
            with rows.undone():
                rows.owner.execute(altered(policy, using, check))
                if not crossings(rows, policy.table, own[policy.table]):
                    unnoticed.append(f"{policy.table}: {policy.name}: {what}")
    assert unnoticed == []
    assert sorted(SHARED.keys() - set(tables)) == []
