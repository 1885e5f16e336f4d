"""What registers say of who represents whom and who is kept away, as plain data, checked where it comes in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from madang.people.clock import day_of, midnight, of_age_on
from madang.people.delegation.terms import deeds_of, services_of
from madang.people.kinds import DEEDS, DELEGATIONS, EVERY_SERVICE
from madang.people.refusals import BadDelegation
from madang.people.texts import id_of, note_of


@dataclass(frozen=True, slots=True)
class RegisteredRelation:
    """holder represents the person. kind: parent, guardian, or firm (the person is then a firm's id).

    authority: whether a parent has parental authority (친권) by the register; None: it does not say (after a divorce,
    or for a child born outside marriage, only one who was named has it: 민법 §909④). minor: a guardian of somebody
    under age. services, deeds: as far as a court has set them (민법 §938②). until: for adults' guardians and firms.
    """

    kind: Literal["parent", "guardian", "firm"]
    holder: str
    authority: bool | None = None
    minor: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    services: tuple[str, ...] = (EVERY_SERVICE,)
    deeds: tuple[str, ...] = DEEDS
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredOrder:
    """An order that keeps `against` away from the person. law: the article; until: the last day, None without end."""

    against: str
    law: str
    since: dt.date | None = None
    until: dt.date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSays:
    """All that one register says now of one person: what it no longer says ends."""

    person: str
    born_on: dt.date | None = None
    relations: tuple[RegisteredRelation, ...] = ()
    orders: tuple[RegisteredOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a relation comes to, as a delegation has it."""

    kind: str
    holder: str
    services: list[str]
    deeds: list[str]
    valid_from: dt.datetime | None
    valid_to: dt.datetime | None
    ground: str
    evidence: str


def check(said: RegisterSays, now: dt.datetime) -> None:
    """Refuses what no register can say: births to come, periods turned round, oneself. BadDelegation and BadText."""
    id_of(said.person)
    if said.born_on is not None and said.born_on > day_of(now):
        raise BadDelegation("생년월일이 아직 오지 않은 날입니다.", "The day of birth has not come yet.")
    both: list[RegisteredRelation | RegisteredOrder] = [*said.relations, *said.orders]
    for one in both:
        other = one.holder if isinstance(one, RegisteredRelation) else one.against
        if id_of(other) == said.person:
            raise BadDelegation("자기 자신과의 관계입니다.", "A person is related to themselves.")
        if one.since is not None and one.until is not None and one.until < one.since:
            raise BadDelegation("끝이 시작보다 앞섭니다.", "It ends before it begins.")
        note_of(one.evidence)
    kinds = {relation.kind for relation in said.relations}
    if not kinds <= {"parent", "guardian", "firm"} or ("firm" in kinds and kinds != {"firm"}):
        raise BadDelegation("등록부에 있을 수 없는 관계입니다.", "No register holds such relations.")
    if any(relation.until is not None and _ends_with_majority(relation) for relation in said.relations):
        raise BadDelegation(
            "친권과 미성년후견은 성년에 끝납니다.", "This one ends with majority and has no day of its own."
        )
    if any(not order.law.strip() for order in said.orders):
        raise BadDelegation("제한의 근거 법조문이 없습니다.", "An order names no article of law.")


def terms_of(said: RegisterSays, one: RegisteredRelation, now: dt.datetime) -> Terms | str:
    """The terms, or why it gives no power: no_authority, authority_unknown, birth_unknown, of_age, over."""
    if one.kind == "parent" and not one.authority:
        return "authority_unknown" if one.authority is None else "no_authority"
    until = None if one.until is None else midnight(one.until + dt.timedelta(days=1))
    if _ends_with_majority(one):
        if said.born_on is None:
            return "birth_unknown"
        until = midnight(of_age_on(said.born_on))
    if until is not None and until <= now:
        return "of_age" if _ends_with_majority(one) else "over"
    basis = {"parent": "authority", "firm": "staff", "guardian": "minor" if one.minor else "adult"}[one.kind]
    return Terms(
        one.kind, one.holder, services_of(one.services), deeds_of(one.deeds),
        None if one.since is None else midnight(one.since), until, DELEGATIONS[one.kind].grounds[basis],
        note_of(one.evidence),
    )  # fmt: skip


def _ends_with_majority(one: RegisteredRelation) -> bool:
    return one.kind == "parent" or (one.kind == "guardian" and one.minor)
