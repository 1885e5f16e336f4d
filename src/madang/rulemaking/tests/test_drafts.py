"""Drafts: revisions and undo, two at once, faults by line, who may do what, everything in the log."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.db import connection

from madang.rulemaking import service as rulemaking
from madang.rulemaking.tests.drafting import (
    AUTHOR,
    BOTH,
    FIGURES,
    KEEPER,
    OTHER_AUTHOR,
    RELEASER,
    SERVICE,
    at,
    begun,
    changed,
    examined,
    next_year,
    official,
    submitted,
)
from madang.rules.drafting.service import BadFile
from madang.trust import service as trust

pytestmark = pytest.mark.django_db
OLD, NEW = "value: 2470000", "value: 2480000"


def text() -> str:
    return rulemaking.in_force().files[FIGURES]


def files_of(draft: UUID, number: int) -> dict[str, dict[str, str]]:
    with trust.entered(AUTHOR):
        found: dict[str, dict[str, str]] = rulemaking.revision(rulemaking.draft_of(draft), number).files
        return found


def test_every_save_is_a_revision_and_each_can_be_gone_back_to() -> None:
    draft = begun()
    assert changed(draft, {FIGURES: text().replace(OLD, NEW)}) == 2
    assert changed(draft, {FIGURES: text().replace(OLD, "value: 2490000")}, OTHER_AUTHOR) == 3
    assert changed(draft, {FIGURES: text().replace(OLD, "value: 2490000")}) == 3, "nothing differs: no revision"
    assert trust.perform(rulemaking.GoBack(draft, 3, to=2), AUTHOR)["revision"] == 4
    assert files_of(draft, 4) == files_of(draft, 2) != files_of(draft, 3)
    assert files_of(draft, 4)[FIGURES] == {"base": text(), "text": text().replace(OLD, NEW)}
    with trust.entered(AUTHOR):
        history = rulemaking.revisions_of(rulemaking.draft_of(draft))
    assert [(one.number, one.author, one.came_from) for one in history] == [
        (4, "author", 2), (3, "other", 0), (2, "author", 0), (1, "author", 0),
    ]  # fmt: skip
    assert changed(draft, {FIGURES: None}) == 5
    assert files_of(draft, 5) == {}
    with pytest.raises(rulemaking.NoSuchDraft):
        trust.perform(rulemaking.GoBack(draft, 5, to=9), AUTHOR)


def test_of_two_who_save_at_once_the_second_is_told() -> None:
    draft = begun()
    trust.perform(rulemaking.Change(draft, 1, {FIGURES: text().replace(OLD, NEW)}), AUTHOR)
    with pytest.raises(rulemaking.ChangedMeanwhile, match="revision 2"):
        trust.perform(rulemaking.Change(draft, 1, {FIGURES: text() + "# x\n"}), OTHER_AUTHOR)
    assert at(draft) == 2


def test_a_file_that_is_no_rule_is_refused_and_nothing_is_saved() -> None:
    draft = begun()
    for path in ("pack.yaml", "../x.yaml", "hub.yaml", "procedures/x.yaml"):
        with pytest.raises(BadFile):
            trust.perform(rulemaking.Change(draft, 1, {FIGURES: "x", path: "a: 1"}), AUTHOR)
    assert (at(draft), files_of(draft, 1)) == (1, {})


def test_faults_are_named_by_file_and_line_and_keep_it_from_review() -> None:
    draft = begun()
    changed(draft, {FIGURES: text().replace(OLD, "value: 2470000.5")})
    found = examined(draft)
    (problem,) = found.found["problems"]
    assert (found.sound, problem["code"], problem["file"]) == (False, "money_not_integer", FIGURES)
    assert "2470000.5" in text().replace(OLD, "value: 2470000.5").split("\n")[problem["line"] - 1]
    assert problem["ko"] != problem["en"]
    with pytest.raises(rulemaking.NotSound):
        trust.perform(rulemaking.Submit(draft, 2), AUTHOR)
    changed(draft, {SERVICE: rulemaking.in_force().files[SERVICE].replace("service: basic_pension", "service: other")})
    changed(draft, {FIGURES: None})
    codes = {one["code"] for one in examined(draft).found["problems"]}
    assert codes, "procedures and grounds name the service that is gone"


@pytest.mark.parametrize(
    "endless", ["some x in 1..2000 satisfies some y in 1..2000 satisfies x + y < 0",
                "count(for x in 1..100000000 return x) > 0"]
)  # fmt: skip
def test_a_condition_that_would_hold_up_the_portal_is_a_fault_by_line(endless: str) -> None:
    draft, service = begun(), rulemaking.in_force().files[SERVICE]
    line = service.index("    when: ")
    until = service.index("\n", line)
    changed(draft, {SERVICE: f"{service[:line]}    when: {endless}{service[until:]}"})
    (problem,) = examined(draft).found["problems"]
    number = service[:line].count("\n") + 1
    assert (problem["code"], problem["file"], problem["line"]) == ("too_costly", SERVICE, number)


def test_a_figure_that_worked_cases_contradict_keeps_it_from_review_until_the_cases_say_so_too() -> None:
    draft = begun()
    changed(draft, {FIGURES: text().replace(OLD, NEW)})
    found = examined(draft)
    differing = found.found["cases"]["differing"]
    assert not found.sound
    assert differing
    assert {one["service"] for one in differing} == {"basic_pension"}
    assert all(one["lines"] for one in differing)
    assert [(line["service"], line["year"]) for line in found.found["years"]] == [("basic_pension", 2026)]
    with pytest.raises(rulemaking.NotSound):
        trust.perform(rulemaking.Submit(draft, 2), AUTHOR)


def test_a_year_promised_without_its_figures_is_a_fault() -> None:
    draft = begun()
    changed(draft, {SERVICE: next_year()[SERVICE]})
    assert {one["code"] for one in examined(draft).found["problems"]} == {"missing_year"}


def test_what_is_not_examined_as_it_is_cannot_be_submitted() -> None:
    draft = begun()
    with pytest.raises(rulemaking.NotSound):
        trust.perform(rulemaking.Submit(draft, 1), AUTHOR)
    changed(draft, next_year())
    with pytest.raises(rulemaking.NotSound):
        trust.perform(rulemaking.Submit(draft, 2), AUTHOR)
    assert examined(draft).sound
    assert trust.perform(rulemaking.Submit(draft, 2), AUTHOR)["state"] == "submitted"
    with pytest.raises(rulemaking.NotNow):
        changed(draft, {FIGURES: None})


@pytest.mark.parametrize(
    "who",
    [official("author", "rule_author", tenant="48170"), official("clerk", "caseworker", "approver"),
     trust.Principal("resident", "r", person="p", assurance="passkey"), trust.system("command")],
    ids=["another authority", "no such role", "resident", "command"],
)  # fmt: skip
def test_only_authors_of_the_authority_that_keeps_the_rules_write(who: trust.Principal) -> None:
    draft = begun()
    with pytest.raises((trust.Denied, rulemaking.NoSuchDraft)):
        trust.perform(rulemaking.Change(draft, 1, {FIGURES: "x"}), who)
    with pytest.raises(trust.Denied):
        trust.perform(rulemaking.Begin("t", "r", KEEPER), who)
    if who.kind != "system":
        with trust.entered(who):
            seen = rulemaking.drafts()
        assert seen == ([] if who.tenant != KEEPER else seen)


def test_nobody_releases_what_they_wrote_not_even_by_another_account() -> None:
    """As author, as one who only edited, with both roles, or as a second account of the same person."""
    draft = begun(BOTH)
    changed(draft, next_year(), OTHER_AUTHOR)
    assert examined(draft).sound
    trust.perform(rulemaking.Submit(draft, 2), AUTHOR)
    second_account = official("other-2", "rule_releaser", person=OTHER_AUTHOR.person)
    edited = official(OTHER_AUTHOR.id, "rule_author", "rule_releaser", person="p9")
    for who in (BOTH, second_account, edited):
        for act in (rulemaking.ReleaseDraft(draft, 2), rulemaking.SendBack(draft, 2, "x")):
            with pytest.raises(trust.Denied, match="Somebody else releases"):
                trust.perform(act, who)
    with pytest.raises(trust.Denied):
        trust.perform(rulemaking.ReleaseDraft(draft, 2), AUTHOR)
    assert rulemaking.latest_release() == 0
    assert trust.perform(rulemaking.ReleaseDraft(draft, 2), RELEASER)["release"] == 1


def test_it_is_sent_back_with_a_reason_and_goes_on() -> None:
    draft = submitted()
    with pytest.raises(rulemaking.BadWords):
        trust.perform(rulemaking.SendBack(draft, 2, "  "), RELEASER)
    trust.perform(rulemaking.SendBack(draft, 2, "고시 번호를 적어 주세요."), RELEASER)
    with trust.entered(AUTHOR):
        one = rulemaking.draft_of(draft)
    assert (one.state, one.answer, one.answered_by) == ("returned", "고시 번호를 적어 주세요.", "releaser")
    changed(draft, {FIGURES: next_year(2_610_000)[FIGURES]})
    assert examined(draft).sound
    trust.perform(rulemaking.Submit(draft, 3), AUTHOR)
    trust.perform(rulemaking.TakeBack(draft, 3), AUTHOR)
    assert trust.perform(rulemaking.Withdraw(draft, 3), AUTHOR)["state"] == "withdrawn"
    with pytest.raises(rulemaking.NotNow):
        trust.perform(rulemaking.Submit(draft, 3), AUTHOR)


def test_all_of_it_is_in_the_log_of_the_authority() -> None:
    draft = submitted()
    trust.perform(rulemaking.ReleaseDraft(draft, 2), RELEASER)
    with pytest.raises(trust.Denied):
        trust.perform(rulemaking.Begin("t", "r", KEEPER), RELEASER)
    with trust.entered(trust.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT kind, name, actor, tenant, body FROM trust_entry ORDER BY id")
        rows = cursor.fetchall()
    assert [(kind, name, actor) for kind, name, actor, _, _ in rows] == [
        ("act", "rulemaking.begin", "official:author"), ("act", "rulemaking.change", "official:author"),
        ("act", "rulemaking.submit", "official:author"), ("act", "rulemaking.release", "official:releaser"),
        ("refusal", "rulemaking.begin", "official:releaser"),
    ]  # fmt: skip
    assert {row[3] for row in rows} == {KEEPER}
    assert json.loads(rows[3][4])["note"]["release"] == 1
