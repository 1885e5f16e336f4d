"""A look that seems wrong: told once, to the authority concerned, answered once, and nobody else's to see."""

from __future__ import annotations

import json

import pytest

from madang.rules.service import Label
from madang.trust import service as trust
from madang.trust.models import Entry, LookReport

CLERK = trust.Principal("official", "c1", tenant="48170", roles=("caseworker",), assurance="passkey")
OFFICER = trust.Principal("official", "po", tenant="48170", roles=("privacy_officer",), assurance="passkey")
ELSEWHERE = trust.Principal("official", "px", tenant="48121", roles=("privacy_officer",), assurance="passkey")
EVERYTHING = trust.system("test")
WHY = Label("심사", "Examination")
WORDS = "저는 그날 아무것도 신청하지 않았습니다."
pytestmark = pytest.mark.django_db


def resident(person: str, *acts_for: str) -> trust.Principal:
    return trust.Principal("resident", f"account-{person}", person=person, acts_for=acts_for, assurance="passkey")


@pytest.fixture
def look() -> int:
    duty = trust.Ground("사회보장급여법 §7", "duty")
    with trust.disclose(CLERK, ["p1"], purpose=WHY, ground=duty, what=["person.birth_date"]):
        pass
    with trust.entered(resident("p1")):
        return trust.looks("p1", kind="disclosure")[0].entry


def test_a_report_waits_for_the_officer_and_the_answer_for_the_person(look: int) -> None:
    made = trust.perform(trust.ReportLook(look, f"  {WORDS}\r\n그 사람을 모릅니다. "), resident("p1"), key="once")
    assert (
        trust.perform(trust.ReportLook(look, f"  {WORDS}\r\n그 사람을 모릅니다. "), resident("p1"), key="once") == made
    )
    with trust.entered(OFFICER):
        (waiting,) = trust.reports_to("48170")
        assert (waiting.entry, waiting.state, waiting.words) == (look, "open", f"{WORDS}\n그 사람을 모릅니다.")
    trust.perform(trust.AnswerReport(waiting.id, "담당자가 잘못 열었습니다. 주의를 주었습니다."), OFFICER)
    with trust.entered(resident("p1")):
        answered = trust.reports_on([look])[look]
        assert (answered.state, answered.answer[:3]) == ("answered", "담당자")
    with trust.entered(OFFICER):
        assert trust.reports_to("48170") == []
        assert [one.id for one in trust.reports_to("48170", answered=True)] == [waiting.id]
    with trust.entered(EVERYTHING):
        names = list(Entry.objects.filter(subject="p1", kind="act").order_by("id").values_list("name", "tenant"))
        assert names == [("trust.report_look", "48170"), ("trust.answer_report", "48170")]
        assert WORDS not in json.dumps([one.body for one in Entry.objects.all()], ensure_ascii=False)


def test_one_report_and_one_answer(look: int) -> None:
    report = trust.perform(trust.ReportLook(look, WORDS), resident("p1"))["report"]
    with pytest.raises(trust.ReportedAlready):
        trust.perform(trust.ReportLook(look, "또"), resident("p1"))
    trust.perform(trust.AnswerReport(report, "확인했습니다."), OFFICER)
    with pytest.raises(trust.ReportedAlready):
        trust.perform(trust.AnswerReport(report, "다시"), OFFICER)


def test_nobody_else_reports_reads_or_answers_it(look: int) -> None:
    with pytest.raises(trust.NoSuchLook):
        trust.perform(trust.ReportLook(look, WORDS), resident("p2"))
    report = trust.perform(trust.ReportLook(look, WORDS), resident("p2", "p1"))["report"]
    with pytest.raises(trust.Denied):
        trust.perform(trust.AnswerReport(report, "아무 일 아닙니다."), CLERK)
    with pytest.raises(trust.NoSuchLook):
        trust.perform(trust.AnswerReport(report, "아무 일 아닙니다."), ELSEWHERE)
    for somebody in (resident("p2"), ELSEWHERE):
        with trust.entered(somebody):
            assert trust.reports_on([look]) == {}
            assert not LookReport.objects.exists()


@pytest.mark.parametrize("words", ["", "  \n", "가" * 2_001, "a\0b", "\u202a\ue000"])
def test_words_that_are_none_are_refused_and_nothing_is_kept(look: int, words: str) -> None:
    with pytest.raises(trust.BadWords):
        trust.perform(trust.ReportLook(look, words), resident("p1"))
    with trust.entered(EVERYTHING):
        assert not LookReport.objects.exists()
