"""An application as it is shown: what is known with its source, who has to agree, and what is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.entitlements.service import work_out
from madang.exchange.mydata.service import Item, preview
from madang.portal.mine.consent_lines import NeededLine, needed_lines
from madang.portal.mine.drafts import Opened
from madang.portal.rulebook import fact_named, rulebook, today
from madang.portal.shown.words import of_fact, said, won_per
from madang.rules.procedures.service import Ask
from madang.services.applications.service import asks_for
from madang.services.catalogue.service import certificate_definition, label_of, papers_of


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that is used. hidden: another adult's own, used without being shown. age: how old, in words."""

    label: str
    who: str
    value: str
    source: str
    age: str
    as_of: dt.date | None
    law: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What only the applicant can say. kind: boolean, account, choice, … ; options for a choice."""

    id: str
    label: str
    question: str
    why: str
    law: str
    kind: str
    options: tuple[tuple[str, str], ...]
    said: str
    shown: str


@dataclass(frozen=True, slots=True)
class Form:
    """The whole application. for_whom: the other's name, "" for oneself. papers: how many are still asked.

    not_fetched: labels of what an agency may be asked for and has not told yet.
    """

    draft: str
    service: str
    label: str
    for_whom: str
    amount: str
    status: str
    known: tuple[Known, ...]
    not_fetched: tuple[str, ...]
    consents: tuple[NeededLine, ...]
    questions: tuple[Question, ...]
    papers: int
    official: int
    certificate: bool

    @property
    def unanswered(self) -> int:
        """How many questions are still open."""
        return sum(not one.said for one in self.questions)


def form_of(opened: Opened, said_now: dict[str, str] | None = None) -> Form:
    """As it stands now; said_now: what was typed just now and refused, so that it is not lost."""
    draft, day = opened.draft, today()
    certificate, service = (
        certificate_definition(draft.service) is not None,
        rulebook().pack.services.get(draft.service),
    )
    answer, items = None, list[Item]()
    if not certificate:
        answer = work_out(rulebook(), draft.service, draft.applicant, day).answer
        eyes = opened.me.beside(draft.applicant, *opened.me.acts_for)
        items = preview(eyes, draft.applicant, draft.service, day, application=f"draft:{draft.pk}")
    answers = {**draft.answers, **(said_now or {})}
    asks = asks_for(draft.service, draft.applicant, day)
    counter = papers_of(draft.service)
    paid = (
        answer is not None and answer.amount is not None and answer.status != "ineligible" and not answer.pays_nothing
    )
    amount = answer.amount if answer is not None and paid else None
    return Form(
        draft=str(draft.pk),
        service=draft.service,
        label=said(service.label if service else label_of(draft.service)),
        for_whom=opened.for_whom,
        amount=won_per(amount.low, amount.high, amount.per) if amount else "",
        status=answer.status if answer else "",
        known=_known(items, day),
        not_fetched=_not_fetched(items),
        consents=needed_lines(draft.service, draft.applicant, opened.me.person, day) if not certificate else (),
        questions=tuple(_question(one, answers.get(one.id, "")) for one in asks),
        papers=len(counter.still_asked),
        official=len(counter.official),
        certificate=certificate,
    )  # fmt: skip


def _known(items: list[Item], day: dt.date) -> tuple[Known, ...]:
    """What is recorded, those values first that are shown."""
    lines = [_line(one, day) for one in items if one.source]
    return tuple(sorted(lines, key=lambda line: line.hidden))


def _line(item: Item, day: dt.date) -> Known:
    fact = fact_named(item.fact)
    value = of_fact(fact, item.value, day) if item.shown and fact is not None else ""
    return Known(
        said(item.label), said(item.whose), value, said(item.source_label), said(item.age), item.as_of, item.law,
        not item.shown,
    )  # fmt: skip


def _not_fetched(items: list[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said(one.label) for one in items if not one.source))


def _question(ask: Ask, given: str) -> Question:
    options = ((("yes"), _("Yes")), (("no"), _("No"))) if ask.type == "boolean" else _choices(ask)
    shown = dict(options).get(given, given)
    return Question(
        ask.id, said(ask.label), said(ask.question), said(ask.why), ask.basis.law, ask.type, options, given, shown
    )


def _choices(ask: Ask) -> tuple[tuple[str, str], ...]:
    fact = fact_named(ask.fact) if ask.fact else None
    return tuple((one.value, said(one.label)) for one in fact.choices) if fact else ()
