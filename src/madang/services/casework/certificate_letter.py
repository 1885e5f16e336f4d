"""A certificate as a letter: the register's words for one household, and nobody else's."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from madang.documents.service import Letter, Member, RegisterCopy, new_code, resident_register
from madang.rules.clock.service import SEOUL
from madang.rules.procedures.service import Certificate, Entry
from madang.services.casework.models import Case
from madang.services.casework.offices import Office
from madang.services.casework.wording import handled_by


def letter_of_certificate(case: Case, office: Office, made: Certificate, at: dt.datetime) -> Letter:
    """The letter."""
    moment = at.astimezone(SEOUL)
    count = case.letters.count() + 1
    return resident_register(
        _copy(made), id=f"M{case.pk}-{count}", language="ko", issuer=office.issuer,
        number=f"{office.issuer.unit.ko}-{case.pk}-{count}", issued=moment.date(), issued_at=f"{moment:%H:%M}",
        applicant=case.name, code=new_code(), handled_by=handled_by(case, office), synthetic=settings.MADANG_DEMO,
    )  # fmt: skip


def _copy(made: Certificate) -> RegisterCopy:
    head = {entry.id: entry for entry in made.household}
    members = tuple(_member({entry.id: entry for entry in one}) for one in made.members)
    formed = head.get("address_since")
    return RegisterCopy(
        address=_word(head["address"]), formed_by=_word(head["formed_by"]) if "formed_by" in head else "-",
        formed=dt.date.fromisoformat(formed.value) if formed else dt.date.min, members=members,
        numbers_shown=not made.masked,
    )  # fmt: skip


def _member(entries: dict[str, Entry]) -> Member:
    since = entries.get("entered_on")
    return Member(
        relation=_word(entries["relation"]) if "relation" in entries else "-", name=_word(entries["name"]),
        number=_word(entries["register_number"]),
        since=dt.date.fromisoformat(since.value) if since and since.value else dt.date.min,
        reason=_word(entries["entered_by"]) if "entered_by" in entries else "-",
    )  # fmt: skip


def _word(entry: Entry) -> str:
    return entry.words.ko if entry.words is not None else str(entry.value)
