"""Somebody to act: enrolled persons under short ids, organisations, principals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from madang.people import service as people
from madang.people.models import Organisation
from madang.trust import service as trust

EVERYTHING = trust.system("test")
NUMBERS = {f"p{one}": f"S000000{one}" for one in range(1, 7)}
NAMES = {"p1": "김가린", "p2": "이나미", "p3": "Nguyễn Thị Ánh", "p4": "محمد", "p5": "Ольга", "p6": "박보검"}


def resident(person: str, *acts_for: str) -> trust.Principal:
    return trust.Principal("resident", f"account-{person}", person=person, acts_for=acts_for, assurance="passkey")


def official(account: str, *roles: str, tenant: str = "48170", units: tuple[str, ...] = ()) -> trust.Principal:
    return trust.Principal("official", account, tenant=tenant, roles=roles, units=units, assurance="passkey")


def soon(days: float = 100) -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(days=days)


@pytest.fixture
def enrol(db: None) -> Callable[[], None]:
    """For tests whose transactions are their own."""

    def enrolled() -> None:
        everybody = [people.NewPerson(NUMBERS[id], NAMES[id], id, synthetic=True) for id in NUMBERS]
        people.enrol_persons(everybody, source="moi")
        with trust.entered(EVERYTHING):
            Organisation.objects.create(
                id="f1", kind="firm", label_ko="가나상사", label_en="Gana Trading", source="test"
            )

    return enrolled


@pytest.fixture
def persons(enrol: Callable[[], None]) -> None:
    enrol()


@pytest.fixture
def places(db: None) -> None:
    people.load_organisations()
