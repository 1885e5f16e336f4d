"""What a list shows is what the policy lets somebody work on and what the database's wall lets through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from madang.services.casework.acts.case_act import resource_of
from madang.services.casework.models import Case
from madang.services.casework.service import Take, Withdraw, visible_to
from madang.trust.service import Denied, Ground, Principal, ask, entered, system

TENANTS, UNITS, PERSONS = ("48170", "48310", "48120"), ("", "4817025000", "4831031000"), ("p1", "p2", "p3")
DUTY = Ground("사회보장급여법 §7", "duty")
Filter = Callable[[Principal], Q]

residents = some.builds(
    lambda person, acts_for: Principal("resident", "r", person=person, acts_for=acts_for, assurance="passkey"),
    some.sampled_from(PERSONS), some.lists(some.sampled_from(PERSONS), max_size=2, unique=True).map(tuple),
)  # fmt: skip
officials = some.builds(
    lambda tenant, units: Principal("official", "o", tenant=tenant, units=units, roles=("caseworker",),
                                    assurance="passkey"),
    some.sampled_from(TENANTS), some.lists(some.sampled_from(UNITS[1:]), max_size=2, unique=True).map(tuple),
)  # fmt: skip


@pytest.fixture
def cases(db: None) -> list[Case]:
    """One of each person in each unit of each tenant."""
    at = dt.datetime.now(dt.UTC)
    made = [
        Case(number=f"{tenant}-{unit}-{person}", tenant=tenant, unit=unit, service=f"s{tenant}{unit}", applicant=person,
             name=person, filed_by="x", filed_as="own", filed_at=at, day=at.date(), state="received")
        for tenant in TENANTS for unit in UNITS for person in PERSONS
    ]  # fmt: skip
    with entered(system("test")):
        return Case.objects.bulk_create(made)


def disagreements(who: Principal, cases: list[Case], listed_by: Filter) -> list[str]:
    """Cases on which list, policy and wall do not say the same."""
    with entered(system("test")):
        listed = set(Case.objects.filter(listed_by(who)).values_list("pk", flat=True))
    with entered(who):
        behind = set(Case.objects.values_list("pk", flat=True))
    allowed = {case.pk for case in cases if _allowed(who, case)}
    return [case.number for case in cases if len({case.pk in one for one in (listed, behind, allowed)}) > 1]


def _allowed(who: Principal, case: Case) -> bool:
    act = Withdraw if who.kind == "resident" else Take
    try:
        ask(who, act.name, resource_of(case), ground=DUTY, purpose=act.purpose, grade="S")
    except Denied:
        return False
    return True


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=residents | officials)
def test_a_list_the_policy_and_the_wall_say_the_same(cases: list[Case], who: Principal) -> None:
    assert disagreements(who, cases, visible_to) == []


def _without(part: str) -> Filter:
    """`visible_to` with one of its conditions gone."""

    def filtered(who: Principal) -> Q:
        kept = [one for one in visible_to(who).children if not str(one[0]).startswith(part)]  # type: ignore[index]
        return Q(*kept)

    return filtered


RESIDENT = Principal("resident", "r", person="p1", assurance="passkey")
OFFICIAL = Principal("official", "o", tenant="48170", units=UNITS[1:2], roles=("caseworker",), assurance="passkey")


@pytest.mark.parametrize(("part", "who"), [("applicant", RESIDENT), ("tenant", OFFICIAL), ("unit", OFFICIAL)])
def test_a_condition_left_out_is_noticed(cases: list[Case], part: str, who: Principal) -> None:
    assert disagreements(who, cases, visible_to) == []
    assert disagreements(who, cases, _without(part)) != []
