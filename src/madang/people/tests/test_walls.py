"""The database's own walls: what raw SQL sees without a context, as one person, as one tenant."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection

from madang.people import service as people
from madang.people.models import Delegation, Restriction
from madang.people.tests.conftest import EVERYTHING, official, resident, soon
from madang.trust import service as trust

TABLES = ("people_person", "people_delegation", "people_restriction", "people_appointment")
pytestmark = pytest.mark.usefixtures("persons", "places", "_rows")


@pytest.fixture
def _rows(persons: None, places: None) -> None:
    offered = trust.perform(people.OfferDelegation("p1", "p2", "proxy", soon()), resident("p1"))
    trust.perform(people.AcceptOffer(offered["delegation"]), resident("p2"))
    trust.perform(people.OfferDelegation("p3", "p4", "proxy", soon()), resident("p3"))
    relation = people.RegisteredRelation("firm", "p5")
    people.from_register([people.RegisterSays("f1", relations=(relation,))], source="court")
    order = people.RegisteredOrder("p4", "주민등록법 §29⑥")
    people.from_register([people.RegisterSays("p3", orders=(order,))], source="moi")
    for tenant in ("48170", "48120"):
        act = people.Appoint(f"clerk-{tenant}", tenant, "caseworker", soon())
        trust.perform(act, official("boss", "supervisor", tenant=tenant))


def seen(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


@pytest.mark.parametrize("table", TABLES)
def test_without_a_context_there_is_nothing(table: str) -> None:
    assert seen(f"SELECT count(*) FROM {table}") == [(0,)]
    with trust.entered(EVERYTHING):
        assert seen(f"SELECT count(*) FROM {table}")[0][0] > 0


def test_both_sides_see_a_delegation_and_nobody_else() -> None:
    pairs = "SELECT coalesce(giver_id, firm_id), holder_id FROM people_delegation ORDER BY 1"
    for person in ("p1", "p2"):
        with trust.entered(resident(person)):
            assert seen(pairs) == [("p1", "p2")]
            assert seen("SELECT id FROM people_person") == [(person,)]
            assert seen("SELECT 1 FROM people_restriction") == []
    with trust.entered(resident("p3")):
        assert seen(pairs) == [("p3", "p4")]
    with trust.entered(resident("p5", "f1")):
        assert seen(pairs) == [("f1", "p5")]
    for stranger in (resident("p6"), official("clerk", "caseworker", "operator"), official("x", tenant="moi")):
        with trust.entered(stranger):
            assert seen(pairs) == []
            assert [one for (one,) in seen("SELECT id FROM people_person")] == (["p6"] if stranger.person else [])


def test_wherever_a_delegation_is_seen_the_order_against_it_is_seen_too() -> None:
    for person in ("p3", "p4"):
        with trust.entered(resident(person)):
            assert seen("SELECT person_id, against_id FROM people_restriction") == [("p3", "p4")]


def test_a_tenant_sees_its_own_appointments_and_an_official_their_own() -> None:
    accounts = "SELECT account FROM people_appointment ORDER BY 1"
    with trust.entered(official("boss", tenant="48170")):
        assert seen(accounts) == [("clerk-48170",)]
    with trust.entered(official("clerk-48120", tenant="")):
        assert seen(accounts) == [("clerk-48120",)]
    with trust.entered(resident("clerk-48120")):
        assert seen(accounts) == []


ANOTHER = """
INSERT INTO people_appointment (account, organisation_id, role, valid_from, valid_to, granted_by, granted_at,
dismissed_by, reason) VALUES ('me', '48120', 'operator', now(), now() + interval '1 day', '', now(), '', '')
"""


def test_nobody_writes_what_is_not_theirs() -> None:
    boss = official("boss", "supervisor", "operator", tenant="48170")
    with pytest.raises(DatabaseError, match="row-level security"), trust.entered(boss):
        seen(ANOTHER)
    for sql in (
        "UPDATE people_organisation SET label_ko = 'x' WHERE id = '48170' RETURNING 1",
        "DELETE FROM people_unit WHERE id = '4817025000' RETURNING 1",
        "UPDATE people_person SET name = 'x' RETURNING 1",
        "UPDATE people_appointment SET role = 'operator' WHERE organisation_id = '48120' RETURNING 1",
    ):
        with trust.entered(boss):
            assert seen(sql) == []
    assert seen("SELECT label_ko FROM people_organisation WHERE id = '48170'") == [("경상남도 진주시",)]


def test_nobody_writes_a_delegation_between_others_or_rewrites_one() -> None:
    def copy(**more: Any) -> Delegation:
        with trust.entered(EVERYTHING):
            row = Delegation.objects.get(giver="p1")
        row.pk = "d0"
        for name, value in more.items():
            setattr(row, name, value)
        return row

    with pytest.raises(DatabaseError, match="row-level security"), trust.entered(resident("p6")):
        copy(kind="carer").save(force_insert=True)
    for change in (
        "holder_id = 'p6'",
        "services = '[\"x\"]'",
        "valid_to = now()",
        "answered_at = now()",
        "kind = 'carer'",
    ):
        with pytest.raises(DatabaseError, match="answered once"), trust.entered(EVERYTHING):
            seen(f"UPDATE people_delegation SET {change} WHERE giver_id = 'p1' RETURNING 1")
    with pytest.raises(DatabaseError, match="answered once"), trust.entered(EVERYTHING):
        seen("DELETE FROM people_delegation RETURNING 1")
    with trust.entered(EVERYTHING):
        Delegation.objects.filter(giver="p1").update(state="withdrawn", ended_at=soon(0))
    with pytest.raises(DatabaseError, match="answered once"), trust.entered(EVERYTHING):
        Delegation.objects.filter(giver="p1").update(state="active", ended_at=None)


def test_one_of_a_kind_between_two_also_for_firms() -> None:
    with trust.entered(EVERYTHING):
        row, order = Delegation.objects.get(firm="f1"), Restriction.objects.get()
        row.pk, order.pk = "d0", None
    with pytest.raises(DatabaseError, match="delegation_once"), trust.entered(EVERYTHING):
        row.save(force_insert=True)
    with pytest.raises(DatabaseError, match="restriction_once"), trust.entered(EVERYTHING):
        order.save(force_insert=True)
