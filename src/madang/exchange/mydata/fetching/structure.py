"""What the two registers say of homes and kin, as facts about persons and homes by id."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from madang.exchange.mydata.circle import Circle
from madang.exchange.mydata.fetching.gathering import Said
from madang.exchange.mydata.fetching.telling import REGION, Told, Unreadable
from madang.exchange.mydata.mapping import mapping
from madang.facts.service import KnownFact, NewFact, Retraction, Statement, lives_at, relation
from madang.trust.service import lookups


def numbers_in(agency: str, record: Mapping[str, Any]) -> Iterator[str]:
    """Register numbers of others that a record names."""
    register, kin = mapping().register, mapping().kin
    if agency == register["agency"]:
        yield from record.get(register["members"]) or ()
    elif agency == kin["agency"]:
        yield from filter(None, [record.get(kin["spouse"])])
        yield from record.get(kin["parents"]) or ()
        yield from record.get(kin["children"]) or ()


def add_to(circle: Circle, agency: str, person: str, record: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    """What the record says of who lives and belongs together."""
    register, kin = mapping().register, mapping().kin
    if agency == register["agency"]:
        circle.lives_with([person, *(ids[one] for one in record.get(register["members"]) or () if one in ids)])
    elif agency == kin["agency"] and not record.get(kin["death"]):
        if record.get(kin["spouse"]) in ids:
            circle.married(person, ids[record[kin["spouse"]]])
        for one in record.get(kin["parents"]) or ():
            if one in ids:
                circle.child(ids[one], person)
        for one in record.get(kin["children"]) or ():
            if one in ids:
                circle.child(person, ids[one])


def told_of_kin(said: Mapping[str, Said], ids: Mapping[str, str]) -> list[Told]:
    """Relations, each once. said: the family register's answers by number."""
    kin = mapping().kin
    found: dict[tuple[str, str, str], Told] = {}
    dead = {number for number, one in said.items() if (one.record or {}).get(kin["death"])}
    ids = {number: person for number, person in ids.items() if number not in dead}
    for number, one in said.items():
        record = one.record or {}
        if number not in ids:
            continue
        person = ids[number]
        ends = [(person, ids[other], "spouse") for other in [record.get(kin["spouse"])] if other in ids]
        ends += [(ids[other], person, "child") for other in record.get(kin["parents"]) or () if other in ids]
        ends += [(person, ids[other], "child") for other in record.get(kin["children"]) or () if other in ids]
        for first, second, kind in ends:
            if kind == "spouse" and second < first:
                first, second = second, first
            fact = relation(first, second, kind, kin["agency"], as_of=one.as_of, evidence=one.exchange)
            found.setdefault((first, second, kind), Told(fact, "static", 0))
    return list(found.values())


def ended_kin(
    said: Mapping[str, Said], ids: Mapping[str, str], told: Iterable[Told], held: Iterable[KnownFact],
    since: Mapping[str, dt.date], day: dt.date,
) -> Iterator[Statement]:  # fmt: skip
    """Relations the register said and does not say any more: they end on the day of the person's event, else today."""
    agency = mapping().kin["agency"]
    still = {(one.fact.subject, one.fact.name, one.fact.object) for one in told}
    asked = {ids[number] for number, one in said.items() if one.record is not None and number in ids}
    for fact in held:
        if fact.source != agency or fact.name not in ("relation.spouse", "relation.child"):
            continue
        if fact.valid_to is not None or (fact.subject, fact.name, fact.object) in still:
            continue
        if fact.subject in asked or fact.object in asked:
            yield until(fact, since.get(fact.subject) or since.get(fact.object) or day)


def closed(held: Iterable[KnownFact], died: Mapping[str, dt.date]) -> Iterator[Statement]:
    """Relations and homes of the dead end with the day of death, whoever told of them."""
    for fact in held:
        day = died.get(fact.subject) or died.get(fact.object)
        link = fact.name.startswith("relation.") or fact.name == "person.residence"
        if link and day is not None and (fact.valid_to is None or fact.valid_to > day):
            yield until(fact, day)


def until(fact: KnownFact, day: dt.date) -> Statement:
    """The same fact, over from the day on; one that only began later should not have been recorded."""
    if fact.valid_from is not None and fact.valid_from >= day:
        return Retraction(fact.id, fact.source, fact.evidence)
    return NewFact(
        fact.subject, fact.name, fact.value, fact.source, fact.valid_from, day, fact.as_of, fact.object,
        evidence=fact.evidence, supersedes=fact.id,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Home:
    id: str
    region: str
    moved_in: dt.date | None
    before: str | None


def told_of_homes(said: Mapping[str, Said], ids: Mapping[str, str], held: Collection[KnownFact]) -> list[Told]:
    """Homes, their regions, and where somebody lived before, as far as that was not known.

    said: the resident register's answers by number. A home that was known and is elsewhere now has moved, with all who
    lived in it.
    """
    agency = mapping().register["agency"]
    living: dict[str, set[str]] = defaultdict(set)
    for fact in held:
        if fact.name == "person.residence":
            living[fact.subject].add(fact.object)
    known_homes = set[str]().union(*living.values())
    found: dict[tuple[str, str, str], Told] = {}
    moved: dict[str, dt.date] = {}

    def tell(fact: NewFact) -> None:
        found.setdefault((fact.subject, fact.name, f"{fact.object}{fact.valid_from}"), Told(fact, "static", 0))

    records = [one.record for number, one in said.items() if one.record and number in ids]
    _learn_homes(str(record.get(mapping().register["household"]) or "") for record in records)
    told = [(ids[number], _home(one.record), one) for number, one in said.items() if one.record and number in ids]
    for person, home, _ in told:
        if home.id in living[person] and home.moved_in is not None:
            moved[home.id] = max(home.moved_in, moved.get(home.id, home.moved_in))
    for person, home, one in told:
        with_: dict[str, Any] = {"as_of": one.as_of, "evidence": one.exchange}
        since = moved.get(home.id) if home.id in known_homes else None
        tell(NewFact(home.id, REGION, home.region, agency, since, **with_))
        if home.id in living[person]:
            continue
        tell(lives_at(person, home.id, agency, valid_from=home.moved_in, **with_))
        if home.moved_in is not None and home.before is not None and not living[person]:
            former = f"{home.id}-{_former(home.before, home.moved_in)}"
            tell(NewFact(former, REGION, home.before, agency, **with_))
            tell(lives_at(person, former, agency, valid_to=home.moved_in, **with_))
    return list(found.values())


@lru_cache(maxsize=4_096)
def _former(region: str, until_day: dt.date) -> str:
    return hashlib.sha256(f"{region} {until_day}".encode()).hexdigest()[:8]


def _home(record: Mapping[str, Any]) -> _Home:
    register = mapping().register
    try:
        household, region = str(record[register["household"]]), record[register["region"]]
        moved = record.get(register["moved_in"])
        if not household or not isinstance(region, str):
            raise ValueError(register["household"])
        moved_in = None if moved is None else dt.date.fromisoformat(moved)
    except (KeyError, TypeError, ValueError):
        raise Unreadable(register["household"]) from None
    return _Home(home_id(household), region, moved_in, record.get(register["previous_region"]))


_homes: dict[str, str] = {}
_MOST_HOMES = 65_536


def home_id(household: str) -> str:
    """What the house calls a home: nothing of the register's number can be read out of it."""
    if household not in _homes:
        _learn_homes([household])
    return _homes[household]


def _learn_homes(households: Iterable[str]) -> None:
    """Names of many homes, which stay the same for ever. One query, or none."""
    new = sorted(set(filter(None, households)) - _homes.keys())
    if len(_homes) + len(new) > _MOST_HOMES:
        _homes.clear()
    if new:
        _homes.update({one: f"h{hash[:24]}" for one, hash in zip(new, lookups(new, kind="household"), strict=True)})


def homes_of(
    said: Mapping[str, Said], ids: Mapping[str, str], held: Iterable[KnownFact], on: dt.date
) -> dict[str, str]:
    """person → the home they live in: as the register says now, else as is known of the day."""
    found = {
        fact.subject: fact.object for fact in held
        if fact.name == "person.residence"
        and (fact.valid_from or dt.date.min) <= on < (fact.valid_to or dt.date.max)
    }  # fmt: skip
    told = {ids[number]: _home(one.record).id for number, one in said.items() if one.record and number in ids}
    return found | told
