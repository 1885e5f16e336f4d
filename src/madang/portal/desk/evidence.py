"""The evidence of a case: whose, what, how much, from whom, as of when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from madang.facts.service import KnownFact, KnownFamily, facts_by_id
from madang.portal.rulebook import fact_named
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import of_fact, said
from madang.services.casework.service import Case
from madang.trust.service import entered, system

HOME = "person.residence"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A fact: what it is, its value, who says so, as of which day. proven: by a register, not by word alone."""

    label: str
    value: str
    source: str
    as_of: dt.date
    proven: bool


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """What is known of one person or home."""

    who: str
    lines: tuple[EvidenceLine, ...]


def evidence_of(
    known: KnownFamily, names: Mapping[str, str], case: Case, concerned: Collection[str]
) -> tuple[EvidenceGroup, ...]:
    """What the answer rests on, the applicant first. One query, inside the disclosure of `concerned`.

    Of others who were only looked through to draw the unit nothing is read. Facts of homes belong to no person: they
    are read where somebody concerned lives there.
    """
    homes = [home.id for home in known.family.residences if not set(home.persons).isdisjoint(concerned)]
    shown = {*concerned, *homes}
    with entered(system("desk", tenants=(), subjects=tuple(sorted(shown)))):
        facts = [one for one in facts_by_id(known.facts) if {one.subject, one.object or one.subject} <= shown]
    groups: dict[str, list[EvidenceLine]] = {case.applicant: []}
    for fact in facts:
        if fact.name != HOME:
            groups.setdefault(fact.subject, []).append(_line(fact, names, case.day))
    return tuple(
        EvidenceGroup(names.get(id, _("family member")), tuple(sorted(lines, key=lambda line: line.label)))
        for id, lines in groups.items()
        if lines
    )


def _line(fact: KnownFact, names: Mapping[str, str], on: dt.date) -> EvidenceLine:
    source = _("the applicant said so") if fact.source == "ask" else source_words(fact.source)
    label, value = _words(fact, names, on)
    return EvidenceLine(label, value, source, fact.as_of or fact.recorded_at.date(), fact.proven)


def _words(fact: KnownFact, names: Mapping[str, str], on: dt.date) -> tuple[str, str]:
    if fact.object:
        kinds = {
            "spouse": _("spouse"), "de_facto_spouse": _("partner (de facto marriage)"), "child": _("child"),
            "grandchild": _("grandchild"), "sibling": _("brother or sister"),
        }  # fmt: skip
        return kinds.get(fact.name.partition(".")[2], fact.name), names.get(fact.object, _("family member"))
    definition = fact_named(fact.name)
    if definition is None:
        return fact.name, str(fact.value)
    return said(definition.label), of_fact(definition, _typed(fact.value, definition.type), on)


def _typed(value: Any, kind: str) -> Any:
    return dt.date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value
