"""Life events: each accepted once, taken once, with what follows from it told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from tests.kills.checks.seen import Change, Seen

Entries = Iterable[dict[str, Any]]
Shown = tuple[Any, Any] | None


def events(acknowledged: Entries, seen: Seen) -> Iterator[str]:
    """An accepted event is there once, however often it was sent, and each acceptance is on record once."""
    there, exchanges = Counter(seen.events), Counter(seen.exchanges)
    for one in acknowledged:
        key = (one["source"], one["id"])
        if there[key] != 1:
            yield f"lost: event {one['id']} was accepted and is there {there[key]} times"
        if (times := exchanges[one["exchange"]]) != 1:
            yield f"torn: the exchange {one['exchange']} was answered and is on record {times} times"
    if seen.quarantined:
        yield f"wrong: {seen.quarantined} events that are well lie in quarantine"


def births(acknowledged: Entries, seen: Seen) -> Iterator[str]:
    """A birth that the court knows reached the hub once; the child is one person, welcomed once, its mother's once."""
    at_hub = Counter(seen.births)
    welcomed = Counter(data["person"] for type, data in seen.told if type == "kr.madang.mydata.person_new")
    children = Counter(seen.children)
    for one in acknowledged:
        baby, mother = seen.people.get(one["baby"], ""), seen.people.get(one["mother"], "")
        counts = (at_hub[one["baby"]], int(bool(baby)), welcomed[baby], children[mother, baby])
        if counts != (1, 1, 1, 1):
            yield (f"lost: birth of {one['baby']}: {counts[0]} events, {counts[1]} persons, {counts[2]} welcomes,"
                   f" {counts[3]} times her child")  # fmt: skip


def alerts(seen: Seen) -> Iterator[str]:
    """What was told is a chain to where each resident stands now: no link is missing, none is there twice."""
    chains: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for one in seen.changes:
        if one.kind != "question":
            chains[one.resident, one.service].append(one)
    for (resident, service), chain in chains.items():
        for former, latter in pairwise(chain):
            if _shown(former.after) != _shown(latter.before):
                yield f"lost or double: {resident} was told {former.after} and then that {latter.before} has changed"
        now = seen.standings.get((resident, service), [])
        if _shown(chain[-1].after) != _shown(now):
            yield f"lost: {resident} was told {chain[-1].after} of {service} last and stands at {now}"


def _shown(stand: list[Any]) -> Shown:
    """What every difference of is told: whether it is owed, and how much."""
    return (stand[1], stand[2]) if stand and stand[0] == "eligible" else None
