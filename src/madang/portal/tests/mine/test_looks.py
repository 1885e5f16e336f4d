"""Who looked: in words, a page at a time, reported and answered; whether there is something new, cheaply."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import CountQueries
from madang.facts.service import NewFact
from madang.portal.mine.sending import new_key
from madang.portal.tests.mine.house import FATHER, MOTHER, OFFICER, looked_at, signed_in, something_new
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def mother() -> Client:
    return signed_in(MOTHER)


def test_a_look_says_who_why_on_what_ground_and_what_was_read(mother: Client) -> None:
    entry = looked_at(MOTHER, ["person.birth_date", "assets.financial"])
    line = mother.get(f"/mine/looks/{entry}/").context["line"]
    assert line.who == "경상남도 진주시 공무원"
    assert line.roles == "담당자, 결재자"
    assert (line.why, line.law, line.ground) == ("급여 심사", "사회보장급여법 §7", "공무원의 직무")
    assert len(line.what) == 2
    assert "person.birth_date" not in line.what
    english = mother.get(f"/mine/looks/{entry}/", headers={"accept-language": "en"}).context["line"]
    assert (english.why, english.roles) == ("Examining", "caseworker, approver")


def test_a_page_at_a_time_and_one_kind_alone(mother: Client) -> None:
    entries = [looked_at(MOTHER, why=f"까닭 {number}") for number in range(23)]
    first = mother.get("/mine/looks/?kind=disclosure").context
    assert [line.entry for line in first["lines"]] == entries[:2:-1]
    rest = mother.get(f"/mine/looks/?kind=disclosure&before={first['more']}").context
    assert [line.entry for line in rest["lines"]] == entries[2::-1]
    assert rest["more"] == 0
    assert mother.get("/mine/looks/?kind=refusal").context["lines"] == []
    assert mother.get("/mine/looks/?kind=nonsense&before=abc").status_code == 200


def test_what_looks_wrong_goes_to_the_officer_once_and_the_answer_comes_back(mother: Client) -> None:
    address = f"/mine/looks/{looked_at(MOTHER)}/"
    refused = mother.post(address, {"key": new_key(), "said": " "})
    assert (refused.status_code, "적어 주세요" in refused.content.decode()) == (422, True)
    key = new_key()
    for _ in range(2):
        assert mother.post(address, {"key": key, "said": "왜 보셨나요?"}).headers["Location"] == address
    with trust.entered(OFFICER):
        (report,) = trust.reports_to("48170")
    trust.perform(trust.AnswerReport(report.id, "담당 공무원의 심사였습니다."), OFFICER)
    shown = mother.get(address).content.decode()
    assert "왜 보셨나요?" in shown
    assert "담당 공무원의 심사였습니다." in shown
    again = mother.post(address, {"key": new_key(), "said": "또"})
    assert again.status_code == 422
    assert signed_in(FATHER).post(address, {"key": new_key(), "said": "남의 것"}).status_code == 404


def test_a_proof_checks_without_us_and_is_nobody_elses(mother: Client) -> None:
    entry = looked_at(MOTHER)
    address = f"/mine/looks/{entry}/proof/"
    early = mother.get(address)
    assert (early.status_code, "나무" in early.content.decode()) == (409, True)
    with trust.entered(trust.system("test")):
        trust.sequence()
    proof = mother.get(address)
    assert proof.headers["Content-Disposition"] == f'attachment; filename="madang-proof-{entry}.json"'
    proven = trust.verify_bundle(proof.content.decode())
    assert "급여 심사" in str(proven)
    changed = proof.content.decode().replace("급여 심사", "아무 일")
    with pytest.raises(trust.NotProven):
        trust.verify_bundle(changed)
    assert signed_in(FATHER).get(address).status_code == 404


def test_whether_there_is_something_new_costs_one_query_and_is_no_use_of_the_session(
    mother: Client, count_queries: CountQueries
) -> None:
    latest = mother.get("/mine/").context["benefits"].latest
    with count_queries(7):  # the session, the account, the question with its context before and after, a save point
        unchanged = mother.get(f"/mine/since?after={latest}")
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["Cache-Control"] == "no-store"
    something_new(NewFact("m1-baby", "child.care_setting", "daycare", "welfare"), key="daycare")
    something_new(NewFact("f1-child", "child.care_setting", "daycare", "welfare"), key="his")
    told = mother.get(f"/mine/since?after={latest}")
    assert told.status_code == 200
    tag = told.headers["ETag"]
    assert mother.get("/mine/since", headers={"if-none-match": tag}).status_code == 304
    page = mother.get("/mine/").context["benefits"]
    assert page.latest == told.json()["latest"]
    assert [one.kind for one in page.news] == ["amount"]
    assert mother.get("/mine/since?after=x").status_code == 200


def test_a_change_says_which_condition_or_value_it_was(mother: Client) -> None:
    something_new(NewFact("m1-baby", "child.birth_registered", False, "moi"), key="not registered")
    changed = [one for one in mother.get("/mine/").context["benefits"].news if one.service == "parent_benefit"]
    why = mother.get(f"/mine/changes/{changed[0].id}/").context["why"]
    assert changed[0].kind == "lost"
    assert "출생신고와 주민등록을 마침" in [one.label for one in why.clauses]
    assert all("§" in one.law for one in why.clauses)
    assert signed_in(FATHER).get(f"/mine/changes/{changed[0].id}/").status_code == 404


def test_what_was_read_is_said_in_words(house: None) -> None:
    entry = looked_at(MOTHER, ["person.birth_date", "person.age", "parent_benefit.cash", "case.name", "court.children"])
    page = signed_in(MOTHER).get(f"/mine/looks/{entry}/").content.decode()
    assert "생년월일" in page
    for raw in ("person.age", "parent_benefit.cash", "case.name", "court.children"):
        assert raw not in page
