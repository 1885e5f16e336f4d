"""Every table holds nothing of persons, for a reason that stands here, or has a wall of row-level security."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from tests import application_role

OPEN = {
    "trust_key": "keys, wrapped with one that lies elsewhere; they are made and found before anybody has a context",
    "trust_waiting": "numbers of entries that have no place in their tree yet; the entries stand behind their wall",
    "trust_leaf": "which entry has which place in its tree: numbers only",
    "trust_storedtile": "hashes of the trees, made to be shown to anybody",
    "trust_storedhead": "signed heads of the trees, made to be shown to anybody",
    "trust_logkey": "public keys of the logs with the statements that put them in force",
    "trust_witness": "names and public keys of witnesses",
    "trust_cosignature": "what witnesses have signed below the heads, made to be shown to anybody",
    "facts_batch": "callers' keys and digests of batches: whom a batch is about stands in the facts, behind their wall",
    "entitlements_law": "definitions and figures as text under their digest: the law, the same for everybody",
    "entitlements_proposal": "when a recalculation ran and over which services; whom it concerns is in its lines",
    "anyid_account": "found before anybody has a context; a page reads the one account that its session names",
    "anyid_session": "found by the digest of the cookie's key before anybody has a context",
    "anyid_counter": "counts of attempts and codes already used, under digests, for minutes",
    "hub_exchange": "which agency was called for what, how it ended and how long it took: no person and no content",
    "hub_member": "organisations registered at the hub; /listClients tells everybody",
    "hub_subsystem": "their information systems; /listClients tells everybody",
    "hub_subsystemkey": "public keys of those systems, and how long they are valid",
    "hub_service": "what those systems offer, and at which address",
    "hub_description": "OpenAPI documents of those services; getOpenAPI tells every member",
    "hub_accessright": "which system may call which service; the gateway asks before it has a context",
    "hub_eventtype": "kinds of life events and their schemas",
    "hub_eventright": "which system may publish or take which kind",
    "hub_subscription": "where systems take events from",
}
"""Tables without a wall, and why they need none."""

WALLED = """
SELECT relname FROM pg_class WHERE relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)
"""


def walled(execute: Callable[[str], Any]) -> set[str]:
    """Tables on which row-level security is enabled and has a policy, by a connection's `execute`."""
    return {name for (name,) in execute(WALLED).fetchall()}


def tables() -> set[str]:
    """Tables of Madang's own models, those between two of them included."""
    found = apps.get_models(include_auto_created=True)
    return {str(model._meta.db_table) for model in found if model.__module__.startswith("madang.")}


@pytest.fixture
def owner(db: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, in a transaction that is never committed."""
    settings = connection.settings_dict
    url = application_role.address(str(settings["TEST_OWNER_URL"]), str(settings["NAME"]))
    with psycopg.connect(url) as found:
        yield found
        found.rollback()


def test_every_table_has_a_wall_or_a_reason(owner: psycopg.Connection) -> None:
    behind = walled(owner.execute)
    assert sorted(tables() - behind - OPEN.keys()) == []
    assert sorted(behind & OPEN.keys()) == [], "these have a wall: take them off the list"
    assert sorted(OPEN.keys() - tables()) == [], "there are no such tables"
    assert all(len(reason) > 20 for reason in OPEN.values())


def test_a_wall_taken_away_is_noticed(owner: psycopg.Connection) -> None:
    owner.execute("SET LOCAL lock_timeout = '5s'")
    for table in sorted(tables() - OPEN.keys()):
        owner.execute("SAVEPOINT before")
        owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        assert table not in walled(owner.execute)
        owner.execute("ROLLBACK TO before")
        policies = "SELECT polname FROM pg_policy WHERE polrelid = %s::regclass"
        for (policy,) in owner.execute(policies, [table]).fetchall():
            owner.execute(f"DROP POLICY {policy} ON {table}")
        assert table not in walled(owner.execute)
        owner.execute("ROLLBACK TO before")
        assert table in walled(owner.execute)


def test_the_application_is_held_by_the_walls(owner: psycopg.Connection) -> None:
    """Neither owner nor superuser nor BYPASSRLS: else a wall would be there and hold nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)
