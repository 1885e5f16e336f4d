"""Appointments: given by another pair of eyes of the same tenant, for a time, once, in one tenant at a time."""

from __future__ import annotations

import datetime as dt
import json
import threading

import pytest
from django.db import connection

from madang.people import service as people
from madang.people.models import Appointment, Unit
from madang.people.tests.conftest import EVERYTHING, official, soon
from madang.trust import service as trust
from tests.log_entries import entries
from tests.query_texts import statements_about

SUPERVISOR = official("boss", "supervisor")
COMMAND = trust.system("command.people", subjects=())
pytestmark = pytest.mark.usefixtures("places")


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def appoint(account: str, role: str, by: trust.Principal = SUPERVISOR, **more: object) -> int:
    wanted = {"tenant": "48170", "until": soon(), **more}
    return int(trust.perform(people.Appoint(account, role=role, **wanted), by)["appointment"])  # type: ignore[arg-type]


def test_a_supervisor_gives_a_role_and_takes_it_back() -> None:
    number = appoint("c1", "caseworker", unit="4817025000")
    assert people.roles_of("c1", now()) == ("48170", ("4817025000",), ("caseworker",))
    assert people.roles_of("c1", soon(101)) == ("", (), ())
    assert people.roles_of("c1", now() - dt.timedelta(days=1)) == ("", (), ())
    before = now()
    assert trust.perform(people.Dismiss(number, "자리를 옮김"), SUPERVISOR) == {"appointment": number}
    assert people.roles_of("c1", now()) == ("", (), ())
    assert people.roles_of("c1", before) == ("48170", ("4817025000",), ("caseworker",))
    with pytest.raises(people.NoSuchAppointment):
        trust.perform(people.Dismiss(number), SUPERVISOR)
    written = entries(tenant="48170")
    assert [one.name for one in written] == ["people.appoint", "people.dismiss"]
    assert json.loads(written[0].body or "")["note"]["account"] == "c1"
    appoint("c1", "caseworker", unit="4817025000")


@pytest.mark.parametrize(
    ("by", "account", "more", "policy"),
    [
        (SUPERVISOR, "boss", {}, "people_four_eyes"),
        (official("op", "operator"), "op", {}, "people_four_eyes"),
        (official("boss", "supervisor", tenant="48120"), "c1", {}, "another_tenant"),
        (official("c2", "caseworker", "approver", "privacy_officer"), "c1", {}, ""),
        (official("boss", "supervisor", units=("4817025000",)), "c1", {"unit": "4817031000"}, "another_unit"),
        (official("boss", "supervisor", units=("4817025000",)), "c1", {}, "another_unit"),
    ],
)
def test_nobody_else_gives_roles(by: trust.Principal, account: str, more: dict[str, str], policy: str) -> None:
    with pytest.raises(trust.Denied) as denied:
        appoint(account, "caseworker", by, **more)
    assert denied.value.policies == ((policy,) if policy else ())
    assert denied.value.text("ko") != denied.value.text("en")
    with trust.entered(EVERYTHING):
        assert not Appointment.objects.exists()
    assert len(entries(kind="refusal", name="people.appoint")) == 1


def test_nobody_dismisses_themselves_or_in_another_tenant() -> None:
    number = appoint("boss", "supervisor", COMMAND)
    with pytest.raises(trust.Denied) as denied:
        trust.perform(people.Dismiss(number), SUPERVISOR)
    assert denied.value.policies == ("people_four_eyes",)
    with pytest.raises(people.NoSuchAppointment):
        trust.perform(people.Dismiss(number), official("boss2", "supervisor", tenant="48120"))
    assert people.roles_of("boss", now()).roles == ("supervisor",)
    trust.perform(people.Dismiss(number), official("op", "operator"))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"role": "king"}, people.BadAppointment),
        ({"until": soon(-1)}, people.BadAppointment),
        ({"until": soon(800)}, people.BadAppointment),
        ({"until": dt.datetime(2027, 1, 1)}, people.BadAppointment),  # noqa: DTZ001
        ({"since": dt.datetime(2026, 1, 1)}, people.BadAppointment),  # noqa: DTZ001
        ({"since": soon(20), "until": soon(10)}, people.BadAppointment),
        ({"tenant": "48171"}, people.NoSuchOrganisation),
        ({"tenant": "46110"}, people.NoSuchOrganisation),
        ({"unit": "4812125000"}, people.NoSuchOrganisation),
        ({"unit": "x'; DROP TABLE people_person --"}, people.NoSuchOrganisation),
        ({"account": "a,b"}, people.BadText),
        ({"account": "a\0b"}, people.BadText),
        ({"account": "\u202eabc"}, people.BadText),
        ({"account": "x" * 65}, people.BadText),
    ],
)
def test_what_cannot_be_is_refused_in_words(more: dict[str, object], refusal: type[people.PeopleRefused]) -> None:
    wanted = {"account": "c1", "role": "caseworker", **more}
    with pytest.raises(refusal) as refused:
        appoint(by=COMMAND, **wanted)  # type: ignore[arg-type]
    assert refused.value.text("ko") != refused.value.text("en")
    with trust.entered(EVERYTHING):
        assert not Appointment.objects.exists()


def test_one_tenant_at_a_time_and_no_role_twice_even_where_one_cannot_look() -> None:
    appoint("c1", "caseworker")
    with pytest.raises(people.AppointedAlready):
        appoint("c1", "caseworker", since=soon(50), until=soon(150))
    other = official("boss2", "supervisor", tenant="48120")
    with pytest.raises(people.WorksElsewhere):
        appoint("c1", "approver", other, tenant="48120")
    appoint("c1", "caseworker", other, tenant="48120", since=soon(100.1), until=soon(200))
    assert people.roles_of("c1", now()).tenant == "48170"
    assert people.roles_of("c1", soon(150)).tenant == "48120"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told() -> None:
    outcomes: list[str] = []

    def run(tenant: str) -> None:
        try:
            appoint("c1", "caseworker", official(f"boss-{tenant}", "supervisor", tenant=tenant), tenant=tenant)
            outcomes.append("appointed")
        except people.PeopleRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(tenant,)) for tenant in ("48170", "48170", "48120", "48120")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["appointed", "appointed_already", "works_elsewhere", "works_elsewhere"]
    with trust.entered(EVERYTHING):
        assert Appointment.objects.count() == 1


def test_a_unit_brings_those_below_it_and_roles_share_units() -> None:
    appoint("c1", "caseworker", unit="48170.welfare_bureau")
    standing = people.roles_of("c1", now())
    assert {"48170.welfare_bureau", "48170.welfare_policy", "48170.older_and_disabled"} <= set(standing.units)
    appoint("c1", "approver", unit="48170.welfare_policy")
    assert people.roles_of("c1", now()) == ("48170", ("48170.welfare_policy",), ("approver", "caseworker"))
    with pytest.raises(people.BadAppointment):
        appoint("c1", "rule_author", unit="4817025000")
    assert people.roles_of("c1", now()).roles == ("approver", "caseworker")
    appoint("c1", "auditor")
    assert people.roles_of("c1", now()).units == ("48170.welfare_policy",)
    appoint("c2", "auditor")
    assert people.roles_of("c2", now()) == ("48170", (), ("auditor",))


def test_one_query_whatever_the_size() -> None:
    for unit in Unit.objects.filter(organisation="48170", kind="town")[:8]:
        appoint("c1", "caseworker", unit=unit.pk)
    with statements_about("people_") as asked:
        assert len(people.roles_of("c1", now()).units) == 8
    assert len(asked) == 1
    with statements_about("people_") as asked, trust.entered(SUPERVISOR):
        assert len(people.appointments_in("48170", now())) == 8
    assert len(asked) == 1
    with pytest.raises(ValueError, match="zone"):
        people.roles_of("c1", dt.datetime(2026, 1, 1))  # noqa: DTZ001
