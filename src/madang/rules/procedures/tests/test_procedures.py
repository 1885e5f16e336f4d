"""The three procedures of the pack: papers, who may apply, terms and appeals, with their articles."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.rules.clock.service import SEOUL, BadExtension, Extension
from madang.rules.procedures.service import Term, due_of, reasons
from madang.rules.procedures.tests.korean import clock, korea, rulebook
from madang.rules.service import vocabulary


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("service", "applicant", "official", "still_asked"),
    [
        ("parent_benefit", "self", 5, []),
        ("parent_benefit", "official", 5, []),
        ("parent_benefit", "proxy", 6, ["power_of_attorney"]),
        ("basic_pension", "self", 8, []),
        ("basic_pension", "proxy", 9, ["power_of_attorney"]),
        ("resident_register_copy", "self", 1, []),
        ("resident_register_copy", "household_member", 2, []),
        ("resident_register_copy", "proxy", 3, ["power_of_attorney", "identity_of_principal"]),
    ],
)
def test_the_counter_of_papers(service: str, applicant: str, official: int, still_asked: list[str]) -> None:
    papers = korea().papers(service, applicant)
    assert len(papers.official) == official
    assert [paper.id for paper in papers.still_asked] == still_asked
    assert set(papers.covered) | set(papers.still_asked) == set(papers.official)
    assert all(paper.needed_because and paper.needed_because.reason in reasons for paper in papers.still_asked)


def test_nobody_counts_papers_for_a_stranger() -> None:
    with pytest.raises(KeyError):
        korea().papers("resident_register_copy", "neighbour")


def test_what_is_asked_is_what_no_agency_holds() -> None:
    held = {fact.name for fact in vocabulary(rulebook()) if any(source.field for source in fact.sources)}
    asked = {service: [ask.fact for ask in one.asks] for service, one in korea().procedures.items()}
    assert asked == {
        "basic_pension": [None],
        "parent_benefit": [None, "child.in_applicants_care"],
        "resident_register_copy": [],
    }
    assert not {fact for facts in asked.values() for fact in facts} & held


def test_an_official_needs_recorded_consent() -> None:
    for service in ("parent_benefit", "basic_pension"):
        official = korea().procedures[service].applicant("official")
        assert official.ex_officio
        assert official.consent == "recorded"
        assert "사회보장급여법 §5②" in official.basis.law


def test_a_copy_is_issued_online_to_the_household_alone() -> None:
    # 주민등록법 §29③ 단서.
    procedure = korea().procedures["resident_register_copy"]
    online = [one.id for one in procedure.applicants if "online" in one.channels]
    assert online == ["self", "household_member"]
    # 시행규칙 §17④: 400 won, by kiosk half of it, electronically nothing.
    assert {channel.id: channel.fee for channel in procedure.channels} == {"online": 0, "kiosk": 200, "visit": 400}


def test_only_a_named_statute_lets_a_machine_decide() -> None:
    allowed = {service: one.automatic.statute for service, one in korea().procedures.items() if one.automatic.allowed}
    assert list(allowed) == ["resident_register_copy"]
    assert "주민등록법 §29③" in str(allowed["resident_register_copy"])


def term(service: str, name: str) -> Term:
    procedure = korea().procedures[service]
    if name in ("decision", "notice"):
        found = procedure.decision if name == "decision" else procedure.notice
    else:
        id, part = name.split(".")
        found = getattr(next(one for one in procedure.appeals if one.id == id), part)
    assert isinstance(found, Term)
    return found


@pytest.mark.parametrize(
    ("service", "name", "start", "last"),
    [
        # 기초연금법 시행규칙 §8①, counted by 민법 §157: 26 Nov and 30 days is Sat 26 Dec; §161 Mon 28.
        ("basic_pension", "decision", "2026-11-26 10:00", "2026-12-28"),
        # 아동수당법 시행규칙 §7①: 20 Nov and 30 days is Sun 20 Dec; §161 Mon 21.
        ("parent_benefit", "decision", "2026-11-20 10:00", "2026-12-21"),
        # 기초연금법 §22②: 90 days from 1 Dec 2026: 30 + 31 + 28 is 89, so Mon 1 Mar 2027, 3·1절; Tue 2.
        ("basic_pension", "objection.term", "2026-12-01 10:00", "2027-03-02"),
        # 기초연금법 §22② 단서: 60 days from 1 Dec: 30 + 30: Sat 30 Jan; Mon 1 Feb.
        ("basic_pension", "objection.late", "2026-12-01 10:00", "2027-02-01"),
        # 아동수당법 §19③: 30 days from 1 Dec: Thu 31 Dec.
        ("parent_benefit", "objection.answer", "2026-12-01 10:00", "2026-12-31"),
        # 행정심판법 §27①: 90 days, as above.
        ("parent_benefit", "administrative_appeal.term", "2026-12-01 10:00", "2027-03-02"),
        # 행정절차법 §21③: ten days from 15 Dec: Fri 25 Dec; Mon 28.
        ("basic_pension", "notice", "2026-12-15 10:00", "2026-12-28"),
        # 민원처리법 §35①: 60 days from 27 Nov: 3 + 31 + 26: Tue 26 Jan.
        ("resident_register_copy", "objection.term", "2026-11-27 10:00", "2027-01-26"),
        # 민원처리법 §35②: ten days from 27 Nov: Mon 7 Dec.
        ("resident_register_copy", "objection.answer", "2026-11-27 10:00", "2026-12-07"),
    ],
)
def test_terms_end_on_days_derived_by_hand(service: str, name: str, start: str, last: str) -> None:
    found = due_of(term(service, name), at(start), clock().calendar)
    assert found.due.day == dt.date.fromisoformat(last)
    assert found.due.steps[0].law == term(service, name).basis.law


def test_a_copy_is_due_within_three_office_hours() -> None:
    found = due_of(term("resident_register_copy", "decision"), at("2026-11-27 17:00"), clock().calendar)
    assert found.due.moment == at("2026-11-30 11:00")


def test_the_open_reading_is_shown_and_never_earlier() -> None:
    # 민원처리법 §19②, thirty days without Saturdays and holidays from Thu 26 Nov: 27 is 2, Mon 30 is 3; December has 23
    # weekdays, of which the 25th does not count: 25; Fri 1 Jan is a holiday; 4-8 Jan make thirty: Fri 8 January 2027.
    found = due_of(term("basic_pension", "decision"), at("2026-11-26 10:00"), clock().calendar)
    assert [other.due.day for other in found.others] == [dt.date(2027, 1, 8)]
    assert "민원" in found.others[0].due.period.law
    for service in korea().procedures:
        for start in range(0, 300, 7):
            begun = at("2026-01-02 10:00") + dt.timedelta(days=start)
            each = due_of(term(service, "decision"), begun, clock().calendar)
            assert all(other.due.day >= each.due.day for other in each.others if other.due.day and each.due.day)


def test_sixty_days_in_all_and_no_more() -> None:
    # 기초연금법 시행규칙 §8① 단서: 60 days of receipt, once, with its reason: Mon 25 January 2027.
    decision = term("basic_pension", "decision")
    more = Extension(30, dt.date(2026, 12, 20), "재산 조사에 시일이 걸립니다")
    found = due_of(decision, at("2026-11-26 10:00"), clock().calendar, extensions=[more])
    assert found.due.day == dt.date(2027, 1, 25)
    for wrong in ([Extension(31, more.on, more.reason)], [more, more], [Extension(30, more.on, " ")]):
        with pytest.raises(BadExtension):
            due_of(decision, at("2026-11-26 10:00"), clock().calendar, extensions=wrong)
