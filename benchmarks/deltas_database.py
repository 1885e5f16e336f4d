"""The same as benchmarks.deltas from recorded facts to rows: what the log, the queue and the standings cost."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.database import database
from madang.rules.service import Rulebook, check, load_rulebook


def measure(families: int, count: int, remembered: int) -> int:
    """Records changes, follows them, and compares every row with a full recomputation; 1 when one is wrong."""
    with database():
        from madang.entitlements.models import StandingAnswer
        from madang.entitlements.service import Remembered, enrol
        from madang.facts.service import facts_of_family, family_as_known, record, take_changes
        from tests.town import DAY, changes, consistent, town

        rulebook = load_rulebook()
        people = {id: consistent(family) for id, family in town(rulebook, families).items()}
        apart = {min(family.persons): family for family in people.values()}
        for number, family in enumerate(apart.values()):
            homes = {home.id: home.id for home in family.residences}
            record(rulebook, facts_of_family(rulebook, family, subjects=homes, source="moi"), key=f"family {number}")
        begun = time.process_time()
        memory = Remembered.of_families(rulebook, remembered)
        enrol(rulebook, people, DAY, remembered=memory)
        print(f"{len(people):,} residents enrolled in {time.process_time() - begun:.1f} s CPU")
        while take_changes():
            pass
        kept = ("person.birth_date", "person.marital_status")  # at random they would contradict the relations
        stream = [one for one in changes(rulebook, people, count) if one.name not in kept]
        half = len(stream) // 2
        print("a follower that has just started:")
        _record_and_follow(rulebook, stream[:half], Remembered.of_families(rulebook, remembered))
        print("one that remembers everybody:")
        _record_and_follow(rulebook, stream[half:], memory)
        wrong = 0
        for person in people:
            rows = {row.service: row for row in StandingAnswer.objects.filter(resident=person)}
            for one in check(rulebook, family_as_known(rulebook, person, DAY).family, explain=False):
                row = rows[one.service]
                low, high = (None, None) if one.amount is None else (one.amount.low, one.amount.high)
                missing = {name for name, _ in one.missing}
                wrong += (row.status, row.low, row.high, set(row.missing)) != (one.status, low, high, missing)
        print(f"against a full recomputation {wrong} wrong of {len(people) * len(rulebook.pack.services):,}")
    return 1 if wrong else 0


def _record_and_follow(rulebook: Rulebook, stream: list[Any], memory: Any) -> None:
    """Each change is a batch of one fact's last value among a thousand, as a feed of an agency would be."""
    from madang.entitlements.service import follow_changes
    from madang.facts.service import NewFact, record
    from tests.town import DAY

    begun, wall = time.process_time(), time.perf_counter()
    for at in range(0, len(stream), 1_000):
        facts = [NewFact(one.person, one.name, one.value.value, "nts") for one in stream[at : at + 1_000]]
        record(rulebook, facts, key=f"changes {id(stream)} {at}")
    recorded, begun = time.process_time() - begun, time.process_time()
    residents = evaluated = told = 0
    while (moved := follow_changes(rulebook, DAY, remembered=memory)) is not None:
        residents, evaluated, told = residents + moved.residents, evaluated + moved.evaluated, told + len(moved.told)
    spent, wall = time.process_time() - begun, time.perf_counter() - wall
    rate = len(stream) / (recorded + spent)
    print(
        f"{len(stream):,} changes: recorded in {recorded:.1f} s CPU, followed in {spent:.1f} s CPU, "
        f"{rate:,.0f} changes/s, followed alone {len(stream) / spent:,.0f} ({wall:.1f} s wall); "
        f"{residents:,} residents and {evaluated:,} outcomes worked out, {told:,} told"
    )
