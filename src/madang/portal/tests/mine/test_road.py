"""One application: nothing asked that is known, sent once, followed, taken back; what is refused is said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from madang.portal.mine.sending import new_key
from madang.portal.tests.mine.house import CLERK, ELDER, FATHER, MOTHER, signed_in
from madang.portal.tests.mine.road import ACCOUNT, applied, begun
from madang.services.casework.service import Approve, AskSupplement, Take, cases_of
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def mother() -> Client:
    return signed_in(MOTHER)


def cases(person: str = MOTHER) -> list[tuple[str, str]]:
    with trust.entered(trust.system("test")):
        return [(case.number, case.state) for case in cases_of(person)]


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_draft_is_kept_shows_what_is_known_and_asks_only_what_nobody_knows(mother: Client) -> None:
    address = begun(mother)
    page = mother.get(address)
    form = page.context["form"]
    assert [one.id for one in form.questions] == ["payment_account"]
    assert form.papers == 0
    assert ("자녀의 자료", "대한민국") in [(one.who, one.value) for one in form.known]
    assert all(one.source and one.age for one in form.known)
    mother.post(address, {"key": new_key(), "said-payment_account": ACCOUNT, "do": "save"})
    assert ACCOUNT in text(signed_in(MOTHER), begun(mother))
    assert "부모급여" in text(mother, "/mine/cases/")


def test_a_childs_values_are_on_record_for_the_child(mother: Client) -> None:
    mother.get(begun(mother))
    with trust.entered(trust.system("test")):
        (look,) = trust.looks("m1-baby", kind="disclosure")
    assert (look.purpose.ko, look.ground["kind"]) == ("부모급여", "own")
    assert "child.birth_registered" in look.what


def test_another_adults_values_are_used_and_not_shown() -> None:
    elder = signed_in(ELDER)
    form = elder.get(begun(elder, "basic_pension")).context["form"]
    hidden = [one for one in form.known if one.hidden]
    assert hidden
    assert {one.value for one in hidden} == {""}
    assert "1958년" not in text(elder, begun(elder, "basic_pension"))
    assert "1958년" not in text(elder, "/mine/services/basic_pension/")
    assert [one.mine for one in form.consents] == [True, False]


def test_the_same_button_twice_sends_once(mother: Client) -> None:
    address = begun(mother)
    mother.post(address, {"key": new_key(), "said-payment_account": ACCOUNT, "do": "check"})
    key = new_key()
    for _ in range(2):
        sent = mother.post(f"{address}check/", {"key": key})
        assert sent.headers["Location"] == f"{address}receipt/"
    assert len(cases()) == 1
    page = mother.get(f"{address}receipt/")
    assert cases()[0][0] in page.content.decode()
    assert page.context["receipt"].due > dt.date.today()  # noqa: DTZ011


def test_what_is_missing_is_named_and_nothing_typed_is_lost(mother: Client) -> None:
    address = begun(mother)
    refused = mother.post(f"{address}check/", {"key": new_key()})
    assert refused.status_code == 422
    assert refused.context["missing"] == ("payment_account",)
    assert "아직 답하지 않은 것이 있습니다" in refused.content.decode()
    typed = "가" * 600
    refused = mother.post(address, {"key": new_key(), "said-payment_account": typed, "do": "check"})
    assert refused.status_code == 422
    assert typed in refused.content.decode()
    assert cases() == []


def test_a_draft_can_be_thrown_away_and_a_case_taken_back(mother: Client) -> None:
    address = begun(mother)
    mother.post(address, {"key": new_key(), "do": "discard"})
    assert mother.get(address).status_code == 404
    sent = applied(mother)
    page = f"/mine/cases/{sent['case']}/"
    assert "취하할까요" in text(mother, f"{page}withdraw/")
    assert cases()[0][1] == "received", "asking is not doing"
    mother.post(f"{page}withdraw/", {"key": new_key()})
    assert cases()[0][1] == "withdrawn"
    again = mother.post(f"{page}withdraw/", {"key": new_key()})
    assert again.status_code == 409
    assert "할 수 없습니다" in again.content.decode()


def test_a_question_is_answered_and_an_empty_answer_says_what_to_do(mother: Client) -> None:
    sent = applied(mother)
    until = dt.date.today() + dt.timedelta(days=20)  # noqa: DTZ011
    trust.perform(Take(sent["case"]), CLERK)
    trust.perform(AskSupplement(sent["case"], what="계좌를 다시 적어 주세요.", until=until), CLERK)
    page = f"/mine/cases/{sent['case']}/"
    shown = text(mother, page)
    assert "계좌를 다시 적어 주세요." in shown
    assert "보완요청" in shown
    empty = mother.post(page, {"key": new_key(), "do": "supply", "said": "  "})
    assert (empty.status_code, "적어 주세요" in empty.content.decode()) == (422, True)
    mother.post(page, {"key": new_key(), "do": "supply", "said": "신한은행 110-1"})
    assert cases()[0][1] == "working"
    assert "신한은행 110-1" in text(mother, page)


def test_the_decision_and_its_letter_are_there_for_the_applicant_alone(mother: Client) -> None:
    sent = applied(mother)
    done = trust.perform(Approve(sent["case"]), CLERK)
    page = mother.get(f"/mine/cases/{sent['case']}/")
    assert page.context["shown"].line.word == "완료"
    address = f"/mine/cases/{sent['case']}/letters/{done['letter']}/"
    assert "2026" in text(mother, address)
    assert "부모급여" in text(mother, address)
    assert "True" not in text(mother, address)
    letter = mother.get(f"{address}?pdf=1")
    assert letter.headers["Content-Type"] == "application/pdf"
    assert letter.headers["Cache-Control"] == "no-store"
    assert letter.content.startswith(b"%PDF-")
    copy = applied(mother, "resident_register_copy")["case"]
    assert mother.get(f"/mine/cases/{copy}/letters/{done['letter']}/").status_code == 404, "of another case"
    assert mother.get(f"/mine/cases/{copy}/letters/%00/").status_code == 404, "of no case"
    for theirs in (address, f"{address}?pdf=1"):
        assert signed_in(FATHER).get(theirs).status_code == 404
    assert "지급 결정" in text(mother, "/mine/")


def test_a_form_without_its_token_changes_nothing() -> None:
    careful = signed_in(MOTHER, Client())
    careful.handler.enforce_csrf_checks = True
    address = "/mine/apply/"
    assert careful.post(address, {"service": "parent_benefit", "key": new_key()}).status_code == 403
    assert "부모급여" not in text(careful, "/mine/cases/")


def test_whoever_is_signed_out_meanwhile_keeps_what_they_wrote(client: Client) -> None:
    response = client.post("/mine/cases/1/", {"do": "supply", "said": "길게 적은 답"})
    assert response.status_code == 401
    assert "길게 적은 답" in response.content.decode()
    assert "/account/sign-in/?next=%2Fmine%2Fcases%2F1%2F" in response.content.decode()


def test_a_service_that_is_none_and_one_that_cannot_be_applied_for(mother: Client) -> None:
    assert mother.get("/mine/services/nothing/").status_code == 404
    refused = mother.post("/mine/apply/", {"service": "housing", "key": new_key()})
    assert refused.status_code == 409
    assert mother.get("/mine/apply/").headers["Location"] == "/mine/services/"
