"""What can be done with a case now, by this official: what the page offers; the acts themselves judge it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from madang.people.service import units_of
from madang.portal.desk.frame import DECIDING_ROLES
from madang.portal.rulebook import today
from madang.portal.shown.words import said
from madang.services.casework.service import Case, Objection, Outcome, State, Step
from madang.services.catalogue.service import certificate_definition, procedure_of
from madang.trust.service import Principal

WORKABLE = (State.received, State.working)
USUAL_DAYS = 14
"""Offered for an answer; the law asks for ten days at least before something adverse (행정절차법 §21③)."""


@dataclass(frozen=True, slots=True)
class MoreTime:
    """What the law allows: how many of which unit at most, the reasons it lists, whether the applicant has to agree."""

    law: str
    unit: str
    most: int
    reasons: tuple[tuple[str, str], ...]
    consent: bool


@dataclass(frozen=True, slots=True)
class Possible:
    """One flag or choice a form. units: (id, label) of where it can go; until: a day to offer for an answer."""

    take: bool
    approve: bool
    give_notice: bool
    refuse: bool
    refuse_from: dt.date | None
    opinion: bool
    ask_supplement: bool
    supply: bool
    answer_notice: bool
    withdraw: bool
    note: bool
    more_time: MoreTime | None
    units: tuple[tuple[str, str], ...]
    answer_objection: bool
    own_decision: bool
    until: dt.date

    @property
    def anything(self) -> bool:
        """Whether there is any form at all."""
        return self.note or self.answer_objection or self.own_decision


def possible(
    case: Case, principal: Principal, steps: Sequence[Step], outcome: Outcome | None, objection: Objection | None
) -> Possible:
    """By its state, what the rules say, what was done before and the official's roles. One query."""
    decides = not DECIDING_ROLES.isdisjoint(principal.roles)
    benefit = certificate_definition(case.service) is None
    open_, state = case.decided_at is None, State(case.state)
    workable, noticed = state in WORKABLE, state is State.notice
    heard = [one for one in steps if one.kind in ("give_notice", "answer_notice")]
    adverse = benefit and decides and outcome is Outcome.refused
    own = objection is not None and _decided_by(steps) == principal.actor
    day = today()
    return Possible(
        take=open_ and case.clerk != principal.id,
        approve=benefit and decides and outcome is Outcome.granted and (workable or noticed),
        give_notice=benefit and outcome is Outcome.refused and workable and not heard,
        refuse=adverse and bool(heard) and (state is State.working or noticed),
        refuse_from=heard[-1].until if heard and heard[-1].kind == "give_notice" else None,
        opinion=bool(heard) and heard[-1].kind == "answer_notice",
        ask_supplement=workable,
        supply=decides and state is State.supplement,
        answer_notice=decides and noticed,
        withdraw=decides and open_,
        note=open_,
        more_time=_more_time(case, steps) if workable else None,
        units=tuple(
            (one.id, said(one.label)) for one in units_of(case.tenant, day) if one.id != case.unit
        ) if open_ else (),
        answer_objection=decides and objection is not None and not own,
        own_decision=own,
        until=day + dt.timedelta(days=USUAL_DAYS),
    )  # fmt: skip


def _decided_by(steps: Sequence[Step]) -> str:
    return next((one.actor for one in reversed(steps) if one.kind in ("approve", "refuse")), "")


def _more_time(case: Case, steps: Sequence[Step]) -> MoreTime | None:
    period = procedure_of(case.service).decision.period
    rule, times = period.extension, sum(one.kind == "extend" for one in steps)
    if rule is None or times >= rule.most_times:
        return None
    return MoreTime(
        rule.law, period.unit, rule.most or period.amount,
        tuple((one.id, said(one.label)) for one in rule.reasons),
        rule.consent_from is not None and times + 1 >= rule.consent_from,
    )  # fmt: skip
