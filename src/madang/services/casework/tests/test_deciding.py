"""A case from receipt to decision: once, as the law has it, and nothing adverse unheard."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection

from madang.documents.service import verify
from madang.entitlements.service import NotSettled
from madang.facts.service import NewFact, record
from madang.rules.service import Rulebook
from madang.services.casework import service as casework
from madang.services.casework.models import Case, IssuedLetter, Step
from madang.services.casework.seals import seal_authority
from madang.services.conftest import CLERK, ELSEWHERE, MOTHER, OTHER_CLERK, STRANGER, sent
from madang.trust import service as trust


def seen(who: trust.Principal, number: int) -> tuple[Case, casework.Recommendation]:
    with trust.entered(who):
        case = casework.case_of(number)
        assert case is not None
        return case, casework.recommend(casework_rulebook(), case)


def casework_rulebook() -> Rulebook:
    from madang.services.catalogue.service import rulebook

    return rulebook()


@pytest.mark.usefixtures("house")
def test_taken_approved_and_told_by_a_sealed_letter() -> None:
    number = sent()["case"]
    trust.perform(casework.Take(number), CLERK)
    case, found = seen(CLERK, number)
    assert (case.state, case.clerk, found.outcome) == ("working", "clerk", casework.Outcome.granted)
    done = trust.perform(casework.Approve(number, case.version, seen=found.seen), CLERK, key="approve-1")
    assert trust.perform(casework.Approve(number, case.version, seen=found.seen), CLERK, key="approve-1") == done
    with trust.entered(MOTHER):
        decided = casework.case_of(number)
        assert decided is not None
        assert (decided.state, decided.outcome) == ("decided", "granted")
        assert [one.kind for one in casework.steps_of(decided, for_applicant=True)] == ["receive", "take", "approve"]
        letter = casework.letter_of(done["letter"])
        assert letter is not None
        pdf = bytes(letter.pdf)
    authority = (seal_authority().certificate,)
    assert verify(pdf, authority).valid
    broken = bytearray(pdf)
    broken[len(broken) // 2] ^= 1
    assert not verify(bytes(broken), authority).valid
    for person in ("m1", "m1-baby"):
        with trust.entered(trust.Principal("resident", "a", person=person)):
            assert "casework.approve" in {look.name for look in trust.looks(person)}


@pytest.mark.usefixtures("house")
def test_whoever_saw_another_recommendation_or_version_is_told(rulebook: Rulebook) -> None:
    number = sent()["case"]
    case, found = seen(CLERK, number)
    trust.perform(casework.Take(number), OTHER_CLERK)
    with pytest.raises(casework.ChangedMeanwhile):
        trust.perform(casework.Approve(number, case.version, seen=found.seen), CLERK)
    fact = NewFact("m1-baby", "child.care_setting", "daycare", source="welfare")
    record(rulebook, [fact], key="goes to day care")
    with pytest.raises(casework.ChangedMeanwhile):
        trust.perform(casework.Approve(number, seen=found.seen), CLERK)


@pytest.mark.usefixtures("house")
def test_nothing_is_refused_before_notice_and_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    number = sent(STRANGER)["case"]
    trust.perform(casework.Take(number), CLERK)
    _, found = seen(CLERK, number)
    assert found.outcome is casework.Outcome.refused
    with pytest.raises(casework.NotEntitled):
        trust.perform(casework.Approve(number, seen=found.seen), CLERK)
    with pytest.raises(casework.NotHeard):
        trust.perform(casework.Refuse(number, seen=found.seen), CLERK)
    soon = dt.date.today() + dt.timedelta(days=9)  # noqa: DTZ011
    with pytest.raises(casework.BadInput):
        trust.perform(casework.GiveNotice(number, seen=found.seen, until=soon), CLERK)
    until = soon + dt.timedelta(days=5)
    trust.perform(casework.GiveNotice(number, seen=found.seen, until=until), CLERK)
    with pytest.raises(casework.NotHeard):
        trust.perform(casework.Refuse(number, seen=found.seen), CLERK)
    trust.perform(casework.AnswerNotice(number, opinion="아이가 아직 어립니다."), STRANGER)
    with pytest.raises(casework.NotHeard):
        trust.perform(casework.Refuse(number, seen=found.seen), CLERK)
    done = trust.perform(
        casework.Refuse(number, seen=found.seen, considered="나이 요건은 법률로 정해져 있습니다."), CLERK
    )
    with trust.entered(STRANGER):
        case = casework.case_of(number)
        assert case is not None
        assert casework.word_of(case.state, case.outcome).ko == "반려"
        assert len(casework.letters_of(case)) == 2
        assert done["letter"] in {one.document for one in casework.letters_of(case)}


@pytest.mark.usefixtures("house")
def test_an_objection_is_answered_by_somebody_else_and_opens_the_case_again() -> None:
    number = sent()["case"]
    trust.perform(casework.Approve(number), CLERK)
    trust.perform(casework.ObjectTo(number, why="금액이 다릅니다."), MOTHER)
    with pytest.raises(casework.NotNow):
        trust.perform(casework.ObjectTo(number, why="다시"), MOTHER)
    with pytest.raises(casework.SameOfficial):
        trust.perform(casework.AnswerObjection(number, upheld=True, reasons="맞습니다."), CLERK)
    trust.perform(casework.AnswerObjection(number, upheld=True, reasons="맞습니다."), OTHER_CLERK)
    with trust.entered(MOTHER):
        case = casework.case_of(number)
        assert case is not None
        assert (case.state, case.outcome, case.decision_id) == ("working", "", None)
    trust.perform(casework.Approve(number), OTHER_CLERK)


@pytest.mark.usefixtures("house")
def test_the_clock_stands_still_while_the_applicant_is_asked() -> None:
    number = sent()["case"]
    before, _ = seen(CLERK, number)
    later = dt.date.today() + dt.timedelta(days=14)  # noqa: DTZ011
    trust.perform(casework.AskSupplement(number, what="통장 사본이 아니라 계좌번호를 알려 주세요.", until=later), CLERK)
    waiting, _ = seen(CLERK, number)
    assert (waiting.state, waiting.due_at) == ("supplement", None)
    with pytest.raises(casework.NotNow):
        trust.perform(casework.Approve(number), CLERK)
    trust.perform(casework.Supply(number, answer="신한은행입니다."), MOTHER)
    after, _ = seen(CLERK, number)
    assert after.state == "working"
    assert after.due_at is not None
    assert before.due_at is not None
    assert after.due_at >= before.due_at


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("who", [STRANGER, ELSEWHERE])
def test_for_others_the_case_is_not_there(who: trust.Principal) -> None:
    number = sent()["case"]
    with trust.entered(who):
        assert casework.case_of(number) is None
        assert not Step.objects.exists()
        assert not IssuedLetter.objects.exists()
    for act in (casework.Take(number), casework.Approve(number), casework.Withdraw(number)):
        with pytest.raises(casework.NoSuchCase):
            trust.perform(act, who)


@pytest.mark.usefixtures("house")
def test_nobody_decides_on_their_own_application_and_an_inner_note_stays_inside() -> None:
    number = sent()["case"]
    herself = trust.Principal("official", "c9", person="m1", tenant=CLERK.tenant, roles=("caseworker",),
                              assurance="passkey")  # fmt: skip
    with pytest.raises(trust.Denied) as denied:
        trust.perform(casework.Approve(number), herself)
    assert denied.value.policies == ("own_case",)
    trust.perform(casework.Note(number, text="전화 한 번 더"), CLERK)
    with trust.entered(MOTHER):
        case = casework.case_of(number)
        assert case is not None
        assert "note" not in {one.kind for one in casework.steps_of(case, for_applicant=True)}


@pytest.mark.usefixtures("house")
def test_steps_and_letters_are_never_changed() -> None:
    number = sent()["case"]
    trust.perform(casework.Approve(number), CLERK)
    for rows in (Step.objects, IssuedLetter.objects):
        with pytest.raises(DatabaseError, match=r"append-only|permission"), trust.entered(trust.system("test")):
            rows.update(case=number)


@pytest.mark.usefixtures("house")
def test_no_statute_no_automatic_decision() -> None:
    number = sent()["case"]
    with pytest.raises(casework.AutomaticNotAllowed):
        trust.perform(casework.DecideAutomatically(number), trust.system("automatic"))


@pytest.mark.usefixtures("house")
def test_what_is_open_is_not_decided(rulebook: Rulebook) -> None:
    record(rulebook, [NewFact("m1-baby", "stay.abroad_days", 200, source="moi")], key="abroad")
    number = sent()["case"]
    _, found = seen(CLERK, number)
    if found.outcome is None:
        with pytest.raises(NotSettled):
            trust.perform(casework.Approve(number), CLERK)
    else:
        assert found.outcome is casework.Outcome.refused


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("house")
def test_two_officials_at_once_one_wins_and_the_other_is_told() -> None:
    number = sent()["case"]
    case, found = seen(CLERK, number)
    told: list[Any] = []

    def decide(who: trust.Principal) -> None:
        try:
            told.append(trust.perform(casework.Approve(number, case.version, seen=found.seen), who))
        except casework.CaseworkRefused as refused:
            told.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(who,)) for who in (CLERK, OTHER_CLERK)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(type(one).__name__ for one in told) in (["ChangedMeanwhile", "dict"], ["NotNow", "dict"])
    with trust.entered(MOTHER):
        assert Step.objects.filter(case=number, kind="approve").count() == 1
        assert IssuedLetter.objects.filter(case=number).count() == 1
