"""One service with its procedure, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from madang.entitlements.service import Worked
from madang.portal.mine.benefit_lines import Way, Ways
from madang.portal.mine.paper_lines import AppealLine, PaperLine, TermLine, appeal_lines, paper_lines, term_line
from madang.portal.mine.whose import names_in, own_of
from madang.portal.rulebook import rulebook
from madang.portal.shown.answers import ClauseLine, no_money_words, waiting_words
from madang.portal.shown.values import unsure_in, value_lines
from madang.portal.shown.words import said, won_per, won_range
from madang.rules.service import Answer, ValueUsed
from madang.services.catalogue.service import label_of, papers_of, procedures


@dataclass(frozen=True, slots=True)
class ServicePage:
    """The page of a service. status: eligible, unknown, ineligible, or "" for one without conditions."""

    id: str
    label: str
    summary: str
    agency: str
    law: str
    status: str
    amount: str
    clauses: tuple[ClauseLine, ...]
    components: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    official: int
    covered: int
    asked: int
    due: TermLine | None
    appeals: tuple[AppealLine, ...]
    automatic: str
    unsourced: tuple[str, ...]
    way: Way


def page_of(service: str, person: str, worked: Worked | None, ways: Ways) -> ServicePage:
    """worked: the answer for the resident, where the service has conditions and they could be worked out."""
    known, procedure = rulebook().pack.services.get(service), procedures().procedures.get(service)
    answer = worked.answer if worked else None
    names = names_in(worked.known.family, person) if worked else {}
    own = own_of(worked.known.family, person) if worked else frozenset()
    papers = papers_of(service) if procedure else None
    paid = answer is not None and not answer.pays_nothing and answer.status != "ineligible"
    amount = answer.amount if answer is not None and paid else None
    return ServicePage(
        id=service,
        label=said(known.label if known else label_of(service)),
        summary=said(known.summary) if known else "",
        agency=answer.agency if answer else said(procedure.receives) if procedure else "",
        law=known.law if known else procedure.law if procedure else "",
        status=answer.status if answer else "",
        amount=won_per(amount.low, amount.high, amount.per) if amount else "",
        clauses=tuple(_clause(answer, number, names, own) for number in range(len(answer.clauses))) if answer else (),
        components=_components(answer, names) if answer else (),
        notes=_notes(answer) if answer else (),
        papers=paper_lines(papers) if papers else (),
        official=len(papers.official) if papers else 0,
        covered=len(papers.covered) if papers else 0,
        asked=len(papers.still_asked) if papers else 0,
        due=term_line(procedure.decision) if procedure else None,
        appeals=appeal_lines(procedure) if procedure else (),
        automatic=said(procedure.automatic.why) if procedure else "",
        unsourced=tuple(said(one) for one in procedure.open) if procedure else (),
        way=ways.of(service) if not answer or answer.status != "ineligible" else Way("none"),
    )  # fmt: skip


def without_others(values: tuple[ValueUsed, ...], own: frozenset[str]) -> tuple[ValueUsed, ...]:
    """The values that are nobody's in particular or the resident's own; what others' values led to goes with them."""
    return tuple(
        replace(one, values=without_others(one.values, own))
        for one in values
        if one.entity is None or one.entity in own
    )


def _clause(answer: Answer, number: int, names: Mapping[str, str], own: frozenset[str]) -> ClauseLine:
    clause = answer.clauses[number]
    verdict = "moot" if clause.moot else {True: "true", False: "false", None: "open"}[clause.holds]
    values = value_lines(without_others(clause.values, own), names, answer.date)
    return ClauseLine(
        verdict, said(clause.label), clause.law,
        said(clause.change) if clause.holds is not True and not clause.moot else "",
        waiting_words(clause.missing, names) if clause.holds is None else (), values, clause.stage == "after",
        unsure_in(values),
    )  # fmt: skip


def _components(answer: Answer, names: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    if answer.status == "ineligible":
        return ()
    return tuple(
        (f"{said(part.label)} · {names[part.person]}" if part.person and part.person in names else said(part.label),
         won_range(part.low, part.high), part.law or "")
        for part in answer.components
    )  # fmt: skip


def _notes(answer: Answer) -> tuple[str, ...]:
    notes = [said(note.text) for note in answer.notes if not note.no_money]
    if answer.pays_nothing:
        notes.insert(0, no_money_words(answer))
    if answer.certainty == "likely":
        notes.append(_("Some figure behind this answer is not confirmed from an official text yet. It may change."))
    return tuple(notes)
