"""The papers, terms and remedies of a procedure in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.portal.rulebook import fact_named
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import said
from madang.rules.procedures.service import Paper, Papers, Procedure, Term


@dataclass(frozen=True, slots=True)
class PaperLine:
    """An official required paper (구비서류). covered: nobody is asked for it; instead: what stands for it, or why."""

    label: str
    covered: bool
    instead: str
    law: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    """A period: how long, from when, by which law, and how it is counted where that is open."""

    length: str
    runs_from: str
    law: str
    why: str


@dataclass(frozen=True, slots=True)
class AppealLine:
    """A way to contest a decision."""

    label: str
    to: str
    form: str
    term: TermLine


def paper_lines(papers: Papers) -> tuple[PaperLine, ...]:
    """Every official paper, those still asked first."""
    lines = [_paper(one) for one in papers.official]
    return tuple(sorted(lines, key=lambda line: line.covered))


def term_line(term: Term) -> TermLine:
    """A term of the procedure."""
    return TermLine(said(term.period.label), said(term.runs_from), term.basis.law, said(term.why))


def appeal_lines(procedure: Procedure) -> tuple[AppealLine, ...]:
    """How to object, in the order of the law."""
    return tuple(
        AppealLine(said(one.label), said(one.to), said(one.form), term_line(one.term)) for one in procedure.appeals
    )


def _paper(paper: Paper) -> PaperLine:
    unsure = paper.basis.certainty == "to_be_checked"
    if paper.needed_because is not None:
        because = paper.needed_because
        return PaperLine(said(paper.label), False, said(because.text), because.law, unsure)
    return PaperLine(said(paper.label), True, _instead(paper), paper.basis.law, unsure)


def _instead(paper: Paper) -> str:
    if paper.evidence:
        return " · ".join(dict.fromkeys(_evidence(name) for name in paper.evidence))
    words = {
        "sign_in": _("You have shown who you are by signing in."),
        "consent": _("Your consent on record stands for it."),
        "answer": _("Your answer in the application stands for it."),
    }
    return words.get(paper.done_by or "", "")


def _evidence(name: str) -> str:
    fact = fact_named(name)
    if fact is None:
        return name
    source = next((one.agency for one in fact.sources if one.field), "")
    return _("%(fact)s, from: %(source)s") % {"fact": said(fact.label), "source": source_words(source)}
