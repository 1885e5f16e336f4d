"""One resident against the whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from madang.rules.answers.answering import answer_of
from madang.rules.answers.either_way import MOST_FACTS, either_way, values_of
from madang.rules.answers.model import Answer
from madang.rules.answers.verdict import ELIGIBLE as ELIGIBLE_TEXT
from madang.rules.answers.verdict import INELIGIBLE as INELIGIBLE_TEXT
from madang.rules.answers.verdict import UNKNOWN as UNKNOWN_TEXT
from madang.rules.answers.verdict import Verdict, verdict_of
from madang.rules.asking.completions import Witness
from madang.rules.asking.questions import Question
from madang.rules.conditions.programmes import Flags, Programmes
from madang.rules.model import Label, ServiceDefinition
from madang.rules.reckoning.uncertain import NOTHING, FactKey
from madang.rules.reckoning.world import Reckoning
from madang.rules.table.atoms import FALSE, TRUE, UNKNOWN, AtomValues, Truths
from madang.rules.table.questions import next_question
from madang.rules.table.shared import Shared
from madang.rules.table.waiting import waiting
from madang.rules.table.witnesses import MOST_SERVICES, witness

TEXTS = {FALSE: INELIGIBLE_TEXT, UNKNOWN: UNKNOWN_TEXT, TRUE: ELIGIBLE_TEXT}
NUMBERS = {text: number for number, text in TEXTS.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """A clause that could not be worked out: its service is unknown, and nothing else suffers."""

    service: str
    clause: str
    reason: Label


class Match:
    """What the table says of one resident. status: int8[services]; 0 no, 1 unknown, 2 yes."""

    def __init__(
        self, programmes: Programmes, shared: Shared, free: Flags, values: AtomValues, reckoning: Reckoning
    ) -> None:
        self._programmes, self._shared, self._reckoning, self._values = programmes, shared, reckoning, values
        truth = values.truth
        literal = np.concatenate((truth, TRUE - truth))[shared.literal]
        self._conjuncts: Truths = shared.of_conjuncts.fold(np.maximum, literal)
        self._forms: Truths = shared.of_forms.fold(np.minimum, self._conjuncts)
        self._verdicts = dict(self._left_to_interpreter(values.odd))
        self._of = shared.with_own_forms(list(self._verdicts)) if self._verdicts else None
        own = np.array([_truth(verdict) for verdict in self._verdicts.values()], np.int8)
        self.status: Truths = shared.of_services.fold(np.minimum, np.concatenate((self._forms, own)), self._of)
        self._waiting = waiting(shared, values, free, self._conjuncts, self.status, self._verdicts.values(), self._of)
        self._either_way()

    def _left_to_interpreter(self, odd: list[int]) -> Iterator[tuple[int, Verdict]]:
        """Clauses that hold an odd atom, by place."""
        if not odd:
            return
        programmes = self._programmes
        of = programmes.of_literal
        for place in np.unique(of.clause[np.isin(of.atom, odd)]).tolist():
            clause = programmes.clauses[place]
            assert clause is not None
            yield place, verdict_of(self._reckoning, programmes.services[programmes.service_of[place]], clause)

    def _either_way(self) -> None:
        """Open services that might be settled whichever way their few open facts turn out, tried by the interpreter."""
        for number in self._perhaps_settled():
            service = self._programmes.services[number]
            self.status[number] = NUMBERS[either_way(self._reckoning, service, self._found(number))]

    def _perhaps_settled(self) -> list[int]:
        """Services with one or two open facts of few values, one of them read more than once or not plainly."""
        waits = self._waiting
        few = (waits.facts > 0) & (waits.facts <= MOST_FACTS) & (waits.readings > waits.facts)
        boundless = waits.bits_of(key for key in waits.keys if not values_of(self._reckoning, key))
        few &= ~(waits.services & boundless[:, None]).any(axis=0)
        return np.flatnonzero(few).tolist()

    # what came out -----------------------------------------------------------------------------------

    @property
    def services(self) -> tuple[ServiceDefinition, ...]:
        """The services of the table, in its order."""
        return self._programmes.services

    @property
    def statuses(self) -> dict[str, str]:
        """Service id → eligible, ineligible or unknown."""
        found = self.status.tolist()
        return {service.id: TEXTS[truth] for service, truth in zip(self.services, found, strict=True)}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every clause that could not be worked out."""
        return tuple(
            Fault(self.services[self._programmes.service_of[place]].id, verdict.clause.id, verdict.fault)
            for place, verdict in sorted(self._verdicts.items())
            if verdict.fault is not None
        )

    def missing(self, service: str) -> tuple[FactKey, ...]:
        """The facts that can still change the service's result, in the order of its clauses. KeyError."""
        number = self._place[service]
        if self.status[number] != UNKNOWN:
            return ()
        ordered = (key for verdict in self._found(number) for key in sorted(verdict.missing))
        return tuple(dict.fromkeys(ordered))

    def answer(self, service: str, *, explain: bool = True) -> Answer:
        """The whole answer, as `check` gives it: the table's verdicts with the values behind them. KeyError."""
        number = self._place[service]
        status = TEXTS[int(self.status[number])]
        definition = self.services[number]
        return answer_of(self._reckoning, definition, self._found(number), status, explain=explain)

    def next_question(self, declined: Iterable[FactKey] = ()) -> Question | None:
        """The open fact that open services wait for most (:mod:`madang.rules.table.questions`), or None."""
        return next_question(self._reckoning, self._programmes.ids, self.status, self._waiting, declined)

    def witness(self, question: Question, declined: Iterable[FactKey] = ()) -> Witness | None:
        """Why a question of this match is not idle: two families that fit what is known and differ in its answer and
        in a status. Sought when asked for, by the interpreter (milliseconds); None when none is found."""
        places = [self._place[id] for id in question.services]
        nearest = sorted(places, key=self._waiting.facts.__getitem__)[:MOST_SERVICES]
        return witness(self._reckoning, question.key, [self.services[place] for place in nearest], declined)

    @cached_property
    def clauses(self) -> Truths:
        """int8[clauses]; 0 no, 1 unknown, 2 yes."""
        found = self._forms[self._shared.form]
        for place, verdict in self._verdicts.items():
            found[place] = _truth(verdict)
        return found

    @cached_property
    def _place(self) -> dict[str, int]:
        return {service.id: number for number, service in enumerate(self.services)}

    def _found(self, number: int) -> list[Verdict]:
        return list(self._found_one_by_one(number))

    def _found_one_by_one(self, number: int) -> Iterator[Verdict]:
        for place in self._programmes.clauses_of(number):
            clause = self._programmes.clauses[place]
            if place in self._verdicts:
                yield self._verdicts[place]
            elif clause is not None:
                truth = int(self.clauses[place])
                missing = self._missing_of(place) if truth == UNKNOWN else NOTHING
                yield Verdict(clause, None if truth == UNKNOWN else truth == TRUE, missing)

    def _missing_of(self, place: int) -> frozenset[FactKey]:
        """The open facts of the unknown conjuncts of a clause."""
        programmes, missing = self._programmes, NOTHING
        for conjunct in range(*programmes.conjunct_start[place : place + 2].tolist()):
            if self._conjuncts[self._shared.conjunct[conjunct]] == UNKNOWN:
                literals = programmes.literal[slice(*programmes.literal_start[conjunct : conjunct + 2].tolist())]
                states = self._values.state[literals % len(programmes.atoms)].tolist()
                missing = missing.union(*(self._values.missing[state] for state in states))
        return missing


def _truth(verdict: Verdict) -> int:
    return UNKNOWN if verdict.holds is None else TRUE if verdict.holds else FALSE
