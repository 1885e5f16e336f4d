"""Whom one may be, and what is held back, without anybody's data: rows as the exchange writes them."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.utils import timezone

from madang.identity.anyid.service import Account, Part, Roles
from madang.trust import service as trust

CITY = "48170"
EVERYTHING = trust.system("test")
OFFICIALS = {
    "operator": Roles("hub", (), ("operator",)),
    "city-operator": Roles(CITY, (), ("operator",)),
    "officer": Roles(CITY, (), ("privacy_officer",)),
    "other-officer": Roles("48310", (), ("privacy_officer",)),
    "clerk": Roles(CITY, (), ("caseworker", "approver")),
}
SECRET = "S0000001"
"""A register number in a message that is held back."""


def parts() -> list[Part]:
    """Whom one may be here."""
    officials = [Part(name, name, name, official=True) for name in OFFICIALS]
    return [Part("resident", "김하늘", "A resident", person="m1"), *officials]


def roles_of(account: Account) -> Roles:
    """What the officials may do."""
    return OFFICIALS.get(account.part, Roles())


def signed_in(part: str) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    response = client.post("/account/demo/", {"part": part})
    assert response.status_code == 302, response.content.decode()
    return client


def feed_held(agency: str = "court", waiting: int = 2) -> None:
    """A feed that broke its contract, and look-ups that wait for it."""
    where = "not as the contract says (properties/records/items/properties/record/properties/children/type)"
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO mydata_feed (agency, reason, ko, en, since, released_by) VALUES (%s, 'off_contract', %s, %s,"
            " %s, '')",
            [agency, f"대법원: 약속과 다른 답 ({where})", f"Court: off its contract ({where})", timezone.now()],
        )  # fmt: skip
        for number in range(waiting):
            cursor.execute(
                "INSERT INTO mydata_pendingfetch (agency, applicant, purpose, application, tenant, persons, reason,"
                " attempts, waiting_since) VALUES (%s, %s, 'parent_benefit', '', %s, 'null', 'quarantined', 0, %s)",
                [agency, f"applicant-{number}", CITY, timezone.now()],
            )


def event_held() -> int:
    """A message that is no event, with somebody's number in it; its own number."""
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hub_quarantined (at, publisher, reason, ko, en, fields, body, digest, state, decided_by)"
            " VALUES (%s, 'KR/GOV/court/office', 'malformed', '사건으로 읽을 수 없습니다',"
            " 'No CloudEvents 1.0', '{}', %s, %s, 'waiting', '') RETURNING id",
            [timezone.now(), f'{{"number": "{SECRET}"}}'.encode(), "0" * 64],
        )  # fmt: skip
        (id,) = cursor.fetchone()
    return int(id)
