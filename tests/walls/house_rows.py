"""Rows that the house or an agency writes about somebody: events, pending fetches, pseudonyms, alerts, orders."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from madang.entitlements.models import Alert, Decision, Proposal, ProposalLine
from madang.exchange.hub.models import Delivery, Event, Pseudonym, Quarantined
from madang.exchange.mydata.models import Consent, ConsentAsk, Feed, PendingFetch
from madang.people.models import Restriction
from madang.services.casework.models import Case
from madang.services.catalogue.models import Change, Import, Listed, Staged
from madang.services.catalogue.models import Quarantined as Held
from madang.trust import service as trust
from madang.trust.models import Entry
from tests.walls.people import ANNE, OTHER_UNIT, UNIT, Side


def written_by_the_house(one: Side) -> None:
    """One of each, about this side."""
    at = timezone.now()
    with trust.entered(trust.system("test")):
        _of_catalogue(one, at)
        _of_exchange(one, at)
        _of_mydata(one, at)
        Restriction.objects.create(
            person_id=one.person, against_id=f"{one.person}-apart", law=one.says("주민등록법 §29⑥"), source="moi",
            valid_from=at, recorded_at=at,
        )  # fmt: skip
        Alert.objects.create(code="x", message_ko=one.says("이상"), message_en=one.mark, example=one.person,
                             first_seen=at, last_seen=at)  # fmt: skip
        proposal = Proposal.objects.create(made_at=at, known_at=at, rulebook="r", considered=1, recalculated=1)
        ProposalLine.objects.create(
            proposal=proposal, decision=Decision.objects.filter(subject=one.person)[0], month=at.date(), because="law",
            after_status="eligible", difference=1, state="to_decide", open_facts=[one.mark],
        )  # fmt: skip
        _told_later(one, at)
        Case.objects.filter(applicant=one.person).update(unit=UNIT if one is ANNE else OTHER_UNIT)


def _of_catalogue(one: Side, at: dt.datetime) -> None:
    """What portals list is about nobody; it is there for everybody, and what was not taken for the house."""
    run = Import.objects.create(source="gov24", address="folder", on=at.date(), begun_at=at, ended_at=at, phase="done")
    listed = Listed.objects.create(
        source="gov24", key=one.mark, name="지원", agency="시", place="nation", deadline="none", said={}, digest="0",
        first=run, changed=run,
    )  # fmt: skip
    Change.objects.create(of=run, listed=listed, kind="new")
    Held.objects.create(
        source="gov24", part="serviceList", key=one.mark, code="no_name", ko="틀림", en="wrong", body="null",
        digest="0", times=1, first=run,
    )  # fmt: skip
    Staged.objects.create(of=run, part="serviceList", place=0, key=one.mark, body="null")


def _of_exchange(one: Side, at: dt.datetime) -> None:
    event = Event.objects.create(
        source="court", event_id=one.mark, type="birth", time=at, accepted_at=at, publisher="court",
        subject_key=one.person, event={"said": one.mark}, digest="0" * 64, transaction=1,
    )  # fmt: skip
    Pseudonym.objects.create(party=f"party {one.mark}", name=f"p-{one.person}"[:28], sealed=one.mark.encode())
    Delivery.objects.create(subscription="nobody", event=event, subject_key=one.person)
    # Under the number that PUBLIC of routes.py asks for, whatever was counted before.
    Quarantined.objects.create(
        pk=1 if one is ANNE else 2, at=at, publisher=f"KR/GOV/city/{one.person}", reason="schema", ko="틀림",
        en="wrong", fields=[], body=one.mark.encode(), digest="0" * 64,
    )  # fmt: skip


def _of_mydata(one: Side, at: dt.datetime) -> None:
    Consent.objects.create(
        giver=one.person, applicant=one.person, purpose="basic_pension", tenant=one.tenant, information=["income"],
        facts=[], sources=["nts"], law=one.says("기초연금법 §11"), language="ko", text=one.says("동의합니다"),
        text_version="1", text_digest="sha256:0", channel="online", given_at=at, given_by=one.resident.actor,
        until=at + dt.timedelta(days=300),
    )  # fmt: skip
    ConsentAsk.objects.create(
        giver=one.person, applicant=one.person, name=one.name, purpose="basic_pension", application=one.mark,
        tenant=one.tenant, role="applicant", speakers=[one.person], asked_at=at, state="asked",
    )  # fmt: skip
    PendingFetch.objects.create(
        agency="nts", applicant=one.person, purpose="basic_pension", application=one.mark, tenant=one.tenant,
        persons=[one.person], reason="down", waiting_since=at, retry_at=at,
    )  # fmt: skip
    Feed.objects.create(agency=f"feed {one.tenant}", reason="implausible", ko="틀림", en="wrong", since=at)


def _told_later(one: Side, at: dt.datetime) -> None:
    """An entry of an investigation that the person does not see yet."""
    row = trust.log_row(
        tenant=one.tenant, kind="disclosure", act=uuid.uuid4(), at=at, subject=one.person, actor="official:quiet",
        name="disclose_quietly", body={"why": one.says("조사")}, shown_from=at + dt.timedelta(days=9),
    )  # fmt: skip
    trust.write([row])
    assert Entry.objects.filter(subject=one.person, shown_from__gt=at).exists()
