"""From a draft to a case: nothing asked that is known, sent once, and only by whom it may be."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from madang.services.applications import service as applications
from madang.services.casework import service as casework
from madang.services.conftest import CITY, CLERK, ELSEWHERE, MOTHER, SERVICE, STRANGER, answers, begun, sent
from madang.trust import service as trust


@pytest.mark.usefixtures("house")
def test_a_draft_becomes_a_case_with_its_number_its_authority_and_its_clock() -> None:
    done = sent()
    with trust.entered(CLERK):
        case = casework.case_of(done["case"])
        assert case is not None
        assert (case.number, case.tenant, case.state, case.name) == (done["number"], CITY, "received", "김하늘")
        assert case.subjects == ["m1", "m1-baby"]
        assert case.answers == answers()
        assert case.due_at is not None
        assert 25 <= (case.due_at - case.filed_at).days <= 45
    with trust.entered(MOTHER):
        assert [one.pk for one in casework.cases_of("m1")] == [case.pk]
        assert applications.drafts_of("m1") == []
    with trust.entered(trust.system("test")):
        (told,) = [one for one in trust.take_told() if one.type == "kr.madang.case.receive"]
        assert (told.tenant, told.subject, told.data["case"]) == (CITY, "m1", case.pk)


@pytest.mark.usefixtures("house")
def test_the_same_draft_is_begun_once_and_sent_once() -> None:
    draft = begun()
    assert begun() == draft
    first = sent(draft=draft)
    assert trust.perform(applications.Submit(draft), MOTHER) == first
    with pytest.raises(applications.NoSuchDraft):
        trust.perform(applications.Answer(draft, {}), MOTHER)
    with pytest.raises(applications.AlreadyApplied) as before:
        sent(draft=begun())
    assert before.value.number == first["number"]


@pytest.mark.usefixtures("house")
def test_what_is_missing_is_named_and_nothing_is_lost() -> None:
    asks = applications.asks_for(SERVICE, "m1", dt.date.today())  # noqa: DTZ011
    assert [ask.id for ask in asks] == ["payment_account"], "the baby lives with her: nobody asks who cares for it"
    draft = begun()
    with pytest.raises(applications.StillMissing) as missing:
        trust.perform(applications.Submit(draft), MOTHER)
    assert missing.value.names == tuple(ask.id for ask in asks)
    with pytest.raises(applications.BadAnswer):
        trust.perform(applications.Answer(draft, {"made_up": "x"}), MOTHER)
    with pytest.raises(applications.BadAnswer):
        trust.perform(applications.Answer(draft, {asks[0].id: "x" * 600}), MOTHER)
    with trust.entered(MOTHER):
        assert applications.drafts_of("m1")[0].answers == {}


@pytest.mark.usefixtures("house")
def test_nobody_applies_for_whom_they_may_not() -> None:
    draft = begun()
    with pytest.raises(applications.NoSuchDraft):
        trust.perform(applications.Submit(draft), STRANGER)
    with pytest.raises(trust.Denied):
        trust.perform(applications.Begin(SERVICE, "m1", STRANGER.actor), STRANGER)
    daughter = trust.Principal("resident", "account-d", person="d1", acts_for=("m1",), assurance="passkey")
    mine = trust.perform(applications.Begin(SERVICE, "m1", daughter.actor), daughter)["draft"]
    assert UUID(mine) != draft
    with trust.entered(daughter):
        assert applications.draft_of(UUID(mine)).filed_as == "delegate"  # type: ignore[union-attr]
    with pytest.raises(applications.NotOffered):
        trust.perform(applications.Begin("livelihood_of_nobody", "m1", MOTHER.actor), MOTHER)
    with pytest.raises(applications.NoSuchDraft):
        trust.perform(applications.Submit(uuid4()), MOTHER)


@pytest.mark.usefixtures("house")
def test_an_official_files_ex_officio_only_with_recorded_consent_and_in_their_own_authority() -> None:
    filed = applications.FileExOfficio(SERVICE, "m1", "2026-11-20 전화 녹취 동의 기록 17호", answers())
    with pytest.raises(trust.Denied) as denied:
        trust.perform(applications.FileExOfficio(SERVICE, "m1", "", answers()), CLERK)
    assert "ex_officio_needs_consent" in denied.value.policies
    with pytest.raises(trust.Denied):
        trust.perform(filed, ELSEWHERE)
    done = trust.perform(filed, CLERK)
    with trust.entered(MOTHER):
        (case,) = casework.cases_of("m1")
        assert (case.filed_as, case.number) == ("ex_officio", done["number"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("house")
def test_sent_from_two_windows_at_once_is_one_case() -> None:
    draft = begun()
    trust.perform(applications.Answer(draft, answers()), MOTHER)
    done: list[Any] = []

    def send() -> None:
        try:
            done.append(trust.perform(applications.Submit(draft), MOTHER, key="one-button"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(done) == 4
    assert len({one["number"] for one in done}) == 1
    with trust.entered(MOTHER):
        assert len(casework.cases_of("m1")) == 1
