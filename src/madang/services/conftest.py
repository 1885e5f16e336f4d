"""Organisations, a mother with a baby and a pensioner whose facts are all there, and whoever works on their cases."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from madang.facts.service import facts_of_family, record
from madang.people.service import NewPerson, enrol_persons, load_organisations
from madang.rules.service import Rulebook, family_from
from madang.services.applications import service as applications
from madang.services.catalogue.service import procedure_of
from madang.services.catalogue.service import rulebook as today
from madang.trust import service as trust
from madang.trust.service import Principal

CITY = "48170"
MOTHER = Principal("resident", "account-mother", person="m1", assurance="passkey")
STRANGER = Principal("resident", "account-stranger", person="x1", assurance="passkey")
CLERK = Principal("official", "clerk", tenant=CITY, roles=("caseworker",), assurance="passkey")
OTHER_CLERK = Principal("official", "clerk2", tenant=CITY, roles=("caseworker",), assurance="passkey")
ELSEWHERE = Principal("official", "clerk3", tenant="48310", roles=("caseworker",), assurance="passkey")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """Today's, as the rooms use it."""
    return today()


def born(days_ago: int) -> str:
    """A day of birth."""
    return (dt.date.today() - dt.timedelta(days=days_ago)).isoformat()  # noqa: DTZ011 -- any day near today will do


def told(rulebook: Rulebook, applicant: str, baby: str, region: str, *, days_old: int = 20) -> None:
    """A mother and her baby in a city, as the registers know them, known since yesterday."""
    child = {
        "person.nationality": "KR", "stay.abroad_days": 0, "person.whereabouts": "home", "child.birth_registered": True,
        "child.care_setting": "home",
    }  # fmt: skip
    data = {
        "date": dt.date.today().isoformat(), "applicant": applicant,  # noqa: DTZ011
        "persons": [
            {"id": applicant, "birth_date": "1993-04-05"},
            {"id": baby, "birth_date": born(days_old), "facts": child},
        ],
        "relations": [{"from": applicant, "to": baby, "kind": "child"}],
        "residences": [{"id": f"home-{applicant}", "persons": [applicant, baby], "region": region}],
    }  # fmt: skip
    family = family_from(data, rulebook)
    record(rulebook, facts_of_family(rulebook, family, source="moi"), key=f"family {applicant}")


@pytest.fixture
def house(db: None, rulebook: Rulebook) -> None:
    """진주시 with its offices; a mother with a baby of three weeks, and a stranger with one of four years."""
    load_organisations()
    enrol_persons(
        [NewPerson("S0000001", "김하늘", "m1", True), NewPerson("S0000002", "이바다", "x1", True)], source="moi"
    )
    told(rulebook, "m1", "m1-baby", "4817000000")
    told(rulebook, "x1", "x1-child", "4817000000", days_old=4 * 366)


SERVICE = "parent_benefit"


def answers() -> dict[str, str]:
    """An answer to everything that only the applicant can say."""
    return {ask.id: "신한은행 110-000-000000" for ask in procedure_of(SERVICE).asks}


def begun(who: trust.Principal = MOTHER, service: str = SERVICE) -> UUID:
    return UUID(trust.perform(applications.Begin(service, who.person, who.actor), who)["draft"])


def sent(who: trust.Principal = MOTHER, draft: UUID | None = None) -> dict[str, Any]:
    draft = draft or begun(who)
    trust.perform(applications.Answer(draft, answers()), who)
    return trust.perform(applications.Submit(draft), who)
