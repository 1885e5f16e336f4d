"""Why a service cannot be answered from its conditions as literals over the applicant."""

from __future__ import annotations

import datetime as dt

from madang.rules import ir
from madang.rules.binding.rulebook import Rulebook, in_force, walk
from madang.rules.model import Label, ServiceDefinition

AMOUNT = Label(
    "금액을 계산하는 서비스입니다. 조건만 보는 엔진은 금액과, 금액이 기다리는 사실을 내지 않습니다.",
    "the service works out an amount; an engine for conditions gives neither amounts nor the facts they wait for",
)
AFTERWARDS = Label(
    "먼저 지원하고 나중에 조사하는 조건이 있어, 누가 말한 사실인지에 따라 답이 달라집니다.",
    "a condition is inquired into after the aid, so the answer depends on who says a fact",
)
HINGES = Label(
    "여러 계산값이 한 예·아니오 값에 걸려 있어, 그 값을 양쪽으로 놓고 따져야 합니다.",
    "several derived values turn on one yes-or-no value, which has to be tried both ways",
)


def refusal(
    rulebook: Rulebook, service: ServiceDefinition, date: dt.date, looks_at_unit: dict[int, bool]
) -> Label | None:
    """The reason, or None for a service that can be written as conditions.

    looks_at_unit: kept from one service to the next, since many read alike.
    """
    years = service.years or rulebook.pack.years
    if years is not None and not years[0] <= date.year <= years[1]:
        return Label(
            f"{years[0]}년부터 {years[1]}년까지의 법만 담겨 있습니다.",
            f"only the law of {years[0]} to {years[1]} is held",
        )
    if service.amount is not None or service.components:
        return AMOUNT
    clauses = [clause for clause in service.clauses if in_force(clause, date)]
    if any(clause.stage != "before" for clause in clauses):
        return AFTERWARDS
    for clause in clauses:
        bound = rulebook.bound[clause.when]
        if id(bound) not in looks_at_unit:
            looks_at_unit[id(bound)] = ir.Variable("unit") in walk(bound.node)
        if looks_at_unit[id(bound)]:
            return Label(
                f"조건 '{clause.id}'은(는) 신청인 혼자가 아니라 가구 단위의 사람들을 봅니다.",
                f"condition '{clause.id}' looks at the people of the unit, not at the applicant alone",
            )
    derived = any(rulebook.bound[clause.when].derived for clause in clauses)
    return HINGES if derived and rulebook.hinges_of(service) else None
