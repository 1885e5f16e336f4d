"""Residents of a register taken into the house: who they are, that alerts may be worked out, and what agencies hold."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from madang.exchange.mydata.consents.needed import Needed
from madang.exchange.mydata.consents.wording import text_of, until
from madang.exchange.mydata.fetching.batch import Batch
from madang.exchange.mydata.fetching.gathering import Gathered
from madang.exchange.mydata.fetching.recording import record_batch
from madang.exchange.mydata.fetching.wanted import Wanted
from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.models import Consent
from madang.exchange.mydata.purposes import ALERTS, reads_of
from madang.exchange.mydata.whole import WORKER, on_everybody
from madang.exchange.mydata.wiring import persons
from madang.facts.service import now
from madang.rules.grounds.service import grounds
from madang.trust.service import HOUSE, log_row, write

CHUNK = 500
"""Residents recorded in one transaction; agencies are asked in batches of 100."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """residents: known to the resident register. facts: new or corrected. waiting: agencies that did not answer."""

    residents: int
    facts: int
    waiting: tuple[str, ...]


def load_residents(
    numbers: Iterable[str], day: dt.date, *, evidence: str, timeout: float = 30.0,
    progress: Callable[[int], None] = lambda done: None,
) -> Loaded:  # fmt: skip
    """Everybody of these register numbers; again writes only what differs.

    evidence: where it can be seen that they asked for 맞춤형 급여 안내 (synthetic residents: that they are synthetic);
    it is recorded as the consent of whoever has none yet, and never for somebody who withdrew.
    """
    rest, residents, count, waiting = iter(numbers), 0, 0, set[str]()
    while chunk := list(islice(rest, CHUNK)):
        people, facts, open = _chunk(chunk, day, evidence, timeout)
        residents, count, waiting = residents + people, count + facts, waiting | open
        progress(residents)
    return Loaded(residents, count, tuple(sorted(waiting)))


def _chunk(numbers: Sequence[str], day: dt.date, evidence: str, timeout: float) -> tuple[int, int, set[str]]:
    register = mapping().register["agency"]
    gathered = Gathered(day, timeout)
    gathered.ask({register: numbers})
    names = {number: str(one.record.get("name", "")) for number, one in gathered.said.get(register, {}).items()
             if one.record}  # fmt: skip
    if not names:
        return 0, 0, set(gathered.failed)
    with on_everybody():
        keeper = persons()
        known = keeper.ids_of(list(names))
        new = {number: name for number, name in names.items() if number not in known}
        ids = known | (keeper.enrol(new, register) if new else {})
        _members(list(ids.values()), evidence)
    wanted = [Wanted(person, (ALERTS,), (person,), walk=False) for person in ids.values()]
    batch = Batch(wanted, day, timeout=timeout, numbers={person: number for number, person in ids.items()})
    batch.gathered = gathered
    batch.gather()
    key = hashlib.sha256("\n".join((*sorted(ids.values()), *sorted(gathered.exchanges))).encode()).hexdigest()
    fetched = record_batch(batch, WORKER.actor, f"residents {key}")[0]
    return len(ids), len(fetched.recorded), set(gathered.failed)


def _members(people: Sequence[str], evidence: str) -> None:
    """Those who never said anything about alerts are members, by the register that says so. Three queries."""
    said = set(Consent.objects.filter(giver__in=people, purpose=ALERTS).values_list("giver", flat=True))
    new = [person for person in people if person not in said]
    if not new:
        return
    at, lines = now(), [line for line in grounds().lines if line.purpose == ALERTS]
    facts = [fact.name for fact in reads_of(ALERTS).facts]
    sources = sorted(reads_of(ALERTS).by_agency)
    needed = Needed("", ALERTS, "", frozenset({"applicant"}), tuple(facts), tuple(sources), tuple(lines), frozenset())
    text = text_of(needed, "ko")
    Consent.objects.bulk_create(
        [
            Consent(
                giver=person, applicant=person, purpose=ALERTS, tenant=HOUSE, information=list(needed.information),
                facts=facts, sources=sources, law=needed.law[:400], language="ko", text=text.text,
                text_version=text.version, text_digest=text.digest, channel="register", evidence=evidence,
                given_at=at, given_by=WORKER.actor, until=until(at),
            )
            for person in new
        ],
        batch_size=1_000,
    )  # fmt: skip
    body = {"purpose": {"ko": "복지멤버십 가입의 기록", "en": "Recording memberships"}, "note": {"count": len(new)}}
    write([log_row(tenant=HOUSE, kind="act", name="mydata.members", actor=WORKER.actor, body=body, at=at)])
