"""Applying for somebody: chosen by name, said on every step, only in what was entrusted, and only as long as it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from madang.people import service as people
from madang.portal.mine.sending import new_key
from madang.portal.tests.mine.house import ELDER, FATHER, MOTHER, entrusted, signed_in
from madang.portal.tests.mine.road import ACCOUNT, applied
from madang.services.casework.service import cases_of
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")
SERVICE = "basic_pension"
ACTING = "박솔님을 대신하고 있습니다."


@pytest.fixture
def carer() -> Client:
    entrusted(ELDER, MOTHER, SERVICE)
    return signed_in(MOTHER)


def begins(client: Client, applicant: str, service: str = SERVICE) -> str:
    sent = client.post("/mine/apply/", {"service": service, "key": new_key(), "applicant": applicant})
    return sent.headers.get("Location", "")


def test_the_whole_road_says_for_whom(carer: Client) -> None:
    asked = carer.post("/mine/apply/", {"service": SERVICE, "key": new_key()})
    assert asked.headers["Location"] == f"/mine/apply/for/{SERVICE}/"
    assert "박솔님을 위해" in carer.get(asked.headers["Location"]).content.decode()
    address = begins(carer, ELDER)
    page = carer.get(address).content.decode()
    assert ACTING in page
    assert "1956" not in page, "what the elder's records say is for the elder"
    carer.post(address, {"key": new_key(), "said-payment_account": ACCOUNT, "do": "check"})
    assert ACTING in carer.get(f"{address}check/").content.decode()
    carer.post(f"{address}check/", {"key": new_key()})
    receipt = carer.get(f"{address}receipt/")
    assert ACTING in receipt.content.decode()
    case = receipt.context["receipt"].case
    assert ACTING in carer.get(f"/mine/cases/{case}/").content.decode()
    assert ACTING in carer.get(f"/mine/cases/?for={ELDER}").content.decode()
    assert receipt.context["receipt"].number not in carer.get("/mine/cases/").content.decode()
    own = signed_in(ELDER).get("/mine/cases/").content.decode()
    assert receipt.context["receipt"].number in own
    looks = signed_in(ELDER).get("/mine/looks/").context["lines"]
    assert "나를 대신하는 사람" in [line.who for line in looks]


def test_applications_of_other_kinds_stay_the_elders(carer: Client) -> None:
    copy = applied(signed_in(ELDER), "resident_register_copy")
    assert copy["number"] not in carer.get(f"/mine/cases/?for={ELDER}").content.decode()
    assert carer.get(f"/mine/cases/{copy['case']}/").status_code == 409


def test_not_for_another_service_and_not_by_anybody_else(carer: Client) -> None:
    assert begins(carer, ELDER, "resident_register_copy") == ""
    refused = carer.post("/mine/apply/", {"service": SERVICE, "key": new_key(), "applicant": FATHER})
    assert refused.status_code == 409
    assert "대신할 권한이 없습니다" in refused.content.decode()
    assert begins(signed_in(FATHER), ELDER) == ""
    with trust.entered(trust.system("test")):
        assert cases_of(ELDER) == []


def test_what_was_taken_back_ends_at_once(carer: Client) -> None:
    address = begins(carer, ELDER)
    elder = trust.Principal("resident", f"of-{ELDER}", person=ELDER, assurance="passkey")
    (given,) = people.delegations_of(ELDER, timezone.now())
    trust.perform(people.WithdrawDelegation(given.id), elder)
    for path in (address, f"{address}check/", f"{address}receipt/"):
        response = carer.get(path)
        assert response.status_code in (404, 409)
        assert "박솔" not in response.content.decode()
    assert carer.get(f"/mine/cases/?for={ELDER}").context["for_whom"] == ""
