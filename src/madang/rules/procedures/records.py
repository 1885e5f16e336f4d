"""A service's procedure as frozen records (packs/korea/procedures/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from madang.rules.clock.service import Period
from madang.rules.model import Label, Place

certainties = frozenset({"official", "secondary", "to_be_checked"})
done_by = frozenset({"sign_in", "consent", "answer"})
"""What a resident does in the application instead of handing in a paper: shows who they are by signing in, gives a
recorded consent, answers a question of `asks`."""
reasons: Mapping[str, Label] = {
    "original_signature": Label("본인의 서명·날인이 있는 원본이어야 함", "It has to bear a person's own signature"),
    "foreign_document": Label("외국 기관이 발급한 서류", "Issued by a foreign authority"),
    "no_agency_holds_it": Label("확인해 줄 기관이 없음", "No agency can confirm it"),
    "private_agreement": Label("개인 사이의 계약이나 약속", "An agreement between private persons"),
    "consent_refused": Label("전산 확인에 동의하지 않음", "The look-up was not consented to"),
}
"""Why a paper is still needed: the only reasons there are."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a statement of a procedure rests on. certainty: official, secondary or to_be_checked."""

    law: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to apply. fee: won, None where none is asked."""

    id: str
    label: Label
    basis: Basis
    fee: int | None = None


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who may apply. channels: by which of the procedure's. ex_officio: an official, for the person.

    consent: "none", or "recorded" where the person's consent has to be on record before.
    """

    id: str
    label: Label
    basis: Basis
    channels: tuple[str, ...]
    ex_officio: bool = False
    consent: str = "none"
    note: Label | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way in which a period may be counted, and why it is not the one that is used."""

    period: Period
    why: Label


@dataclass(frozen=True, slots=True)
class Term:
    """A period of a procedure: what it runs from, and what it rests on.

    counting: how sure it is that it is counted so; where that is open, `readings` says how else.
    """

    period: Period
    runs_from: Label
    basis: Basis
    counting: str
    why: Label | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Appeal:
    """A way to contest a decision: to whom, within which term, and within which term that is answered."""

    id: str
    label: Label
    to: Label
    form: Label
    term: Term
    answer: Term | None = None
    late: Term | None = None


@dataclass(frozen=True, slots=True)
class Automatic:
    """Whether a decision may be made by a machine alone (행정기본법 §20): only where a named statute allows it."""

    allowed: bool
    statute: str | None
    why: Label
    basis: Basis


@dataclass(frozen=True, slots=True)
class NeededBecause:
    """Why a paper is still asked for: one of `reasons`, in this paper's own words, with its law."""

    reason: str
    text: Label
    law: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An official required paper (구비서류), and exactly one of what covers it or why it is needed.

    applicants: those of whom it is asked; all of the procedure's where the file names none. evidence: facts of the
    vocabulary, each held by an agency. done_by: one of `done_by`; answer: which of the procedure's `asks`.
    """

    id: str
    label: Label
    basis: Basis
    place: Place
    applicants: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    done_by: str | None = None
    answer: str | None = None
    needed_because: NeededBecause | None = None

    @property
    def covered(self) -> bool:
        """Whether nobody is asked to bring it."""
        return self.needed_because is None


@dataclass(frozen=True, slots=True)
class Ask:
    """What only the resident knows. fact: of the vocabulary; None for an answer of the procedure's own (an account)."""

    id: str
    label: Label
    question: Label
    why: Label
    basis: Basis
    place: Place
    type: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """How one service is applied for, decided and contested. open: what could not be sourced, to be shown as such."""

    service: str
    kind: str
    label: Label
    law: str
    receives: Label
    place: Place
    channels: tuple[Channel, ...]
    applicants: tuple[Applicant, ...]
    decision: Term
    appeals: tuple[Appeal, ...]
    notice: Term | None
    automatic: Automatic
    papers: tuple[Paper, ...]
    asks: tuple[Ask, ...]
    open: tuple[Label, ...] = ()

    def applicant(self, id: str) -> Applicant:
        """Who may apply, by id. KeyError."""
        for applicant in self.applicants:
            if applicant.id == id:
                return applicant
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Papers:
    """The counter of a service's page: of the official papers, how many are covered and how many still asked."""

    official: tuple[Paper, ...]
    covered: tuple[Paper, ...]
    still_asked: tuple[Paper, ...]


def papers(procedure: Procedure, applicant: str = "self") -> Papers:
    """The papers of one who applies. KeyError where nobody of that id may."""
    procedure.applicant(applicant)
    official = tuple(paper for paper in procedure.papers if applicant in paper.applicants)
    return Papers(
        official,
        tuple(paper for paper in official if paper.covered),
        tuple(paper for paper in official if not paper.covered),
    )
