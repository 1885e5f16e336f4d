"""What is offered beside a service: who was granted it and has come into more since may apply again."""

from __future__ import annotations

import datetime as dt

import pytest

from madang.entitlements.service import StandingChange, changes_of, latest_change
from madang.portal.mine.benefit_lines import Ways
from madang.portal.rulebook import today
from madang.portal.tests.mine.house import MOTHER
from madang.services.casework.service import Case
from madang.trust import service as trust

DECIDED = dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC)
LATER, EARLIER = DECIDED + dt.timedelta(minutes=1), DECIDED - dt.timedelta(minutes=1)
ONE, TWO = 1_000_000, 2_000_000


def told(at: dt.datetime, before: int, after: int, kind: str = "amount") -> StandingChange:
    return StandingChange(
        resident=MOTHER, service="parent_benefit", kind=kind, before=["eligible", before, before, []],
        after=["eligible", after, after, []], on_before=at.date(), on=at.date(), known_from=at, known_at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (None, "decided"),
        (told(LATER, ONE, TWO), "apply"),  # another child
        (told(LATER, 0, ONE, "eligible"), "apply"),
        (told(EARLIER, ONE, TWO), "decided"),  # the decision knew it
        (told(LATER, TWO, ONE), "decided"),
        (told(LATER, ONE, ONE, "lost"), "decided"),
    ],
)
def test_after_a_grant(db: None, change: StandingChange | None, kind: str) -> None:
    case = Case(pk=7, service="parent_benefit", decided_at=DECIDED, outcome="granted")
    assert Ways(today(), [case], [], [change] if change else []).of("parent_benefit").kind == kind


def test_a_case_that_waits_is_followed_whatever_came_since(db: None) -> None:
    case = Case(pk=7, service="parent_benefit")
    way = Ways(today(), [case], [], [told(LATER, ONE, TWO)]).of("parent_benefit")
    assert (way.kind, way.link) == ("case", "7")


def test_of_what_is_told_at_one_moment_the_page_and_its_question_name_the_same_last_one(db: None) -> None:
    with trust.entered(trust.system("test")):
        for service in ("a", "b"):
            one = told(LATER, ONE, TWO)
            one.service = service
            one.save()
        assert changes_of(MOTHER)[0].pk == latest_change(MOTHER)
