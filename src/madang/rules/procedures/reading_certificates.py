"""One file of `certificates/` → a :class:`CertificateDefinition`, held against the contract of its agency."""

from __future__ import annotations

from collections.abc import Collection

from madang.rules.loading.service import Fields, Item, nearest_hint
from madang.rules.model import Label
from madang.rules.problems import Problems
from madang.rules.procedures.certificates import NUMBER, CertificateDefinition, Choice, IssuedField
from madang.rules.procedures.checks import Held
from madang.rules.procedures.terms import read_basis


def read_certificate(item: Item, held: Held, problems: Problems) -> CertificateDefinition:
    """The definition a file's tree says; a field that the agency's contract does not have is a problem."""
    fields = Fields(item, problems)
    agency = fields.one_of("agency", held)
    known = held.get(agency, frozenset())
    household = tuple(_field(entry, known) for entry in fields.each("household", required=True))
    members = tuple(_field(entry, known) for entry in fields.each("members", required=True))
    ids = [one.id for one in (*household, *members)]
    found = CertificateDefinition(
        id=fields.identifier("certificate"),
        label=fields.label(),
        issuer=fields.label("issuer"),
        basis=read_basis(fields),
        agency=agency,
        members_field=_known(fields, "members_field", known),
        relation=_known(fields, "relation", known),
        head=fields.text("head"),
        status=_known(fields, "status", known),
        may_ask=frozenset(entry.text for entry in fields.items("may_ask", required=True)),
        listed=frozenset(entry.text for entry in fields.items("listed", required=True)),
        order=tuple(entry.text for entry in fields.items("order", required=True)),
        household=household,
        members=members,
        choices=tuple(_choice(entry, ids) for entry in fields.each("choices")),
        place=fields.place,
    )
    fields.close()
    return found


def _known(fields: Fields, key: str, known: Collection[str]) -> str:
    name = fields.text(key)
    if name and name != NUMBER and name not in known:
        fields.problems.add(
            "unknown_field",
            fields.entries[key].place,
            f"'{name}'은(는) 기관 계약에 없는 항목입니다.",
            f"'{name}' is no field of the agency's contract",
            nearest_hint(name, known),
        )
    return name


def _field(fields: Fields, known: Collection[str]) -> IssuedField:
    values = fields.take("values")
    words: dict[str, Label] = {}
    if values is not None:
        entry = Fields(values, fields.problems)
        words = {key: entry.label(key) for key in entry.entries}
        entry.close()
    return IssuedField(
        id=fields.identifier("id"),
        field=_known(fields, "field", known),
        label=fields.label(),
        law=fields.text("law"),
        values=words,
        place=fields.place,
    )


def _choice(fields: Fields, ids: Collection[str]) -> Choice:
    hides = fields.items("hides")
    for item in hides:
        if item.text not in ids:
            fields.wrong(item, f"'{item.text}' 항목이 없습니다.", f"no field '{item.text}'", "unknown_name")
    masks = fields.flag("masks_number")
    if masks == bool(hides):
        fields.problems.add(
            "no_effect",
            fields.place,
            "hides나 masks_number 가운데 꼭 하나를 적습니다.",
            "exactly one of hides and masks_number is needed",
        )
    return Choice(
        id=fields.identifier("id"),
        label=fields.label(),
        basis=read_basis(fields),
        hides=tuple(item.text for item in hides),
        masks=masks,
        hidden_first=fields.flag("hidden_first"),
    )
