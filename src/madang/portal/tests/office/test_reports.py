"""What looks wrong reaches that authority's privacy officer, is answered once, and the person reads it; on record."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.portal.mine.sending import new_key
from madang.portal.tests.office.house import CITY, EVERYTHING, signed_in
from madang.rules.service import Label
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("office")
CLERK = trust.Principal("official", "clerk", tenant=CITY, roles=("caseworker",), assurance="passkey")
WORDS = "그날 아무것도 신청하지 않았습니다."


@pytest.fixture
def entry(office: None) -> int:
    """An official looked, and the resident reported it on their own page."""
    duty = trust.Ground("사회보장급여법 §7", "duty")
    with trust.disclose(CLERK, ["m1"], purpose=Label("주소 확인", "Checking"), ground=duty, what=["person.birth_date"]):
        pass
    with trust.entered(EVERYTHING):
        number = trust.looks("m1", kind="disclosure")[0].entry
    said = {"key": new_key(), "said": WORDS}
    assert signed_in("resident").post(f"/mine/looks/{number}/", said).status_code == 302
    return number


def waiting(officer: Client) -> str:
    (one,) = officer.get("/privacy/").context["reports"]
    return f"/privacy/{one.id}/"


def test_it_is_for_the_officer_of_that_authority_alone(entry: int) -> None:
    address = waiting(signed_in("officer"))
    for part in ("resident", "clerk", "operator"):
        for where in ("/privacy/", address):
            response = signed_in(part).get(where)
            assert response.status_code == 403
            assert WORDS not in response.content.decode()
    elsewhere = signed_in("other-officer")
    assert elsewhere.get("/privacy/").context["reports"] == []
    for response in (elsewhere.get(address), elsewhere.post(address, {"answer": "x", "key": "k"})):
        assert response.status_code == 404
    assert Client().get(address).headers["Location"].startswith("/account/sign-in/?next=%2Fprivacy%2F")
    assert signed_in("officer").get(f"/privacy/{2**70}/").status_code == 404


def test_it_is_looked_into_on_record_answered_once_and_read_by_the_person(entry: int) -> None:
    officer = signed_in("officer")
    queue = officer.get("/privacy/")
    assert WORDS not in queue.content.decode(), "the list tells nothing of anybody"
    with trust.entered(EVERYTHING):
        assert len(trust.looks("m1", kind="disclosure")) == 1
    address = waiting(officer)
    page = officer.get(address)
    shown, text = page.context["shown"], page.content.decode()
    assert WORDS in text
    assert (shown.why, shown.law, shown.roles, shown.report.entry) == (
        "주소 확인",
        "사회보장급여법 §7",
        "담당자",
        entry,
    )
    assert "생년월일" in text
    with trust.entered(EVERYTHING):
        (look, _) = trust.looks("m1", kind="disclosure")
    assert (look.purpose.ko, look.roles) == ("열람 기록 이의의 확인", ("privacy_officer",))
    empty = officer.post(address, {"answer": " ", "key": "a"})
    assert (empty.status_code, "적어 주세요" in empty.content.decode()) == (422, True)
    said = {"answer": "담당자의 주소 확인이었고, 근거를 고쳐 적었습니다.", "key": page.context["key"]}
    for _ in range(2):
        assert officer.post(address, said).headers["Location"] == "/privacy/?done=1"
    assert officer.post(address, {"answer": "다시", "key": "other"}).status_code == 422
    assert officer.get("/privacy/").context["reports"] == []
    assert [one.entry for one in officer.get("/privacy/?answered=1").context["reports"]] == [entry]
    own = signed_in("resident").get(f"/mine/looks/{entry}/").content.decode()
    assert said["answer"] in own
    assert "열람 기록 이의의 확인" in signed_in("resident").get("/mine/looks/").content.decode()
