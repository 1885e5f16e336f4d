"""A certificate: which fields of a register's records it shows, and the certificate made of them for one person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from madang.rules.model import Label, Place
from madang.rules.procedures.records import Basis
from madang.rules.procedures.refusals import NotIssued

NUMBER = "number"
"""The register number under which a record is found: no field of the record itself."""


@dataclass(frozen=True, slots=True)
class IssuedField:
    """One entry of a certificate. field: of the agency's record, or NUMBER. values: words for coded values."""

    id: str
    field: str
    label: Label
    law: str
    values: Mapping[str, Label]
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """What the applicant may leave out (주민등록법 시행규칙 §13⑤): the fields it hides, and whether that is usual.

    masks: the back digits of the register number are hidden instead of a field.
    """

    id: str
    label: Label
    basis: Basis
    hides: tuple[str, ...]
    masks: bool
    hidden_first: bool


@dataclass(frozen=True, slots=True)
class CertificateDefinition:
    """What is issued, from which agency's records. household and members: fields of the head's and of each record.

    head, members_field, relation, status: which fields of the record say who heads the household, who belongs to it,
    how somebody is related to the head, and whether somebody is registered (may_ask: who may have it; listed: who is
    on it).
    order: relations in the order in which members stand (주민등록법 시행규칙 §6②).
    """

    id: str
    label: Label
    issuer: Label
    basis: Basis
    agency: str
    members_field: str
    relation: str
    head: str
    status: str
    may_ask: frozenset[str]
    listed: frozenset[str]
    order: tuple[str, ...]
    household: tuple[IssuedField, ...]
    members: tuple[IssuedField, ...]
    choices: tuple[Choice, ...]
    place: Place

    def numbers(self, number: str, record: Mapping[str, Any]) -> tuple[str, ...]:
        """Whose records make up the certificate of one person, of whom the record is: everybody of the household."""
        return tuple(dict.fromkeys([number, *record[self.members_field]]))


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as it is issued; words: in Korean and English where the value is coded."""

    id: str
    label: Label
    value: Any
    words: Label | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. masked: the back digits of the register numbers are to be hidden by whoever shows it."""

    definition: str
    label: Label
    issuer: Label
    household: tuple[Entry, ...]
    members: tuple[tuple[Entry, ...], ...]
    masked: bool


def certificate(
    definition: CertificateDefinition,
    number: str,
    records: Mapping[str, Mapping[str, Any]],
    hidden: Collection[str] | None = None,
) -> Certificate:
    """The certificate of the household of the person with that register number.

    records: by register number, of everybody whom :meth:`CertificateDefinition.numbers` names. hidden: ids of choices;
    None: as is usual. NotIssued: not registered, a record lacking, no head. KeyError for a choice there is not.
    """
    own = records.get(number)
    if own is None:
        raise NotIssued("주민등록표에 없는 사람입니다.", "this person is not in the register")
    if own[definition.status] not in definition.may_ask:
        raise NotIssued("주민등록이 되어 있지 않거나 거주불명입니다.", "not registered, or of unknown residence")
    household = definition.numbers(number, own)
    lacking = [one for one in household if one not in records]
    if lacking:
        raise NotIssued(
            "세대원의 기록이 모자랍니다.", f"records of {len(lacking)} members of the household are lacking"
        )
    belonging = [one for one in household if number in records[one][definition.members_field]]
    if len(belonging) != len(household):
        raise NotIssued("세대원의 기록이 서로 맞지 않습니다.", "the records of the household do not agree")
    heads = [one for one in household if records[one][definition.relation] == definition.head]
    if len(heads) != 1:
        raise NotIssued("세대주가 한 사람이 아닙니다.", f"the household has {len(heads)} heads")
    chosen = _chosen(definition, hidden)
    gone = {field for choice in chosen for field in choice.hides}
    head = records[heads[0]]
    place = {relation: index for index, relation in enumerate(definition.order)}
    listed = [one for one in household if records[one][definition.status] in definition.listed]
    members = sorted(listed, key=lambda one: place.get(records[one][definition.relation], len(place)))
    return Certificate(
        definition.id,
        definition.label,
        definition.issuer,
        tuple(_entry(field, heads[0], head) for field in definition.household if field.id not in gone),
        tuple(
            tuple(_entry(field, one, records[one]) for field in definition.members if field.id not in gone)
            for one in members
        ),
        any(choice.masks for choice in chosen),
    )


def _chosen(definition: CertificateDefinition, hidden: Collection[str] | None) -> list[Choice]:
    if hidden is None:
        return [choice for choice in definition.choices if choice.hidden_first]
    known = {choice.id: choice for choice in definition.choices}
    return [known[id] for id in hidden]


def _entry(field: IssuedField, number: str, record: Mapping[str, Any]) -> Entry:
    value = number if field.field == NUMBER else record[field.field]
    return Entry(field.id, field.label, value, field.values.get(value) if isinstance(value, str) else None)
