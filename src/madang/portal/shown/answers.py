"""The answers of all services as the three groups of the running list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from madang.portal.journey.asking import Open
from madang.portal.journey.record import Asked, Journey
from madang.portal.rulebook import fact_named, rulebook
from madang.portal.shown.people import names_of
from madang.portal.shown.values import ValueLine, unsure_in, value_lines
from madang.portal.shown.words import said, won_per, won_range
from madang.rules.service import Answer, ClauseAnswer, ComponentAnswer

MOST_WAITING = 5


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A condition: verdict "true", "false" or "open", the sentence, the article and what it rests on."""

    verdict: str
    label: str
    law: str
    change: str
    waits_for: tuple[str, ...]
    values: tuple[ValueLine, ...]
    after: bool
    unsure: bool


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A part of the amount."""

    label: str
    who: str
    amount: str
    law: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service: the answer and everything that explains it.

    unneeded: conditions that are not shown, because those that refuse the service decide it whatever they say.
    """

    id: str
    label: str
    summary: str
    agency: str
    law: str
    status: str
    amount: str
    no_money: str
    settled: bool
    unsure: bool
    clauses: tuple[ClauseLine, ...]
    components: tuple[ComponentLine, ...]
    unit: tuple[str, ...]
    perhaps: tuple[str, ...]
    recipients: tuple[str, ...]
    notes: tuple[str, ...]
    apply: str
    waits_for: int
    unneeded: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Services of one status; `status` is eligible, unknown or ineligible."""

    status: str
    title: str
    services: tuple[ServiceLine, ...]


def answers_of(journey: Journey, *, explain: bool) -> list[Answer]:
    """The answers to what was told so far; with `explain` also the values behind each reason."""
    return journey.standing.check(journey.services, explain=explain)


def groups_of(journey: Journey, answers: Iterable[Answer]) -> tuple[Group, ...]:
    """The three groups, also the empty ones."""
    names = names_of(journey.told)
    lines = [service_line(answer, names) for answer in answers]
    titles = {
        "eligible": _("You can receive this"),
        "unknown": _("More to be known"),
        "ineligible": _("Does not apply"),
    }
    return tuple(
        Group(status, title, tuple(line for line in lines if line.status == status)) for status, title in titles.items()
    )


def service_line(answer: Answer, names: Mapping[str, str]) -> ServiceLine:
    """One answer with everything that explains it; names: what persons and homes are called."""
    service = rulebook().pack.services[answer.service]
    deciding = _deciding(answer)
    clauses = tuple(_clause(clause, answer, names) for clause in deciding)
    amount = None if answer.pays_nothing else answer.amount
    return ServiceLine(
        id=answer.service,
        label=said(answer.label),
        summary=said(service.summary),
        agency=answer.agency,
        law=service.law,
        status=answer.status,
        amount=won_per(amount.low, amount.high, amount.per) if amount else "",
        no_money=no_money_words(answer) if answer.pays_nothing else "",
        settled=answer.settled,
        unsure=answer.certainty == "likely",
        clauses=clauses,
        components=tuple(_component(part, names) for part in answer.components),
        unit=tuple(names.get(id, id) for id in answer.unit),
        perhaps=tuple(names.get(id, id) for id in answer.perhaps),
        recipients=tuple(names.get(id, id) for id in answer.recipients),
        notes=tuple(said(note.text) for note in answer.notes if not note.no_money),
        apply=said(service.apply),
        waits_for=len({name for name, _entity in answer.missing}),
        unneeded=len(answer.clauses) - len(deciding),
    )


def _deciding(answer: Answer) -> tuple[ClauseAnswer, ...]:
    """The conditions that decide the answer: of a service that is refused those that refuse it."""
    refusing = tuple(one for one in answer.clauses if one.holds is False and not one.moot and one.stage != "after")
    return refusing if answer.status == "ineligible" and refusing else answer.clauses


def no_money_words(answer: Answer) -> str:
    """Why somebody who is granted a service is paid nothing."""
    return " ".join(said(note.text) for note in answer.notes if note.no_money) or _("No money is paid for this.")


def _clause(clause: ClauseAnswer, answer: Answer, names: Mapping[str, str]) -> ClauseLine:
    verdict = "moot" if clause.moot else {True: "true", False: "false", None: "open"}[clause.holds]
    values = value_lines(clause.values, names, answer.date)
    return ClauseLine(
        verdict,
        said(clause.label),
        clause.law,
        said(clause.change) if clause.holds is not True and not clause.moot else "",
        waiting_words(clause.missing, names) if clause.holds is None else (),
        values,
        clause.stage == "after",
        unsure_in(values),
    )


def _component(part: ComponentAnswer, names: Mapping[str, str]) -> ComponentLine:
    return ComponentLine(
        said(part.label), names.get(part.person or "", ""), won_range(part.low, part.high), part.law or ""
    )


def waiting_words(keys: Iterable[tuple[str, str]], names: Mapping[str, str]) -> tuple[str, ...]:
    """The facts still open, each with whom it is about; after the first few only how many more."""
    whose: dict[str, list[str]] = {}
    for name, entity in sorted(keys):
        fact = fact_named(name)
        whose.setdefault(said(fact.label) if fact else name, []).append(names.get(entity, ""))
    found = [f"{label} ({', '.join(who)})" if all(who) else label for label, who in whose.items()]
    return _some(found)


def _some(found: Sequence[str]) -> tuple[str, ...]:
    """All of a few; of many the first ones and how many more."""
    if len(found) <= MOST_WAITING:
        return tuple(found)
    rest = len(found) - MOST_WAITING + 1
    return (*found[: MOST_WAITING - 1], ngettext("%(n)s more", "%(n)s more", rest) % {"n": rest})


def waiting_services(asked: Asked, still_open: Open) -> tuple[str, ...]:
    """Names of the services that wait for a question's answer."""
    wanted = {(asked.fact, entity) for entity in asked.entities}
    services = rulebook().pack.services
    return _some([said(services[id].label) for id, (_status, keys) in still_open.items() if wanted & set(keys)])
