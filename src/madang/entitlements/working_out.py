"""An answer to what is known now, with the facts and the family it rests on; nothing is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from madang.entitlements.acts.decide import answer_as_known
from madang.entitlements.whole import on_all_facts
from madang.facts.service import KnownFamily, now
from madang.rules.service import Answer, Rulebook


@dataclass(frozen=True, slots=True)
class Worked:
    """answer: with its reasons. known: the family, and the ids of the facts it rests on."""

    answer: Answer
    known: KnownFamily

    @property
    def persons(self) -> tuple[str, ...]:
        """The persons of the family whose facts are known, by id."""
        return tuple(sorted(self.known.family.persons))


def work_out(
    rulebook: Rulebook, service: str, subject: str, date: dt.date, *, known_at: dt.datetime | None = None
) -> Worked:
    """The answer for a person on a day. Whoever shows it to anybody discloses what is in it.

    Raises NoSuchService, and ProblemsFound where what is known cannot be true of any family. Four queries.
    """
    with on_all_facts():
        return Worked(*answer_as_known(rulebook, service, subject, date, known_at or now()))
