"""What a delegation covers and how long, checked where it comes in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from madang.people.kinds import DEEDS, DELEGATIONS, EVERY_SERVICE, MOST_SERVICES
from madang.people.refusals import BadDelegation
from madang.trust import service as trust

KEEPER = trust.HOUSE
"""Whose log delegations go to: what two persons agree on belongs to no authority."""
_service = re.compile(r"[a-z][a-z0-9_]{0,63}")


def services_of(services: Sequence[str]) -> list[str]:
    """Ids of services, sorted, or ["*"] for all. Raises BadDelegation."""
    found = sorted(dict.fromkeys(services))
    if EVERY_SERVICE in found:
        return [EVERY_SERVICE]
    if not 0 < len(found) <= MOST_SERVICES or not all(_service.fullmatch(one) for one in found):
        raise BadDelegation(
            f"서비스는 1–{MOST_SERVICES}개를 고르거나 모두를 고릅니다.",
            f"A delegation is for 1 to {MOST_SERVICES} services, or for all of them.",
        )
    return found


def deeds_of(deeds: Sequence[str]) -> list[str]:
    """view, apply, receive_letters, in that order. Raises BadDelegation."""
    if not deeds or not set(deeds) <= set(DEEDS):
        raise BadDelegation("맡길 일을 하나 이상 골라야 합니다.", "Choose at least one thing that may be done.")
    return [one for one in DEEDS if one in deeds]


def ground_of(kind: str, basis: str) -> str:
    """The article for a kind and its basis; the kind's first where none is named. Raises BadDelegation."""
    if kind not in DELEGATIONS:
        raise BadDelegation(f"'{kind}'은(는) 모르는 종류입니다.", f"there is no delegation of the kind '{kind}'")
    grounds = DELEGATIONS[kind].grounds
    found = grounds.get(basis) if basis else next(iter(grounds.values()))
    if found is None:
        raise BadDelegation(
            f"근거는 {', '.join(grounds)} 가운데 하나입니다.", f"The basis is one of {', '.join(grounds)}."
        )
    return found


def limited(kind: str, since: dt.datetime, until: dt.datetime, now: dt.datetime) -> None:
    """Refuses a period that is over, turned round, without a zone or longer than the kind allows. BadDelegation."""
    most = DELEGATIONS[kind].most_days
    if since.tzinfo is None or until.tzinfo is None:
        raise BadDelegation("때에 시간대가 없습니다.", "A time has no time zone.")
    if not max(since, now) < until <= max(since, now) + dt.timedelta(days=most):
        raise BadDelegation(
            f"끝나는 때는 앞으로 {most}일 안이어야 합니다.",
            f"It ends in the future, within {most} days of its beginning.",
        )
