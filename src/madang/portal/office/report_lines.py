"""A report in words: who looked and why, as the log has it; what the person finds wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.identity.anyid.service import called
from madang.people.service import ROLE_LABELS, organisations_named
from madang.portal.mine.look_lines import GROUNDS, KINDS, labels_of
from madang.portal.shown.words import said
from madang.trust.service import Look, Report


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The entry that is reported, and the report. who: the name of the official's account, where one looked."""

    report: Report
    kind: str
    who: str
    roles: str
    at: dt.datetime
    why: str
    ground: str
    law: str
    what: tuple[str, ...]
    about: str
    erased: bool


def report_page(report: Report, look: Look) -> ReportPage:
    """For the privacy officer of the authority whose entry it is."""
    return ReportPage(
        report, str(KINDS.get(look.kind, look.kind)), _who(look),
        ", ".join(said(ROLE_LABELS[role]) for role in look.roles if role in ROLE_LABELS), look.at, said(look.purpose),
        str(GROUNDS.get(look.ground.get("kind", ""), "")), look.ground.get("law", ""), tuple(labels_of(look.what)),
        look.about, look.erased,
    )  # fmt: skip


def _who(look: Look) -> str:
    kind, _colon, id = look.actor.partition(":")
    if kind == "official":
        return _("%(name)s, an official") % {"name": called(id) or id}
    if kind == "resident":
        return _("The person, or somebody who acts for them")
    offices = organisations_named({look.tenant})
    office = said(offices[look.tenant]) if look.tenant in offices else look.tenant
    return _("%(office)s, its computer system") % {"office": office}
