"""Two cities, residents who apply there, officials at their desks; each signs in as a part of a demonstration."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from madang.facts.service import facts_of_family, now, record
from madang.identity.anyid.service import Account, Part, Roles
from madang.people.service import NewPerson, enrol_persons, load_organisations
from madang.portal.rulebook import rulebook, today
from madang.rules.service import family_from
from madang.services.applications.service import Answer, Begin, Submit
from madang.services.casework import service as casework
from madang.services.catalogue.service import procedure_of
from madang.trust import service as trust
from madang.trust.service import Principal, perform

CITY, OTHER_CITY = "48170", "48310"
UNIT = "4817025000"
"""문산읍, a unit of the city."""
MOTHER, FATHER, ELSEWHERE, NEWCOMER = "m1", "f1", "e1", "n1"
NAMES = {MOTHER: "김하늘", FATHER: "이바다", ELSEWHERE: "박솔", NEWCOMER: "최나무"}
NUMBERS = {MOTHER: "S0000001", FATHER: "S0000002", ELSEWHERE: "S0000003", NEWCOMER: "S0000004"}
ACCOUNT = "신한은행 110-123-456789"
SERVICE = "parent_benefit"
DESK = ("caseworker", "approver")
OFFICIALS = {
    "clerk": Roles(CITY, (), DESK),
    "colleague": Roles(CITY, (), DESK),
    "limited": Roles(CITY, (UNIT,), DESK),
    "elsewhere": Roles(OTHER_CITY, (), DESK),
    "operator": Roles("hub", (), ("operator",)),
    "own": Roles(CITY, (), DESK),
    "supervisor": Roles(CITY, (), ("supervisor",)),
}


def parts() -> list[Part]:
    """Whom one may be here."""
    residents = [Part(person, name, name, person=person) for person, name in NAMES.items()]
    both = Part("own", "own", "own", person=f"{MOTHER}", official=True)
    return [*residents, both, *(Part(name, name, name, official=True) for name in OFFICIALS)]


def roles_of(account: Account) -> Roles:
    """What the officials may do."""
    return OFFICIALS.get(account.part, Roles())


def built() -> None:
    """A baby of three weeks, for whom the benefit is owed, a child of four years, for whom it is not, one elsewhere."""
    load_organisations()
    enrol_persons([NewPerson(NUMBERS[id], NAMES[id], id, synthetic=True) for id in NAMES], source="moi")
    told(MOTHER, "m1-baby", "4817000000", days_old=20)
    told(FATHER, "f1-child", "4817000000", days_old=4 * 366)
    told(NEWCOMER, "n1-baby", "4817000000", days_old=5)
    told(ELSEWHERE, "e1-baby", "4831000000", days_old=30)


def told(parent: str, child: str, region: str, *, days_old: int) -> None:
    """A parent and a child who live together, as the registers know them."""
    facts = {
        "person.nationality": "KR", "stay.abroad_days": 0, "person.whereabouts": "home", "child.birth_registered": True,
        "child.care_setting": "home",
    }  # fmt: skip
    data = {
        "date": today().isoformat(), "applicant": parent,
        "persons": [
            {"id": parent, "birth_date": "1993-04-05"},
            {"id": child, "birth_date": (today() - dt.timedelta(days=days_old)).isoformat(), "facts": facts},
        ],
        "relations": [{"from": parent, "to": child, "kind": "child"}],
        "residences": [{"id": f"home-{parent}", "persons": [parent, child], "region": region}],
    }  # fmt: skip
    said = facts_of_family(rulebook(), family_from(data, rulebook()), source="moi")
    record(rulebook(), said, key=f"family {parent}", recorded_at=now() - dt.timedelta(days=1))


def resident(person: str) -> Principal:
    """Somebody in their own matter."""
    return Principal("resident", f"account-{person}", person=person, assurance="passkey")


def applied(person: str = MOTHER) -> int:
    """An application that was sent; the case's id."""
    who = resident(person)
    draft = UUID(perform(Begin(SERVICE, person, who.actor), who)["draft"])
    perform(Answer(draft, {ask.id: ACCOUNT for ask in procedure_of(SERVICE).asks}), who)
    number: int = perform(Submit(draft), who)["case"]
    return number


def signed_in(part: str, client: Client | None = None, **more: Any) -> Client:
    """A browser in which somebody is signed in."""
    client = client or Client(**more)
    response = client.post("/account/demo/", {"part": part})
    assert response.status_code == 302, response.content.decode()
    return client


def press(client: Client, number: int, verb: str, page: Any = None, **typed: str) -> Any:
    """Presses a button of the case's page: posts what its form carries, and what was typed."""
    page = page or client.get(f"/desk/cases/{number}/")
    hidden = {"version": str(page.context["case"].version), "seen": page.context["seen"], "key": page.context["key"]}
    return client.post(f"/desk/cases/{number}/{verb}/", hidden | typed)


def many(count: int, **fields: object) -> None:
    """Cases as they stand in the table, of persons of their own."""
    now = timezone.now()
    with trust.entered(trust.system("test")):
        casework.Case.objects.bulk_create(
            casework.Case(
                **{
                    "number": f"2026-{CITY}-x{fields.get('unit', '')}{one:05d}", "tenant": CITY,
                    "service": "parent_benefit", "applicant": f"q{fields.get('unit', '')}{one}", "name": f"아무개{one}",
                    "filed_by": "resident:q", "filed_as": "own", "filed_at": now - dt.timedelta(days=one),
                    "day": today(), "state": "received", "due_at": now + dt.timedelta(days=30 - one), **fields,
                }
            )
            for one in range(count)
        )  # fmt: skip
