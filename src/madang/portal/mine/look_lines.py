"""An entry of the log in words: who, when, why, on what ground, and what was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madang.people.service import ROLE_LABELS
from madang.portal.mine.frame import Me
from madang.portal.rulebook import fact_named, rulebook
from madang.portal.shown.words import said
from madang.rules.service import Label
from madang.trust.service import HOUSE, Look, Report

KINDS = {
    "disclosure": gettext_lazy("Looked at"),
    "act": gettext_lazy("Changed or done"),
    "exchange": gettext_lazy("Passed on"),
    "refusal": gettext_lazy("Denied"),
}
GROUNDS = {
    "statute": gettext_lazy("by statute"),
    "joint_use": gettext_lazy("joint use of administrative information"),
    "request": gettext_lazy("at your request"),
    "transfer": gettext_lazy("right to have data passed on"),
    "consent": gettext_lazy("by consent"),
    "own": gettext_lazy("your own matter"),
    "duty": gettext_lazy("an official’s duty"),
}


@dataclass(frozen=True, slots=True)
class LookLine:
    """One entry. own: the resident did it themself. report: "" , open or answered. what: labels of what was read."""

    entry: int
    kind: str
    kind_words: str
    who: str
    roles: str
    at: dt.datetime
    why: str
    ground: str
    law: str
    consent: str
    what: tuple[str, ...]
    about: str
    own: bool
    report: str
    erased: bool


def line_of(look: Look, me: Me, offices: Mapping[str, Label], report: Report | None) -> LookLine:
    """offices: names of the authorities in question, by id."""
    own = look.actor == me.principal.actor
    consent = look.ground.get("consent", "")
    return LookLine(
        look.entry, look.kind, str(KINDS.get(look.kind, look.kind)), _who(look, offices, own=own), _roles(look),
        look.at, said(look.purpose), str(GROUNDS.get(look.ground.get("kind", ""), "")), look.ground.get("law", ""),
        consent if consent.isdecimal() else "", tuple(labels_of(look.what)), look.about, own,
        report.state if report else "", look.erased,
    )  # fmt: skip


def _who(look: Look, offices: Mapping[str, Label], *, own: bool) -> str:
    kind = look.actor.partition(":")[0]
    office = _office(look.tenant, offices)
    if own:
        return _("You yourself")
    if kind == "official":
        return _("%(office)s, an official") % {"office": office}
    if kind == "agency":
        return _("%(office)s, its computer system") % {"office": office}
    if kind == "resident":
        return _("Somebody who acts for you")
    return _("Madang, by itself") if look.tenant == HOUSE else _("%(office)s, by itself") % {"office": office}


def _office(tenant: str, offices: Mapping[str, Label]) -> str:
    if tenant == HOUSE:
        return _("Madang")
    return said(offices[tenant]) if tenant in offices else tenant


def _roles(look: Look) -> str:
    if not look.actor.startswith("official:"):
        return ""
    return ", ".join(said(ROLE_LABELS[role]) for role in look.roles if role in ROLE_LABELS)


def labels_of(names: tuple[str, ...]) -> list[str]:
    """In words. What the rules work out from what was read, and give no name, is not said beside it."""
    words = {
        "person.name": _("Name"), "casework.case": _("An application with what belongs to it"),
        "person.register_number": _("Register number"), "person.age": _("Age"), "letter": _("A letter"),
        "report": _("What you wrote to the privacy officer"),
        "case.name": _("Name of the applicant"), "case.service": _("What was applied for"),
        "case.state": _("State of the application"), "register": _("Resident register"),
        "court.children": _("Children (family register)"), "court.parents": _("Parents (family register)"),
        "court.spouse": _("Spouse (family register)"), "court.death_date": _("Day of death (family register)"),
    }  # fmt: skip
    found = []
    for name in names:
        fact, worked_out = fact_named(name), rulebook().pack.derived.get(name, ())
        if fact is not None:
            found.append(said(fact.label))
        elif name in words or not worked_out:
            found.append(words.get(name, name))
        else:
            found += [said(one.label) for one in worked_out if one.label is not None]
    return list(dict.fromkeys(found))
