"""Who sees what: two authorities, a clerk of one unit, a resident, an official without a desk, a visitor."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.portal.desk.urls import urlpatterns
from madang.portal.tests.desk.house import (
    CITY,
    ELSEWHERE,
    FATHER,
    MOTHER,
    NAMES,
    OTHER_CITY,
    UNIT,
    applied,
    press,
    signed_in,
)
from madang.services.casework import service as casework
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")
ADDRESSES = ("/desk/", "/desk/file/", "/desk/cases/1/", "/desk/letters/x.pdf")


def letter_of(number: int) -> str:
    with trust.entered(trust.system("test")):
        case = casework.case_of(number)
        assert case is not None
        return casework.letters_of(case)[0].document


def test_no_address_is_left_out() -> None:
    assert len(ADDRESSES) + 1 == len(urlpatterns)  # and the posts to a case, below


@pytest.mark.parametrize("address", ADDRESSES)
def test_others_are_told_where_to_go(address: str) -> None:
    visitor = Client().get(address)
    assert visitor.status_code == 302
    assert visitor.headers["Location"].startswith("/account/sign-in/?next=%2Fdesk%2F")
    for part in (MOTHER, "operator"):
        refused = signed_in(part).get(address)
        assert refused.status_code == 403, part
        assert "권한이 없습니다" in refused.text
        assert refused.headers["Cache-Control"] == "no-store"


def test_a_post_of_others_does_nothing() -> None:
    number = applied()
    for client in (Client(), signed_in(MOTHER), signed_in("operator"), signed_in("elsewhere"), signed_in("limited")):
        response = client.post(f"/desk/cases/{number}/take/", {"version": "1", "key": "k", "seen": ""})
        assert response.status_code in (302, 403, 404)
    with trust.entered(trust.system("test")):
        assert casework.case_of(number).state == "received"  # type: ignore[union-attr]
    forged = Client(enforce_csrf_checks=True)
    forged.cookies["madang_session"] = signed_in("clerk").cookies["madang_session"].value
    assert forged.post(f"/desk/cases/{number}/take/", {"version": "1", "key": "k"}).status_code == 403


def test_two_authorities_never_see_each_other() -> None:
    here, there = applied(MOTHER), applied(ELSEWHERE)
    clerk, other = signed_in("clerk"), signed_in("elsewhere")
    for client, own, name, foreign, foreign_name in (
        (clerk, here, NAMES[MOTHER], there, NAMES[ELSEWHERE]),
        (other, there, NAMES[ELSEWHERE], here, NAMES[MOTHER]),
    ):
        press(client, own, "approve")
        queue = client.get("/desk/?state=decided").text
        assert name in queue
        assert foreign_name not in queue
        found = client.get(client.post("/desk/", {"q": foreign_name}).headers["Location"])
        assert found.context["lines"] == []
        missing = client.get(f"/desk/cases/{foreign}/")
        assert missing.status_code == 404
        assert foreign_name not in missing.text
    assert clerk.get(f"/desk/letters/{letter_of(here)}.pdf").status_code == 200
    assert clerk.get(f"/desk/letters/{letter_of(there)}.pdf").status_code == 404
    with trust.entered(trust.system("test")):
        tenants = {look.tenant for look in trust.looks(ELSEWHERE, kind="disclosure")}
    assert tenants == {OTHER_CITY}


def test_a_clerk_of_one_unit_sees_its_cases_alone() -> None:
    first, second = applied(MOTHER), applied(FATHER)
    clerk, limited = signed_in("clerk"), signed_in("limited")
    assert limited.get("/desk/").context["lines"] == []
    press(clerk, second, "hand_over", unit=UNIT, reason="주소지 담당")
    assert [line.id for line in limited.get("/desk/").context["lines"]] == [second]
    assert limited.get(f"/desk/cases/{first}/").status_code == 404
    page = limited.get(f"/desk/cases/{second}/")
    assert page.status_code == 200
    assert NAMES[MOTHER] not in limited.get("/desk/").text
    handed = press(limited, second, "hand_over", page, unit="4817031000", reason="이사")
    assert handed.status_code in (302, 403, 409)
    assert {one.id for one in clerk.get("/desk/").context["lines"]} == {first, second}
    assert CITY == "48170"


def test_a_supervisor_hands_over_but_does_not_decide() -> None:
    number = applied()
    supervisor = signed_in("supervisor")
    can = supervisor.get(f"/desk/cases/{number}/").context["can"]
    assert (can.approve, can.take, bool(can.units)) == (False, True, True)
    refused = press(supervisor, number, "approve")
    assert refused.status_code == 409
    with trust.entered(trust.system("test")):
        assert casework.case_of(number).state == "received"  # type: ignore[union-attr]


def test_nobody_decides_on_their_own_application() -> None:
    number = applied()
    itself = signed_in("own")
    assert press(itself, number, "approve").status_code in (403, 409)
    with trust.entered(trust.system("test")):
        assert casework.case_of(number).state == "received"  # type: ignore[union-attr]


def test_what_was_typed_before_the_session_ended_is_given_back() -> None:
    number = applied()
    given = Client().post(f"/desk/cases/{number}/note/", {"version": "1", "key": "k", "text": "전화로 확인함"})
    assert given.status_code == 401
    assert "전화로 확인함" in given.text
    assert f"/account/sign-in/?{'next=%2Fdesk%2F'}" in given.text


def test_the_lists_filter_says_the_same_as_the_wall() -> None:
    """Without the database's wall (a worker sees everything) the filter alone keeps to authority, unit and person."""
    first, second, there = applied(MOTHER), applied(FATHER), applied(ELSEWHERE)
    press(signed_in("clerk"), second, "hand_over", unit=UNIT, reason="주소지 담당")

    def seen(**fields: object) -> set[int]:
        who = trust.Principal("official", "x", **fields)  # type: ignore[arg-type]
        return set(casework.Case.objects.filter(casework.visible_to(who)).values_list("pk", flat=True))

    with trust.entered(trust.system("test")):
        assert seen(tenant=CITY) == {first, second}
        assert seen(tenant=CITY, units=(UNIT,)) == {second}
        assert seen(tenant=OTHER_CITY) == {there}
        assert seen() == set()
