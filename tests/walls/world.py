"""Fills every walled table for both sides: by acts where a side acts, by rows where only the house writes."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import connection
from django.test import Client
from django.utils import timezone

from madang.entitlements.service import enrol, follow_changes
from madang.facts.service import NewFact, facts_of_family, now, record, take_changes
from madang.people import service as people
from madang.portal.rulebook import rulebook, today
from madang.rules.service import Label, family_from
from madang.services.applications import service as applications
from madang.services.casework import service as casework
from madang.services.catalogue.service import procedure_of
from madang.trust import service as trust
from tests.walls.changed_rules import changed_rules
from tests.walls.house_rows import written_by_the_house
from tests.walls.listed_record import one_listed
from tests.walls.people import ANNE, BORA, RESIDENTS, Side, account_id

EVERYTHING = trust.system("test")
SERVICE, CERTIFICATE, OPEN_SERVICE = "parent_benefit", "resident_register_copy", "basic_pension"
DUTY = trust.Ground("사회보장급여법 §7", "duty")


def built() -> tuple[Side, Side]:
    """Everything there is of both of them, committed."""
    both = (ANNE, BORA)
    people.load_organisations()
    one_listed()
    for place, one in enumerate(both):
        one.given.clear()
        one.words.clear()
        persons = [people.NewPerson(one.number, one.name, one.person, synthetic=True)]
        for row, id in enumerate((one.helper, f"{one.person}-apart")):
            persons.append(people.NewPerson(f"S00001{place}{row}", one.says(id), id, synthetic=True))
        people.enrol_persons(persons, source="moi")
        _told(one)
    for part, one in RESIDENTS.items():
        assert Client().post("/account/demo/", {"part": part}).status_code == 302
        one.account = account_id(part)
    enrol(rulebook(), [one.person for one in both], today())
    for one in both:
        baby = NewFact(f"{one.person}-baby", "child.care_setting", "daycare", source="welfare")
        with trust.entered(EVERYTHING):
            record(rulebook(), [baby], key=f"daycare {one.person}")
            follow_changes(rulebook(), today())
            record(rulebook(), [NewFact(baby.subject, baby.name, "home", source="welfare")], key=f"back {one.person}")
            follow_changes(rulebook(), today())
    for one in both:
        _lived(one)
        written_by_the_house(one)
        with trust.entered(EVERYTHING):
            record(rulebook(), [NewFact(f"{one.person}-baby", "stay.abroad_days", 3, source="moi")], key=one.mark)
    changed_rules()
    trust.sequence()
    for one in both:
        _noted(one)
    return both


def _told(one: Side) -> None:
    """A parent and a baby at home, as the registers know them."""
    child = {
        "person.nationality": "KR", "stay.abroad_days": 0, "person.whereabouts": "home", "child.birth_registered": True,
        "child.care_setting": "home",
    }  # fmt: skip
    baby = f"{one.person}-baby"
    data = {
        "date": today().isoformat(), "applicant": one.person,
        "persons": [
            {"id": one.person, "birth_date": "1993-04-05"},
            {"id": baby, "birth_date": (today() - dt.timedelta(days=30)).isoformat(), "facts": child},
        ],
        "relations": [{"from": one.person, "to": baby, "kind": "child"}],
        "residences": [{"id": f"home-{one.person}", "persons": [one.person, baby], "region": f"{one.tenant}00000"}],
    }  # fmt: skip
    said = facts_of_family(rulebook(), family_from(data, rulebook()), source="moi")
    record(rulebook(), said, key=f"family {one.person}", recorded_at=now() - dt.timedelta(days=1))
    with trust.entered(EVERYTHING):
        take_changes()


def _lived(one: Side) -> None:
    """An application with all that can happen to it, a certificate that waits, a draft, a delegation, a report."""
    me, clerk = one.resident, one.official()
    case = _sent(one, SERVICE)
    trust.perform(casework.Take(case), clerk)
    trust.perform(casework.Note(case, text=one.says("안에서만")), clerk)
    until = today() + dt.timedelta(days=20)
    trust.perform(casework.AskSupplement(case, what=one.says("계좌를 다시"), until=until), clerk)
    trust.perform(casework.Supply(case, answer=one.says("답합니다")), me)
    decided = trust.perform(casework.Approve(case), one.official("approver", id="approver"))
    trust.perform(casework.ObjectTo(case, why=one.says("다릅니다")), me, key=f"objects {one.person}")
    draft = UUID(trust.perform(applications.Begin(OPEN_SERVICE, me.person, me.actor), me)["draft"])
    trust.perform(applications.Answer(draft, {"payment_account": one.says("국민은행")}), me)
    one.given |= {"case": [str(case)], "document": [decided["letter"]]}
    one.given["case"].append(str(_sent(one, CERTIFICATE)))
    one.given["draft"] += [str(draft)]
    with trust.disclose(clerk, [one.person], purpose=Label(one.says("심사"), "Examining"), ground=DUTY, what=["a"]):
        pass
    with trust.entered(me):
        look = trust.looks(one.person, kind="disclosure")[0].entry
    trust.perform(trust.ReportLook(look, one.says("왜 보셨나요")), me)
    month = timezone.now() + dt.timedelta(days=30)
    offer = people.OfferDelegation(one.person, one.helper, "proxy", month)
    made = trust.perform(offer, me)
    helper = trust.Principal("resident", f"of-{one.helper}", person=one.helper, assurance="passkey")
    trust.perform(people.AcceptOffer(made["delegation"]), helper)
    boss = one.official("supervisor", id="boss")
    trust.perform(people.Appoint(f"somebody-{one.tenant}", one.tenant, "caseworker", month), boss)


def _sent(one: Side, service: str) -> int:
    me = one.resident
    draft = UUID(trust.perform(applications.Begin(service, me.person, me.actor), me)["draft"])
    said = {ask.id: one.says("신한은행") for ask in procedure_of(service).asks if ask.id == "payment_account"}
    if said:
        trust.perform(applications.Answer(draft, said), me)
    one.given.setdefault("draft", []).append(str(draft))
    return int(trust.perform(applications.Submit(draft), me)["case"])


COLLECTED = {
    "ask": "SELECT id FROM mydata_consentask WHERE giver = %s",
    "change": "SELECT id FROM entitlements_standingchange WHERE resident = %s",
    "report": "SELECT id FROM trust_lookreport WHERE subject = %s",
    "consent": "SELECT id FROM mydata_consent WHERE giver = %s",
    "entry": "SELECT id FROM trust_entry WHERE subject = %s ORDER BY kind = 'disclosure' DESC, id",
}
WORDS = """SELECT number FROM casework_case WHERE applicant = %(p)s UNION ALL
SELECT l.document FROM casework_issuedletter l JOIN casework_case c ON c.id = l.case_id WHERE c.applicant = %(p)s"""


def _noted(one: Side) -> None:
    """Numbers of what was made, as addresses and pages name it."""
    with trust.entered(EVERYTHING), connection.cursor() as cursor:
        for name, sql in COLLECTED.items():
            cursor.execute(sql, [one.person])
            one.given[name] = [str(id) for (id,) in cursor.fetchall()][:2]
            assert one.given[name], f"{one.person} has nothing for <{name}>"
        cursor.execute(WORDS, {"p": one.person})
        one.words |= {word for (word,) in cursor.fetchall()}
