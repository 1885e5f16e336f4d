"""Where a resident stands with each service, as the page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.entitlements.service import StandingAnswer, StandingChange, WorkedAll
from madang.portal.journey.scope import OTHER, shown_under
from madang.portal.mine.change_lines import News, news_of
from madang.portal.mine.whose import names_in
from madang.portal.rulebook import rulebook, today
from madang.portal.shown.answers import waiting_words
from madang.portal.shown.events import event_title
from madang.portal.shown.totals import Total
from madang.portal.shown.words import said, won_per
from madang.rules.service import Answer
from madang.services.applications.service import Draft
from madang.services.casework.service import Case
from madang.services.catalogue.service import papers_of, services_offered

MOST_NEWS = 20
"""Of what one was told, the latest."""
MOST_REASONS = 3
NEARLY = 2
"""Answers."""
PERIODS = ("month", "quarter", "year", "once")


@dataclass(frozen=True, slots=True)
class Way:
    """What can be done about a service now. kind: apply, draft, case, decided or elsewhere."""

    kind: str
    papers: int = 0
    link: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Benefit:
    """One service. why: in one sentence; change: what would have to change; waits: the missing facts, in words.

    missing: how many they are.
    """

    id: str
    label: str
    summary: str
    amount: str
    why: str
    change: str
    waits: tuple[str, ...]
    missing: int
    way: Way


@dataclass(frozen=True, slots=True)
class UnderEvent:
    """Services under one group of life events."""

    title: str
    services: tuple[Benefit, ...]


@dataclass(frozen=True, slots=True)
class Benefits:
    """The whole page, each list by life event. nearly: open for an answer or two; far: for more.

    latest: the id of the last thing one was told; empty: nothing is known of this person yet.
    """

    totals: tuple[Total, ...]
    news: tuple[News, ...]
    can: tuple[UnderEvent, ...]
    nearly: tuple[UnderEvent, ...]
    far: tuple[UnderEvent, ...]
    cannot: tuple[UnderEvent, ...]
    latest: int
    empty: bool

    @property
    def granted(self) -> int:
        """How many services one can get."""
        return _count(self.can)

    @property
    def waiting(self) -> int:
        """How many services are open."""
        return _count(self.nearly) + _count(self.far)

    @property
    def refused(self) -> int:
        """How many services one cannot get."""
        return _count(self.cannot)


def benefits_of(
    person: str,
    standing: Sequence[StandingAnswer],
    changes: Sequence[StandingChange],
    cases: Sequence[Case],
    drafts: Sequence[Draft],
    worked: WorkedAll | None,
) -> Benefits:
    """In the order of the pack; the answers give the reasons where they agree with what is kept."""
    day = today()
    answers = {answer.service: answer for answer in worked.answers} if worked else {}
    names = names_in(worked.known.family, person) if worked else {}
    ways = Ways(day, cases, drafts, changes)
    groups: dict[str, list[Benefit]] = {"eligible": [], "unknown": [], "ineligible": []}
    order = {id: place for place, id in enumerate(rulebook().pack.services)}
    standing = [row for row in standing if _shown(row, answers)]
    for row in sorted(standing, key=lambda one: order[one.service]):
        groups[row.status].append(_benefit(row, answers.get(row.service), names, ways))
    latest = changes[0].pk if changes else 0  # as `since` answers it
    waiting = sorted(groups["unknown"], key=lambda one: one.missing)
    return Benefits(
        _totals(standing), news_of(changes, day), by_event(groups["eligible"]),
        by_event(one for one in waiting if one.missing <= NEARLY),
        by_event(one for one in waiting if one.missing > NEARLY),
        by_event(groups["ineligible"]), latest, not standing,
    )  # fmt: skip


def _shown(row: StandingAnswer, answers: Mapping[str, Answer]) -> bool:
    """Not a service whose pack was taken away, nor what is for the residents of a place where one lives no more."""
    service = rulebook().pack.services.get(row.service)
    return service is not None and (not service.area or row.status != "ineligible" or row.service in answers)


def by_event(services: Iterable[Benefit]) -> tuple[UnderEvent, ...]:
    """Services by life event, in the order of the pack; under each in the order they come in."""
    found: dict[str, list[Benefit]] = {}
    for one in services:
        found.setdefault(shown_under(one.id), []).append(one)
    order = (*rulebook().pack.life_events.groups, OTHER)
    return tuple(UnderEvent(event_title(group), tuple(found[group])) for group in order if group in found)


def _count(events: Iterable[UnderEvent]) -> int:
    return sum(len(event.services) for event in events)


class Ways:
    """What is under way already, and what can be applied for here.

    changes: what one was told lately; who was granted something and has come into more since may apply again.
    """

    def __init__(
        self, day: dt.date, cases: Iterable[Case], drafts: Iterable[Draft], changes: Iterable[StandingChange]
    ) -> None:
        self.offered = {procedure.service for procedure in services_offered(day)}
        self.cases: dict[str, Case] = {}
        for case in cases:
            self.cases.setdefault(case.service, case)
        self.drafts = {draft.service: draft for draft in drafts}
        self.more_since: dict[str, dt.datetime] = {}
        for change in changes:
            if _is_more(change):
                self.more_since.setdefault(change.service, change.known_at)

    def of(self, service: str) -> Way:
        """Of one service."""
        case, draft = self.cases.get(service), self.drafts.get(service)
        if case is not None and (case.decided_at is None or (case.outcome == "granted" and not self._more(case))):
            return Way("decided" if case.decided_at else "case", link=str(case.pk))
        if service not in self.offered:
            known = rulebook().pack.services.get(service)
            return Way("elsewhere", words=said(known.apply) if known else "")
        papers = len(papers_of(service).still_asked)
        return Way("draft", papers, str(draft.pk)) if draft else Way("apply", papers)

    def _more(self, case: Case) -> bool:
        told = self.more_since.get(case.service)
        return told is not None and case.decided_at is not None and told > case.decided_at


def _is_more(change: StandingChange) -> bool:
    """Whether one has come into something, or into a higher amount: another child, for one."""
    if change.kind != "amount":
        return change.kind == "eligible"
    before, after = change.before[1], change.after[1]
    return before is not None and after is not None and after > before


def _benefit(row: StandingAnswer, answer: Answer | None, names: Mapping[str, str], ways: Ways) -> Benefit:
    service = rulebook().pack.services[row.service]
    settled = answer if answer is not None and answer.status == row.status else None
    amount = won_per(row.low, row.high, row.per) if row.low is not None and (row.low or row.high) else ""
    waits = waiting_words(settled.missing, names) if settled and row.status == "unknown" else ()
    return Benefit(
        row.service, said(service.label), said(service.summary), amount, _why(settled),
        _change(settled) if row.status == "ineligible" else "", waits, len(row.missing),
        ways.of(row.service) if row.status != "ineligible" else Way("none"),
    )  # fmt: skip


def _why(answer: Answer | None) -> str:
    """One sentence out of the conditions of the law."""
    if answer is None:
        return _("This is being worked out again; look again in a moment.")
    before = [clause for clause in answer.clauses if clause.stage != "after"]
    if answer.status == "eligible":
        held = [said(clause.label) for clause in before if clause.holds]
        shown = " · ".join(held[:MOST_REASONS])
        more = len(held) - MOST_REASONS
        if more > 0:
            return _("You meet every condition: %(shown)s and %(n)s more.") % {"shown": shown, "n": more}
        return _("You meet every condition: %(shown)s.") % {"shown": shown}
    if answer.status == "ineligible":
        failed = [said(clause.label) for clause in before if clause.holds is False and not clause.moot]
        return _("Not met: %(shown)s.") % {"shown": " · ".join(failed[:1])} if failed else ""
    return ""


def _change(answer: Answer | None) -> str:
    clauses = answer.clauses if answer else ()
    return next((said(one.change) for one in clauses if one.holds is False and not one.moot and one.change), "")


def _totals(standing: Iterable[StandingAnswer]) -> tuple[Total, ...]:
    sums: dict[str, tuple[int, int | None, int]] = {}
    for row in standing:
        if row.status == "eligible" and row.low is not None and (row.low or row.high):
            low, high, count = sums.get(row.per, (0, 0, 0))
            top = None if high is None or row.high is None else high + row.high
            sums[row.per] = (low + row.low, top, count + 1)
    return tuple(Total(won_per(sums[per][0], sums[per][1], per), sums[per][2]) for per in PERIODS if per in sums)
