"""An answer to what is known now, with the facts and the family it rests on; nothing is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madang.entitlements.acts.decide import answer_as_known
from madang.entitlements.whole import on_all_facts
from madang.facts.service import KnownFamily, family_as_known, now
from madang.rules.service import Answer, Family, Rulebook, ValueUsed, check


@dataclass(frozen=True, slots=True)
class Worked:
    """answer: with its reasons. known: the family, and the ids of the facts it rests on."""

    answer: Answer
    known: KnownFamily

    @property
    def persons(self) -> tuple[str, ...]:
        """Whom the answer is about, by id: the applicant, the unit that the law draws, and whose values it names.

        Others of the family were looked through to draw the unit; nothing of them is in the answer.
        """
        answer = self.answer
        named = {self.known.family.applicant, *answer.unit, *answer.perhaps, *answer.recipients}
        named |= {entity for clause in answer.clauses for entity in _entities(clause.values)}
        return tuple(sorted(named & set(self.known.family.persons)))


def _entities(values: Iterable[ValueUsed]) -> Iterator[str]:
    for used in values:
        if used.entity is not None:
            yield used.entity
        yield from _entities(used.values)


def work_out(
    rulebook: Rulebook, service: str, subject: str, date: dt.date, *, known_at: dt.datetime | None = None
) -> Worked:
    """The answer for a person on a day. Whoever shows it to anybody discloses what is in it.

    Raises NoSuchService, and ProblemsFound where what is known cannot be true of any family. Four queries.
    """
    with on_all_facts():
        return Worked(*answer_as_known(rulebook, service, subject, date, known_at or now()))


@dataclass(frozen=True, slots=True)
class WorkedAll:
    """answers: of every service in force where the person lives, with reasons, in the order of the pack."""

    answers: tuple[Answer, ...]
    known: KnownFamily


def work_out_all(
    rulebook: Rulebook, subject: str, date: dt.date, *, known_at: dt.datetime | None = None, explain: bool = True
) -> WorkedAll:
    """The answers of all services for a person on a day: one family, read once, however many services there are.

    explain: with the values behind each reason. Whoever shows it to anybody discloses what is in it. Raises
    ProblemsFound. Three queries.
    """
    with on_all_facts():
        known = family_as_known(rulebook, subject, date, known_at or now())
    return WorkedAll(tuple(check(rulebook, known.family, explain=explain)), known)


def known_family(rulebook: Rulebook, subject: str, date: dt.date) -> Family:
    """The family of a person on a day, as far as it is known now. ProblemsFound. Three queries."""
    with on_all_facts():
        return family_as_known(rulebook, subject, date, now()).family
