"""Each item that a service reads, before it is used: what is recorded, from whom, how old, on what ground."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from madang.exchange.mydata.circle import Circle
from madang.exchange.mydata.consents.needed import WHY, speakers_of
from madang.exchange.mydata.purposes import agency_label, label_of, reads_of, rulebook
from madang.exchange.mydata.whole import on_everybody
from madang.facts.service import KnownFact, family_as_known, known
from madang.rules.grounds.service import grounds
from madang.rules.service import FactDefinition, Label, Person, ProblemsFound
from madang.trust import service as trust


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of one person. value: None where there is none, or where it is another adult's (shown is False then).

    role: applicant, spouse …; whose: that for people. source: "" while nothing is recorded; age: in words. law, kind:
    the ground on which it may be fetched, "" where none carries it.
    """

    person: str
    role: str
    whose: Label
    fact: str
    label: Label
    value: Any
    shown: bool
    source: str
    source_label: Label
    as_of: dt.date | None
    age: Label
    law: str
    kind: str


NOTHING = Label("아직 가져오지 않음", "not fetched yet")
BY_YOU = Label("본인이 답한 것", "what was answered")


def preview(
    principal: trust.Principal, applicant: str, service: str, day: dt.date, *, application: str = "", tenant: str = ""
) -> list[Item]:
    """Items by person and in the order of the vocabulary; on record for each person whose values are shown.

    A resident sees their own values and those of children under age they act for, of others only that they are there
    and from where. An official of the case sees all. Raises Denied, NoSuchPurpose.
    """
    reads = reads_of(service)
    with on_everybody():
        roles, persons, circle, homes = _around(applicant, day)
        there = _by_key(known([*roles, *homes.values()]), day)
    shown = _shown(principal, roles, persons, circle, day)
    values: Mapping[tuple[str, str], KnownFact] = {}
    if shown:
        names = [fact.name for fact in reads.facts]
        with trust.disclose(
            principal, sorted(shown), purpose=label_of(service), ground=_ground(principal), what=names, tenant=tenant,
            about=application,
        ):  # fmt: skip
            seen = [*shown, *(homes[one] for one in shown if one in homes)]
            with trust.entered(_reading(principal, seen)):
                values = _by_key(known(seen), day)
    found = []
    for person, of in roles.items():
        for fact in reads.facts:
            item = _item(service, person, of, fact, there, values, person in shown, homes.get(person, ""), day)
            if item is not None:
                found.append(item)
    return found


def _around(
    applicant: str, day: dt.date
) -> tuple[dict[str, frozenset[str]], Mapping[str, Person], Circle, dict[str, str]]:
    try:
        family = family_as_known(rulebook(), applicant, day).family
    except ProblemsFound:
        return {applicant: frozenset({"applicant"})}, {}, Circle(applicant), {}
    circle = Circle.of_family(family)
    homes = {person: home.id for home in family.residences for person in home.persons}
    return circle.roles(), family.persons, circle, homes


def _shown(
    principal: trust.Principal, roles: Iterable[str], persons: Mapping[str, Person], circle: Circle, day: dt.date
) -> list[str]:
    if principal.kind != "resident":
        return list(roles)
    own = [one for one in roles if one == principal.person]
    children = [one for one in roles if one in principal.acts_for
                and principal.person in speakers_of(one, persons, circle, day)]  # fmt: skip
    return own + children


def _ground(principal: trust.Principal) -> trust.Ground:
    if principal.kind == "resident":
        return trust.Ground("개인정보 보호법 §35①, 민법 §911", "own")
    return trust.Ground("사회보장급여법 §7①", "duty")


def _reading(principal: trust.Principal, subjects: Collection[str]) -> trust.Principal:
    """The same eyes, with the homes of those who are shown: homes are no persons, and nobody discloses them."""
    return trust.system(f"preview for {principal.actor}"[:100], tenants=(), subjects=tuple(subjects))


def _by_key(facts: Iterable[KnownFact], day: dt.date) -> dict[tuple[str, str], KnownFact]:
    """The one that holds on the day, of a flow the latest that has begun."""
    found: dict[tuple[str, str], KnownFact] = {}
    for one in facts:
        if (one.valid_from or dt.date.min) <= day:
            found[one.subject, one.name] = one
    return found


def _item(
    service: str, person: str, roles: frozenset[str], fact: FactDefinition, there: Mapping[tuple[str, str], KnownFact],
    values: Mapping[tuple[str, str], KnownFact], shown: bool, home: str, day: dt.date,
) -> Item | None:  # fmt: skip
    line = next(
        (one for source in fact.sources if source.field
         for one in grounds().lines_for(service, source.agency, source.field, roles)), None,
    )  # fmt: skip
    key = (person if fact.entity == "person" else home, fact.name)
    held, value = there.get(key), values.get(key) if shown else None
    if line is None and held is None:
        return None
    role = next(one for one in WHY if one in roles)
    return Item(
        person, role, WHY[role], fact.name, fact.label, value.value if value is not None else None, shown,
        "" if held is None else held.source, _source(held), None if held is None else held.as_of, age(held, day),
        "" if line is None else line.law, "" if line is None else line.kind,
    )  # fmt: skip


def _source(held: KnownFact | None) -> Label:
    if held is None:
        return Label("", "")
    return BY_YOU if held.source == "ask" else agency_label(held.source)


def age(held: KnownFact | None, day: dt.date) -> Label:
    """How old, in words: today, 3 days, 2 months, more than a year."""
    if held is None:
        return NOTHING
    if held.as_of is None:
        return Label("기준일을 모름", "of an unknown day")
    days = max((day - held.as_of).days, 0)
    if days == 0:
        return Label("오늘 기준", "as of today")
    if days < 31:
        return Label(f"{days}일 전 기준", f"as of {days} day{'s' if days > 1 else ''} ago")
    if days < 366:
        months = days // 30
        return Label(f"{months}달 전 기준", f"as of {months} month{'s' if months > 1 else ''} ago")
    return Label("1년이 넘은 자료", "more than a year old")
