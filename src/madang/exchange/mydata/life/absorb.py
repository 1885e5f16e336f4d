"""Events taken from the inbox, fetched for by batch, and recorded: all in one transaction, so that each counts once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import structlog
from prometheus_client import Counter

from madang.exchange.hub.service import usual_seconds
from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.recording import record_batch
from madang.exchange.mydata.fetching.telling import Told
from madang.exchange.mydata.fetching.wanted import Wanted
from madang.exchange.mydata.life.events import BIRTH, DEATH, JOB_LOSS, MOVE, SUBSCRIPTION, LifeEvent, inbox, understood
from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.purposes import ALERTS
from madang.exchange.mydata.whole import WORKER, on_everybody
from madang.exchange.mydata.wiring import persons
from madang.facts.service import NewFact, relation
from madang.rules.service import Label
from madang.trust import service as trust

AGENCIES = {
    BIRTH: None,
    JOB_LOSS: frozenset({"ei", "nts", "nhis"}),
    MOVE: frozenset({"moi"}),
    DEATH: frozenset({"moi", "court"}),
}
"""Whom an event makes worth asking; None: all."""
EVENTS = Counter("madang_life_events_total", "Life events taken from the inbox.", ["kind", "outcome"])
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """events: how many were taken. recorded: ids of facts. born: newborns that were told of. unknown: events about
    nobody the registers know; unreadable: of a kind or content this room does not know."""

    events: int = 0
    recorded: tuple[int, ...] = ()
    born: tuple[str, ...] = ()
    unknown: int = 0
    unreadable: int = 0


@dataclass(frozen=True)
class Welcome(trust.Act[None, int]):
    """A newborn becomes known to the house; other rooms are told (`kr.madang.mydata.person_new`)."""

    born: tuple[str, ...]

    name: ClassVar[str] = "mydata.welcome"
    purpose: ClassVar[Label] = Label("출생의 기록", "Taking note of a birth")

    def find(self) -> None:
        """Nothing to lock: the persons are new."""

    def resource(self, about: None) -> trust.Resource:
        """The house."""
        return trust.Resource("House", "mydata", {"tenant": trust.HOUSE})

    def ground(self, about: None) -> trust.Ground:
        """주민등록법 §14②: what was reported to the family register is registered."""
        return trust.Ground("주민등록법 §14②", "statute")

    def execute(self, doing: trust.Doing, about: None) -> int:
        """Told once for each person."""
        doing.about(self.born)
        for person in self.born:
            doing.tell("kr.madang.mydata.person_new", subject=person, data={"person": person})
        return len(self.born)


def absorb(day: dt.date, most: int = 100, *, timeout: float = usual_seconds) -> Absorbed | None:
    """Takes waiting events and records what follows from them; None when none waits.

    One transaction: when it fails the events wait again. An agency that does not answer costs nothing but time: what
    the event itself says is recorded, the rest is kept as a pending fetch.
    """
    take = inbox()
    if take is None:
        return None
    with on_everybody():
        taken = take(SUBSCRIPTION, most)
        if not taken:
            return None
        events = [event for one in taken if (event := understood(one)) is not None]
        unreadable = len(taken) - len(events)
        if unreadable:
            EVENTS.labels("other", "unreadable").inc(unreadable)
            log.warning("life_events_unreadable", count=unreadable)
        done = _Absorbing(list({event.key: event for event in events}.values()), day, timeout).run()
    return Absorbed(len(taken), done.recorded, done.born, done.unknown, unreadable)


@dataclass(slots=True)
class _Absorbing:
    events: Sequence[LifeEvent]
    day: dt.date
    timeout: float
    ids: dict[str, str] = field(default_factory=dict)

    def run(self) -> Absorbed:
        """What came of the events."""
        if not self.events:
            return Absorbed()
        people = persons()
        self.ids = people.ids_of(sorted({one.applicant for one in self.events}))
        about = [one for one in self.events if one.applicant in self.ids]
        babies = sorted({one.number for one in about if one.kind == BIRTH})
        known = people.ids_of(babies) if babies else {}
        self.ids |= known | (people.enrol(dict.fromkeys((b for b in babies if b not in known), ""), "court"))
        # What is known of a child says nothing: somebody may have asked about its family before its event came.
        welcomed = trust.acted_on(Welcome.name, (self.ids[one] for one in babies)) if babies else set()
        born = tuple(self.ids[one] for one in babies if self.ids[one] not in welcomed)
        wanted = [self._wanted(one) for one in about]
        if not wanted:
            return self._counted(Absorbed(unknown=len(self.events)), about)
        numbers = {person: number for number, person in self.ids.items()}
        day = max(self.day, *(one.on for one in about))
        batch = Batch(wanted, day, timeout=self.timeout, numbers=numbers, within=True, people=people)
        batch.nameless |= set(babies) - known.keys()
        batch.gather()
        known_here = self._known_to_a_register(batch, about)
        born = tuple(one for one in born if one in known_here)
        extra = [one for event in about if self.ids[event.number] in known_here for one in self._said(event)]
        died = {self.ids[one.number]: one.on for one in about if one.kind == DEATH}
        recorded = record_batch(batch, WORKER.actor, self._key(), extra, died)[0].recorded
        if born:
            trust.perform(Welcome(born), WORKER)
        for person, on in died.items():
            people.died(person, on, mapping().kin["agency"])
        unknown = len(self.events) - len(about)
        return self._counted(Absorbed(recorded=recorded, born=born, unknown=unknown), about)

    def _known_to_a_register(self, batch: Batch, about: Sequence[LifeEvent]) -> set[str]:
        """Persons whom no register denied: an event about nobody records nothing."""
        found = set()
        for event in about:
            said = [batch.gathered.of(agency, event.applicant) for agency in batch.registers]
            if any(one is None or one.record is not None for one in said) or event.kind == DEATH:
                found |= {self.ids[event.number], self.ids[event.applicant]}
        return found

    def _wanted(self, event: LifeEvent) -> Wanted:
        applicant, person = self.ids[event.applicant], self.ids[event.number]
        purposes = (f"event.{event.kind}", ALERTS)
        since = None if event.kind == BIRTH else event.on
        if event.kind == BIRTH:
            return Wanted(applicant, purposes, kin=((applicant, person),), remembered=False)
        named = (person,) if event.kind == JOB_LOSS else None
        return Wanted(
            applicant,
            purposes,
            named,
            agencies=AGENCIES[event.kind],
            since=since,
            walk=event.kind != JOB_LOSS,
            remembered=event.kind != MOVE,
        )

    def _said(self, event: LifeEvent) -> list[Told]:
        """What an event says by itself, for want of a register's own answer."""
        if event.kind != BIRTH:
            return []
        mother, baby, court = self.ids[event.mother], self.ids[event.number], mapping().kin["agency"]
        born = NewFact(baby, "person.birth_date", event.on, court, as_of=event.on, evidence=event.key[:200])
        child = relation(mother, baby, "child", court, as_of=event.on, evidence=event.key[:200])
        return [Told(born, "static", 1), Told(child, "static", 1)]

    def _key(self) -> str:
        whole = "\n".join(sorted(one.key for one in self.events))
        return f"events {hashlib.sha256(whole.encode()).hexdigest()}"

    def _counted(self, done: Absorbed, about: Sequence[LifeEvent]) -> Absorbed:
        for one in about:
            EVENTS.labels(one.kind, "absorbed").inc()
        if done.unknown:
            EVENTS.labels("other", "unknown").inc(done.unknown)
        return done
