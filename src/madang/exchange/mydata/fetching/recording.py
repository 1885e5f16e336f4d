"""What was gathered becomes facts, in one transaction: consents are looked at again, only what differs is written."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from madang.exchange.mydata.feeds.held import hold_back
from madang.exchange.mydata.feeds.pending import keep_waiting
from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.carriage import Carrier
from madang.exchange.mydata.fetching.differences import differing
from madang.exchange.mydata.fetching.entries import Used, entries
from madang.exchange.mydata.fetching.gathering import Failed, Said
from madang.exchange.mydata.fetching.plausible import births_moved
from madang.exchange.mydata.fetching.refusing import refusals
from madang.exchange.mydata.fetching.structure import closed, ended_kin, homes_of, told_of_homes, told_of_kin
from madang.exchange.mydata.fetching.telling import Told, Unreadable, told
from madang.exchange.mydata.fetching.wanted import Fetched, Refusal
from madang.exchange.mydata.purposes import STRUCTURE, rulebook
from madang.facts.service import LINKS, KnownFact, NewFact, Statement, known, known_under, now, record
from madang.rules.service import while_installed
from madang.trust.service import write

LOCKS, BUCKETS = 0x4D59_4644, 256
BORN = "person.birth_date"


@dataclass(slots=True)
class _Telling:
    """What is to be compared: one statement a key, whoever's application it came with."""

    told: dict[tuple[str, str, str, dt.date | None], Told] = field(default_factory=dict)
    used: list[list[Used]] = field(default_factory=list)
    said: dict[str, dict[str, Said]] = field(default_factory=dict)

    def add(self, one: Told) -> None:
        fact = one.fact
        key = (fact.subject, fact.name, fact.object, fact.valid_from)
        before = self.told.get(key)
        if before is None or one.rank < before.rank:
            self.told[key] = one


def record_batch(
    batch: Batch, actor: str, key: str, extra: Iterable[Told] = (), died: Mapping[str, dt.date] | None = None
) -> list[Fetched]:
    """Records what is still carried, logs what was used and refused, keeps what waits. One result an applicant.

    extra: what an event itself says; died: person → day, whose homes and relations are over then. recorded is what the
    whole batch wrote. The same key twice records once.
    """
    with batch.everybody():
        people = batch.people()
        _take_turns(people)
        batch.refresh_consents()
        at = now()
        held = known(people, names=LINKS) if people else []
        telling = _told(batch, at, held)
        for one in extra:
            telling.add(one)
        held += known_under(_not_read(telling, people))
        statements = _statements(batch, telling, held, died or {})
        ids = record(rulebook(), statements, key=key[:128]).ids if statements else ()
        refused = [refusals(batch, place, at) for place in range(len(batch.wanted))]
        write(entries(batch, telling.used, refused, actor, at))
        failed = list(batch.gathered.failed.values())
        hold_back(failed, at)
        keep_waiting(batch.wanted, failed, batch.gathered.said, at)
    return [_result(batch, place, ids, refused[place]) for place in range(len(batch.wanted))]


def _result(batch: Batch, place: int, ids: Sequence[int], refused: Sequence[Refusal]) -> Fetched:
    one = batch.wanted[place]
    waiting = tuple(sorted(a for a in batch.gathered.failed if one.agencies is None or a in one.agencies))
    return Fetched(tuple(ids), tuple(refused), tuple(batch.gathered.exchanges), waiting)


def _not_read(telling: _Telling, people: Collection[str]) -> set[tuple[str, str]]:
    """(person or home, name) of what is told, but for the links of the people here: nothing else is compared."""
    read = set(people)
    told = {(one.fact.subject, one.fact.name) for one in telling.told.values()}
    return {(subject, name) for subject, name in told if subject not in read or name not in LINKS}


def _take_turns(people: Collection[str]) -> None:
    """Those who record about one person take turns from here on: each sees what the other recorded."""
    buckets = sorted({zlib.crc32(person.encode()) % BUCKETS for person in people})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket", [LOCKS, buckets])


def _told(batch: Batch, at: dt.datetime, held: list[KnownFact]) -> _Telling:
    """All that is carried of what the agencies said; an agency that says what cannot be is dropped as a whole."""
    while True:
        try:
            telling = _telling(batch, at, held)
            _refuse_moved_births(batch, telling, held)
        except _Broken as broken:
            batch.gathered.failed[broken.agency] = Failed(broken.agency, "implausible", broken.reason)
            batch.gathered.said.pop(broken.agency, None)
            continue
        return telling


class _Broken(Exception):
    def __init__(self, agency: str, reason: str) -> None:
        super().__init__(agency)
        self.agency, self.reason = agency, reason


def _telling(batch: Batch, at: dt.datetime, held: list[KnownFact]) -> _Telling:
    found = _Telling(used=[[] for _ in batch.wanted])
    register, kin = batch.registers
    usable = [_usable(batch, place, at, found) for place in range(len(batch.wanted))]
    try:
        structure = "household_number"
        for one in told_of_homes(found.said.get(register, {}), batch.ids, held):
            found.add(one)
        homes = homes_of(found.said.get(register, {}), batch.ids, held, batch.on)
    except Unreadable as wrong:
        raise _Broken(register, f"'{structure or wrong.field}' cannot be read") from None
    for one in told_of_kin(found.said.get(kin, {}), batch.ids):
        found.add(one)
    for place, pairs in enumerate(usable):
        sources, since = batch.reads[place].sources, batch.wanted[place].since
        for person, agency, said, carriers in pairs:
            try:
                for one in told(person, homes.get(person, ""), agency, said, sources.get(agency, ()), carriers, since):
                    found.add(one)
            except Unreadable as wrong:
                raise _Broken(agency, f"'{wrong.field}' cannot be read") from None
    return found


def _usable(
    batch: Batch, place: int, at: dt.datetime, found: _Telling
) -> list[tuple[str, str, Said, dict[str, Carrier]]]:
    """(person, agency, answer, field → what carries it) for one applicant; notes what is used on what ground."""
    carriage, pairs = batch.carriage(place, at), []
    for person in batch.targets(place):
        number = batch.numbers.get(person, "")
        for agency, fields in batch.reads[place].by_agency.items():
            said = batch.gathered.of(agency, number)
            if said is None:
                continue
            carriers = carriage.carried(person, agency, fields)
            if carriers:
                found.used[place].append(Used(person, agency, said, carriers))
                pairs.append((person, agency, said, carriers))
                if all(name in carriers for name in STRUCTURE.get(agency, ("",))):
                    found.said.setdefault(agency, {})[number] = said
    return pairs


def _refuse_moved_births(batch: Batch, telling: _Telling, held: list[KnownFact]) -> None:
    for agency in batch.registers:
        before = {one.subject: str(one.value) for one in held if one.name == BORN and one.source == agency}
        after = {
            one.fact.subject: str(one.fact.value) for one in telling.told.values()
            if one.fact.name == BORN and one.fact.source == agency
        }  # fmt: skip
        if births_moved(before, after):
            raise _Broken(agency, "other dates of birth than before for many")


def _statements(batch: Batch, telling: _Telling, held: list[KnownFact], died: Mapping[str, dt.date]) -> list[Statement]:
    found: list[Statement] = list(differing(telling.told.values(), held, _ranks()))
    since = {
        person: one.since for place, one in enumerate(batch.wanted) if one.since is not None
        for person in batch.targets(place)
    }  # fmt: skip
    kin = telling.said.get(batch.registers[1], {})
    over = [*closed(held, died), *ended_kin(kin, batch.ids, telling.told.values(), held, since, batch.on)]
    told = {one.supersedes for one in found if isinstance(one, NewFact)}
    for one in over:
        before = one.supersedes if isinstance(one, NewFact) else one.fact
        if before not in told:
            told.add(before)
            found.append(one)
    return found


@while_installed
def _ranks() -> dict[tuple[str, str], int]:
    """(fact, agency) → place among the vocabulary's sources."""
    return {
        (fact.name, source.agency): rank
        for fact in rulebook().pack.facts.values()
        for rank, source in enumerate(fact.sources)
    }
