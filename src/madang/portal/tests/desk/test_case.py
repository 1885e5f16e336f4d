"""A case on the desk: what is shown and on record, every action, what is refused with the words kept."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from madang.entitlements.service import work_out
from madang.facts.service import NewFact, Retraction, known, record, relation
from madang.portal.rulebook import rulebook, today
from madang.portal.tests.desk.house import ACCOUNT, FATHER, MOTHER, SERVICE, applied, press, resident, signed_in
from madang.services.casework import service as casework
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def clerk() -> Client:
    return signed_in("clerk")


def state(number: int) -> tuple[str, str]:
    with trust.entered(trust.system("test")):
        case = casework.case_of(number)
        assert case is not None
        return case.state, case.outcome


def steps(number: int) -> list[str]:
    with trust.entered(trust.system("test")):
        case = casework.case_of(number)
        assert case is not None
        return [one.kind for one in casework.steps_of(case, for_applicant=False)]


def test_the_page_says_what_the_rules_say_and_what_it_rests_on(clerk: Client) -> None:
    number = applied()
    page = clerk.get(f"/desk/cases/{number}/")
    assert page.status_code == 200, page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    shown = page.context["shown"]
    assert (shown.outcome, shown.answer.amount) == ("granted", "매월 1,000,000원")
    assert all(clause.law for clause in shown.answer.clauses)
    assert [group.who for group in shown.evidence] == ["김하늘", f"자녀 ({today() - dt.timedelta(days=20)}생)"]
    assert {line.source for group in shown.evidence for line in group.lines} == {"주민등록 (행정안전부)"}
    assert ACCOUNT in page.text
    assert shown.reckoning[0].words.endswith("시작합니다.")
    assert all(step.law for step in shown.reckoning)
    assert shown.others[0].day
    english = clerk.get(f"/desk/cases/{number}/", headers={"accept-language": "en"})
    assert english.context["shown"].reckoning[0].words.startswith("It begins on")
    assert english.context["shown"].evidence[1].who.startswith("child (born ")


def test_everybody_on_the_page_sees_the_look(clerk: Client) -> None:
    number = applied()
    clerk.get(f"/desk/cases/{number}/")
    for person in (MOTHER, "m1-baby"):
        with trust.entered(trust.system("test")):
            looks = trust.looks(person, kind="disclosure")
        assert [look.purpose.ko for look in looks] == ["신청의 심사"], person


def test_of_whom_the_answer_does_not_name_nothing_is_shown(clerk: Client) -> None:
    said = [
        relation(MOTHER, "g1", "parent", source="moi"),
        NewFact("g1", "person.birth_date", dt.date(1960, 2, 3), source="moi"),
    ]
    record(rulebook(), said, key="grandmother")
    number = applied()
    page = clerk.get(f"/desk/cases/{number}/")
    assert "g1" in work_out(rulebook(), SERVICE, MOTHER, today()).known.family.persons
    assert len(page.context["shown"].evidence) == 2
    assert "1960" not in page.text
    with trust.entered(trust.system("test")):
        assert trust.looks("g1", kind="disclosure") == []


def test_taken_approved_and_the_letter(clerk: Client) -> None:
    number = applied()
    press(clerk, number, "take")
    done = press(clerk, number, "approve", remark="축하드립니다.")
    assert done.headers["Location"] == f"/desk/cases/{number}/?done=approve"
    page = clerk.get(done.headers["Location"])
    assert state(number) == ("decided", "granted")
    (letter,) = page.context["shown"].letters
    file = clerk.get(f"/desk/letters/{letter.document}.pdf")
    assert file.content.startswith(b"%PDF")
    assert file.headers["Cache-Control"] == "no-store"
    with trust.entered(trust.system("test")):
        assert trust.looks(MOTHER, kind="disclosure")[0].purpose.ko == "발송한 문서의 확인"


def test_a_decided_case_shows_what_was_known_then(clerk: Client) -> None:
    number = applied()
    press(clerk, number, "approve")
    before = clerk.get(f"/desk/cases/{number}/").context
    assert (before["since"].corrected, before["since"].other_law) == (0, False)
    with trust.entered(trust.system("test")):
        record(rulebook(), [NewFact("m1-baby", "child.care_setting", "daycare", source="welfare")], key="day care")
        old = next(one for one in known(["m1-baby"], names=["child.birth_registered"]))
        record(rulebook(), [Retraction(old.id, source="moi")], key="withdrawn")
    page = clerk.get(f"/desk/cases/{number}/")
    assert page.context["shown"].answer.amount == before["shown"].answer.amount
    assert page.context["since"].corrected == 1
    assert "정정되었습니다" in page.text


def test_a_second_press_does_it_once(clerk: Client) -> None:
    number = applied()
    page = clerk.get(f"/desk/cases/{number}/")
    first, second = (press(clerk, number, "approve", page) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert steps(number).count("approve") == 1


def test_whoever_was_slower_is_told_and_keeps_what_was_typed(clerk: Client) -> None:
    number = applied()
    page = clerk.get(f"/desk/cases/{number}/")
    press(signed_in("colleague"), number, "take")
    late = press(clerk, number, "approve", page, remark="직접 확인했습니다.")
    assert late.status_code == 409
    assert "그사이 다른 사람이" in late.text
    assert "직접 확인했습니다." in late.text
    assert state(number) == ("working", "")
    assert press(clerk, number, "approve", late).status_code == 302


def test_a_case_that_is_not_owed_is_refused_after_notice_only(clerk: Client) -> None:
    number = applied(FATHER)
    page = clerk.get(f"/desk/cases/{number}/")
    assert page.context["shown"].outcome == "refused"
    can = page.context["can"]
    assert (can.approve, can.give_notice, can.refuse) == (False, True, False)
    soon = press(
        clerk, number, "give_notice", until=(today() + dt.timedelta(days=3)).isoformat(), remark="살펴봤습니다"
    )
    assert soon.status_code == 409
    assert "10일 이상" in soon.text
    assert "살펴봤습니다" in soon.text
    assert press(clerk, number, "give_notice", until="내일").status_code == 409
    press(clerk, number, "give_notice", until=(today() + dt.timedelta(days=14)).isoformat())
    assert state(number)[0] == "notice"
    assert press(clerk, number, "refuse").status_code == 409
    press(clerk, number, "answer_notice", opinion="아이가 아직 어립니다.")
    unheard = press(clerk, number, "refuse", considered="")
    assert unheard.status_code == 409
    press(clerk, number, "refuse", considered="나이 요건은 법률로 정해져 있습니다.")
    assert state(number) == ("decided", "refused")


def test_more_is_asked_and_the_answer_entered(clerk: Client) -> None:
    number = applied()
    press(clerk, number, "ask_supplement", what="계좌번호를 확인해 주세요.", until=clerk_day())
    page = clerk.get(f"/desk/cases/{number}/")
    assert page.context["shown"].line.due is None
    assert not page.context["can"].approve
    press(clerk, number, "supply", answer="맞습니다.")
    assert state(number) == ("working", "")


def clerk_day() -> str:
    return (today() + dt.timedelta(days=14)).isoformat()


def test_more_time_only_as_the_law_allows(clerk: Client) -> None:
    number = applied()
    page = clerk.get(f"/desk/cases/{number}/")
    more = page.context["can"].more_time
    assert (more.unit, more.most) == ("day", 30)
    before = page.context["case"].due_at
    assert press(clerk, number, "extend", amount="31", told="현장 확인").status_code == 409
    assert press(clerk, number, "extend", amount="열흘", told="현장 확인").status_code == 409
    assert press(clerk, number, "extend", amount="10", told="").status_code == 409
    assert press(clerk, number, "extend", amount="10", told="현장 확인이 필요합니다.").status_code == 302
    after = clerk.get(f"/desk/cases/{number}/")
    assert after.context["case"].due_at > before
    assert after.context["can"].more_time is None


def test_a_note_is_for_clerks(clerk: Client) -> None:
    number = applied()
    press(clerk, number, "note", text="전화로 확인함")
    assert "전화로 확인함" in clerk.get(f"/desk/cases/{number}/").text
    with trust.entered(resident(MOTHER)):
        case = casework.case_of(number)
        assert case is not None
        assert [one.kind for one in casework.steps_of(case, for_applicant=True)] == ["receive"]


def test_handed_over_to_a_unit_of_the_authority(clerk: Client) -> None:
    number = applied()
    page = clerk.get(f"/desk/cases/{number}/")
    unit = page.context["can"].units[0][0]
    assert press(clerk, number, "hand_over", unit="", reason="주소 이전").status_code == 409
    assert press(clerk, number, "hand_over", unit=unit, reason="").status_code == 409
    press(clerk, number, "hand_over", unit=unit, reason="주소 이전")
    assert clerk.get(f"/desk/cases/{number}/").context["case"].unit == unit


def test_an_objection_is_answered_by_somebody_else(clerk: Client) -> None:
    number = applied()
    press(clerk, number, "approve")
    trust.perform(casework.ObjectTo(number, why="금액이 다릅니다."), resident(MOTHER))
    page = clerk.get(f"/desk/cases/{number}/")
    assert "금액이 다릅니다." in page.text
    assert (page.context["can"].answer_objection, page.context["can"].own_decision) == (False, True)
    assert clerk.get("/desk/?state=objection").context["lines"][0].id == number
    colleague = signed_in("colleague")
    assert press(colleague, number, "answer_objection", reasons="맞습니다.").status_code == 409
    press(colleague, number, "answer_objection", upheld="1", reasons="맞습니다.")
    assert state(number) == ("working", "")
    assert clerk.get("/desk/?state=objection").context["lines"] == []


def test_the_applicant_takes_it_back_at_the_counter(clerk: Client) -> None:
    number = applied()
    press(clerk, number, "withdraw")
    assert state(number) == ("withdrawn", "withdrawn")


@pytest.mark.parametrize("bad", [{"version": ""}, {"version": "x"}, {"version": "9" * 12}, {"key": ""}])
def test_a_form_that_is_not_whole_does_nothing(clerk: Client, bad: dict[str, str]) -> None:
    number = applied()
    assert press(clerk, number, "take", **bad).status_code == 409
    assert steps(number) == ["receive"]


def test_no_such_verb_and_no_reading_of_it(clerk: Client) -> None:
    number = applied()
    assert press(clerk, number, "approve-all").status_code == 404
    assert clerk.get(f"/desk/cases/{number}/approve/").status_code == 405
    page: Any = clerk.get(f"/desk/cases/{number}/").text
    assert len(set(re.findall('id="([^"]+)"', page))) == len(re.findall('id="([^"]+)"', page))
