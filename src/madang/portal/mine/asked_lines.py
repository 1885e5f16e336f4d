"""What somebody's application asks of the resident, and, for whoever applied, who has still to agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madang.exchange.mydata.service import ConsentAsk, Item, Needed, label_of, needed_for, preview, text_of
from madang.people.service import organisations_named
from madang.portal.mine.consent_lines import agreement_of
from madang.portal.mine.frame import Me, language
from madang.portal.rulebook import fact_named, today
from madang.portal.shown.sources import source_words
from madang.portal.shown.words import of_fact, said


@dataclass(frozen=True, slots=True)
class AskLine:
    """In a list. name: who asks; title: for which service; state: asked, given, refused, withdrawn or ended."""

    id: int
    name: str
    title: str
    state: str
    asked_at: dt.datetime
    child: bool


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One thing that would be fetched. value: where it is known already; source: who holds it; age: in words."""

    label: str
    value: str
    source: str
    age: str


@dataclass(frozen=True, slots=True)
class AskedPage:
    """lines, digest, shown_in: the text that is agreed to; empty where it is needed no longer. office: who decides."""

    line: AskLine
    office: str
    items: tuple[AskedItem, ...]
    law: str
    lines: tuple[str, ...]
    digest: str
    shown_in: str
    answered_at: dt.datetime | None

    @property
    def open(self) -> bool:
        """Whether they can still agree."""
        return bool(self.lines) and self.line.state in (ConsentAsk.ASKED, ConsentAsk.REFUSED, ConsentAsk.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """For whoever applied: whose agreement, and where it stands. Nothing of what it is about."""

    title: str
    state: str


def ask_lines(asks: Iterable[ConsentAsk], me: Me) -> tuple[AskLine, ...]:
    """Those the resident may answer, what waits first."""
    lines = [ask_line(one, me) for one in asks if me.person in one.speakers]
    return tuple(sorted(lines, key=lambda line: line.state != ConsentAsk.ASKED))


def ask_line(ask: ConsentAsk, me: Me) -> AskLine:
    """As the list shows it."""
    return AskLine(ask.pk, ask.name, said(label_of(ask.purpose)), ask.state, ask.asked_at, ask.giver != me.person)


def asked_page(ask: ConsentAsk, me: Me) -> AskedPage:
    """Everything there is to know before one answers; that one's own values were read for it is on record."""
    day = today()
    needed = None if ask.state == ConsentAsk.ENDED else needed_for(ask, day)
    offices = organisations_named({ask.tenant})
    text = None if needed is None else text_of(needed, language())
    return AskedPage(
        line=ask_line(ask, me),
        office=said(offices[ask.tenant]) if ask.tenant in offices else ask.tenant,
        items=() if needed is None else _items(ask, needed, me, day),
        law="" if needed is None else needed.law,
        lines=() if text is None else tuple(text.text.split("\n")),
        digest="" if text is None else text.digest,
        shown_in="" if text is None else text.language,
        answered_at=ask.answered_at,
    )


def agreement_lines(asks: Iterable[ConsentAsk]) -> tuple[AgreementLine, ...]:
    """By person, in the order they were asked."""
    return tuple(AgreementLine(agreement_of(one.role), one.state) for one in asks)


def _items(ask: ConsentAsk, needed: Needed, me: Me, day: dt.date) -> tuple[AskedItem, ...]:
    """Of the person alone, and only what this consent is about."""
    found = preview(me.beside(ask.giver), ask.applicant, ask.purpose, day, application=ask.application)
    own = [one for one in found if one.person == ask.giver and one.fact in needed.facts]
    return tuple(_item(one, needed, day) for one in own)


def _item(item: Item, needed: Needed, day: dt.date) -> AskedItem:
    fact = fact_named(item.fact)
    if item.source:
        value = of_fact(fact, item.value, day) if item.shown and fact is not None else _("known, and used only here")
        return AskedItem(said(item.label), value, said(item.source_label), said(item.age))
    holders = [one.agency for one in fact.sources if one.agency in needed.sources] if fact is not None else []
    return AskedItem(said(item.label), "", ", ".join(source_words(one) for one in holders), said(item.age))
