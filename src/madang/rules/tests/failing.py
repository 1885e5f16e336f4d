"""Rulebooks of which a definition fails: a figure taken away, a division by zero; and what that may do to answers."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from unittest.mock import patch

from madang.rules.binding.assembly import bind_kept
from madang.rules.model import DatedValue, Expression, ServiceDefinition, UnitRule
from madang.rules.service import Answer, Family, Rulebook, Standing, answer_to_dict

DAY = dt.date(2026, 11, 20)


def without_figure(rulebook: Rulebook, name: str, day: dt.date = DAY) -> Rulebook:
    """The rulebook with no value of one figure for the day; those of other days stay."""
    figure = rulebook.pack.parameters[name]
    values = tuple(value for value in figure.values if not _holds(value, day))
    pack = replace(rulebook.pack, parameters={**rulebook.pack.parameters, name: replace(figure, values=values)})
    vocabulary = replace(rulebook.vocabulary, parameters=pack.parameters)
    return Rulebook(pack, vocabulary, rulebook.bound, rulebook.derived, rulebook.regions)


def _holds(value: DatedValue, day: dt.date) -> bool:
    return value.start <= day and (value.end is None or day <= value.end)


# --- a figure of its own in every unit, list of recipients and note ---------------------------------


def with_figures_everywhere(rulebook: Rulebook) -> Rulebook:
    """The rulebook in which every unit, every list of recipients and every note reads one figure more.

    They are `extra_unit_NAME`, `extra_recipients_SERVICE` and `extra_note_SERVICE`; none changes what is said.
    """
    pack = rulebook.pack
    like = next(one for one in pack.parameters.values() if one.type == "money")
    names: list[str] = []

    def asked(of: str) -> str:
        names.append(f"extra_{of}")
        return f"parameter.extra_{of} >= 0"

    units = {}
    for name, unit in pack.units.items():
        test = asked(f"unit_{name}")
        units[name] = replace(unit, members=tuple(_also(rule, test) for rule in unit.members))
    services = {id: _asking(service, asked) for id, service in pack.services.items()}
    figures = {name: replace(like, name=name) for name in names}
    return bind_kept(
        replace(pack, units=units, services=services, parameters={**pack.parameters, **figures}), rulebook.regions
    )


def _also(rule: UnitRule, test: str) -> UnitRule:
    when = Expression(test, rule.place) if rule.when is None else _text(rule.when, f"({rule.when.text}) and {test}")
    return replace(rule, when=when)


def _asking(service: ServiceDefinition, asked: Any) -> ServiceDefinition:
    place = service.clauses[0].when.place
    told = "[applicant]" if service.recipients is None else service.recipients.text
    recipients = Expression(f"({told})[{asked(f'recipients_{service.id}')} and item = item]", place)
    test = asked(f"note_{service.id}") if service.notes else ""
    notes = tuple(
        replace(note, when=Expression(test if note.when is None else f"({note.when.text}) and {test}", place))
        for note in service.notes
    )
    return replace(service, recipients=recipients, notes=notes)


def _text(expression: Expression, text: str) -> Expression:
    return replace(expression, text=text)


# --- divisions by zero ------------------------------------------------------------------------------


def numbers_of(rulebook: Rulebook) -> list[str]:
    """Every derived value that is a number, by its full name: shared ones, and those of one service."""
    return [name for name, held in rulebook.derived.items() if rulebook.bound[held[0].value].type == "number"]


def divided_by_zero(rulebook: Rulebook, name: str) -> Rulebook:
    """The rulebook in which a derived value, whatever its definition, is divided by nothing."""
    pack = rulebook.pack
    if name in pack.derived:
        held = tuple(replace(one, value=_text(one.value, f"({one.value.text}) / 0")) for one in pack.derived[name])
        return bind_kept(replace(pack, derived={**pack.derived, name: held}), rulebook.regions)
    id, _, local = name.partition(".")
    service = pack.services[id]
    held = tuple(
        replace(one, value=_text(one.value, f"({one.value.text}) / 0")) if one.name == local else one
        for one in service.derived
    )
    services = {**pack.services, id: replace(service, derived=held)}
    return bind_kept(replace(pack, services=services), rulebook.regions)


# --- what may become of answers ---------------------------------------------------------------------


@dataclass(slots=True)
class Comparison:
    """Answers of families under a sound rulebook, against those of one of which something fails.

    seen: how many answers stayed the same though their service reads it (`same`), became unknown (`fault`), or were
    of services that do not read it (`beside`). wrong: what should not be.
    """

    rulebook: Rulebook
    families: Sequence[Family]
    explain: bool = True
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _sound: list[list[Answer]] = field(init=False)

    def __post_init__(self) -> None:
        self._sound = [self._answers(self.rulebook, family) for family in self.families]

    def _answers(self, rulebook: Rulebook, family: Family) -> list[Answer]:
        return Standing(rulebook, family).check(explain=self.explain)

    def without(self, name: str) -> None:
        """With one figure taken away."""
        services, label = self.rulebook.pack.services, self.rulebook.pack.parameters[name].label
        reads = (id for id, one in services.items() if name in self.rulebook.reach_of_service(one).parameters)
        self.against(without_figure(self.rulebook, name), frozenset(reads), (label.ko, label.en, DAY.isoformat()))

    def divided(self, name: str) -> None:
        """With a derived value divided by zero."""
        services = self.rulebook.pack.services
        reads = (id for id, one in services.items() if name in self.rulebook.reach_of_service(one).derived)
        self.against(divided_by_zero(self.rulebook, name), frozenset(reads), ())

    def against(self, broken: Rulebook, reads: frozenset[str], words: Sequence[str]) -> None:
        """`reads`: the services that read what fails. `words`: what their faults must say, of both languages."""
        for family, sound in zip(self.families, self._sound, strict=True):
            standing = Standing(broken, family)
            answers = standing.check(explain=self.explain)
            missing, outcomes = standing.missing(), standing.outcomes()
            for before, after in zip(sound, answers, strict=True):
                said = (missing[after.service][0], outcomes[after.service].status)
                problem = self._problem(before, after, after.service in reads, words)
                if said != (after.status, after.status):
                    problem = f"status {after.status}, but missing and outcome say {said}"
                if problem:
                    self.wrong.append(f"{family.applicant} {family.date} {after.service}: {problem}")

    def _problem(self, before: Answer, after: Answer, reads: bool, words: Sequence[str]) -> str:
        if not reads:
            self.seen["beside"] += 1
            return "" if _written(before) == _written(after) else "does not read it, and yet is another answer"
        told = list(_faults(after))
        if any(word not in fault for fault in told for word in words):
            return f"the fault does not say {words}: {told}"
        if after.status == before.status and after.amount == before.amount:
            self.seen["same"] += 1
            return ""
        self.seen["fault"] += 1
        if after.status != "unknown":
            return f"{before.status} became {after.status}, {before.amount} became {after.amount}"
        return "" if told else f"{before.status} became unknown without a fault"


def _faults(answer: Answer) -> Iterator[str]:
    """Both languages of every fault that an answer tells."""
    for note in answer.notes:
        if note.id == "fault":
            yield f"{note.text.ko} / {note.text.en}"


def _written(answer: Answer) -> str:
    return json.dumps(answer_to_dict(answer), ensure_ascii=False)


# --- the column engine ------------------------------------------------------------------------------


@contextmanager
def plain_kernels() -> Iterator[None]:
    """Kernels run as ordinary Python, so that nothing has to be compiled; all else is as it is."""
    from madang.rules.columns import engine
    from madang.rules.columns.chunk import plain_extremes
    from madang.rules.columns.compiling import plain
    from madang.rules.columns.programme import Programme

    with patch.multiple(
        engine, Programme=partial(Programme, compile_=plain), extremes_by=lambda folder: plain_extremes
    ):
        yield


def column_engine_differs(broken: Rulebook, families: Sequence[Family]) -> list[str]:
    """Where the column engine, run as plain Python, says something else than the interpreter. What it leaves is no
    difference; nor is a service that it refuses."""
    from madang.rules.columns.engine import Columns
    from madang.rules.columns.families import chunk_of_families
    from madang.rules.columns.results import STATUSES
    from madang.rules.columns.statuses import FAULT, LEFT

    with plain_kernels():
        columns = Columns(broken, DAY, broken.pack.services.values())
        chunk = chunk_of_families(broken, families, columns.wanted, columns.kinds)
        found = {one.service: one for one in columns.run(chunk)}
    assert chunk.asked is not None
    differences = []
    for row, family in zip(chunk.asked.nonzero()[0].tolist(), families, strict=True):
        for answer in Standing(broken, family).check(found, explain=False):
            one = found[answer.service]
            said = STATUSES[one.status[row]]
            true = "fault" if answer.status == "unknown" and any(_faults(answer)) else answer.status
            low = answer.amount.low if answer.amount else -1
            if said != STATUSES[LEFT] and (said != true or (said != STATUSES[FAULT] and one.amount[row] != low)):
                differences.append(f"{answer.service}: {said} {one.amount[row]}, by the interpreter {true} {low}")
    return differences
