"""진주시 with residents who have accounts, the facts about their families, and an official who looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.test import Client
from django.utils import timezone

from madang.entitlements.service import enrol, follow_changes
from madang.facts.service import NewFact, facts_of_family, now, record, take_changes
from madang.identity.anyid.service import Account, Part, Roles, roles_from_people
from madang.people import service as people
from madang.people.service import NewPerson, enrol_persons, load_organisations
from madang.portal.rulebook import rulebook, today
from madang.rules.service import Label, family_from
from madang.trust import service as trust

CITY = "48170"
CLERK = trust.Principal("official", "clerk", tenant=CITY, roles=("caseworker", "approver"), assurance="passkey")
OFFICER = trust.Principal("official", "officer", tenant=CITY, roles=("privacy_officer",), assurance="passkey")
DUTY = trust.Ground("사회보장급여법 §7", "duty")
MOTHER, FATHER, ELDER, SPOUSE = "m1", "f1", "e1", "e1-spouse"
NAMES = {MOTHER: "김하늘", FATHER: "이바다", ELDER: "박솔", SPOUSE: "정가람"}
NUMBERS = {MOTHER: "S0000001", FATHER: "S0000002", ELDER: "S0000003", SPOUSE: "S0000004"}


def built() -> None:
    """Both families are known since yesterday; nothing was applied for."""
    load_organisations()
    enrol_persons([NewPerson(NUMBERS[id], NAMES[id], id, synthetic=True) for id in NAMES], source="moi")
    told(MOTHER, "m1-baby", days_old=20)
    told(FATHER, "f1-child", days_old=500)
    couple(ELDER, SPOUSE)
    enrol(rulebook(), [MOTHER, FATHER, ELDER], today())
    with trust.entered(trust.system("test")):
        take_changes()


def parts() -> list[Part]:
    """Whom one may be here; nobody: an account that is linked to no person."""
    residents = [Part(person, name, name, person=person) for person, name in NAMES.items()]
    return [*residents, Part("nobody", "아무개", "Nobody"), Part("clerk", "담당", "A clerk", official=True)]


def told(parent: str, child: str, *, days_old: int) -> None:
    """A parent and a child who live together, as the registers know them."""
    facts = {
        "person.nationality": "KR", "stay.abroad_days": 0, "person.whereabouts": "home", "child.birth_registered": True,
        "child.care_setting": "home",
    }  # fmt: skip
    data = {
        "date": today().isoformat(),
        "applicant": parent,
        "persons": [
            {"id": parent, "birth_date": "1993-04-05"},
            {"id": child, "birth_date": (today() - dt.timedelta(days=days_old)).isoformat(), "facts": facts},
        ],
        "relations": [{"from": parent, "to": child, "kind": "child"}],
        "residences": [{"id": f"home-{parent}", "persons": [parent, child], "region": "4817000000"}],
    }
    family = family_from(data, rulebook())
    said = facts_of_family(rulebook(), family, source="moi")
    record(rulebook(), said, key=f"family {parent}", recorded_at=now() - dt.timedelta(days=1))


def roles_of(account: Account) -> Roles:
    """As the room people says; and the mother acts for her baby, as a register would have it."""
    found = roles_from_people(account)
    return found._replace(acts_for=(*found.acts_for, "m1-baby")) if account.person == MOTHER else found


def entrusted(giver: str, holder: str, *services: str) -> None:
    """The giver lets the holder act for them for a month, and the holder agrees."""
    until = timezone.now() + dt.timedelta(days=30)
    offer = people.OfferDelegation(giver, holder, "carer", until, services=services or (people.EVERY_SERVICE,))
    made = trust.perform(offer, trust.Principal("resident", f"of-{giver}", person=giver, assurance="passkey"))
    accepted = people.AcceptOffer(made["delegation"])
    trust.perform(accepted, trust.Principal("resident", f"of-{holder}", person=holder, assurance="passkey"))


def couple(elder: str, spouse: str) -> None:
    """Two of 70 and 68 whose money nobody has told of yet."""
    data = {
        "date": today().isoformat(),
        "applicant": elder,
        "persons": [
            {
                "id": elder,
                "birth_date": "1956-05-01",
                "facts": {"person.nationality": "KR", "person.whereabouts": "home"},
            },
            {"id": spouse, "birth_date": "1958-03-01", "facts": {"person.nationality": "KR"}},
        ],
        "relations": [{"from": elder, "to": spouse, "kind": "spouse"}],
        "residences": [{"id": f"home-{elder}", "persons": [elder, spouse], "region": "4817000000"}],
    }
    said = facts_of_family(rulebook(), family_from(data, rulebook()), source="moi")
    record(rulebook(), said, key=f"family {elder}", recorded_at=now() - dt.timedelta(days=1))


def something_new(*facts: NewFact, key: str) -> None:
    """An agency tells something; standings follow."""
    with trust.entered(trust.system("test")):
        record(rulebook(), list(facts), key=key)
        while follow_changes(rulebook(), today()) is not None:
            pass


def signed_in(part: str, client: Client | None = None) -> Client:
    """A browser in which somebody is signed in."""
    client = client or Client()
    response = client.post("/account/demo/", {"part": part})
    assert response.status_code == 302, response.content.decode()
    return client


def looked_at(person: str, what: Iterable[str] = ("person.birth_date",), why: str = "급여 심사") -> int:
    """The official reads something; the number of the entry."""
    with trust.disclose(CLERK, [person], purpose=Label(why, "Examining"), ground=DUTY, what=list(what)):
        pass
    with trust.entered(trust.system("test")):
        return trust.looks(person, kind="disclosure")[0].entry
