"""Applications and what was done with them: each once, with its step, its entry, its event and its letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.kills.checks.seen import CASE_EVENT, Seen, of_people

LETTERS = {"approve": "granted", "refuse": "refused", "give_notice": "notice", "issue": "register"}
"""The letter that a step issues."""
OUTCOMES = {"granted": "approve", "refused": "refuse", "issued": "issue", "withdrawn": "withdraw"}
Entries = Iterable[dict[str, Any]]


def submissions(acknowledged: Entries, seen: Seen) -> Iterator[str]:
    """Each acknowledged application is one case of one draft; no case is of two drafts, or of none."""
    numbers = {case.id: case.number for case in seen.cases}
    found = Counter(numbers.values())
    for one in acknowledged:
        if found[one["number"]] != 1:
            yield f"lost: application {one['number']} was acknowledged and is there {found[one['number']]} times"
        elif numbers.get(seen.drafts.get(one["draft"]) or 0) != one["number"]:
            yield f"lost: draft {one['draft']} was acknowledged as {one['number']} and is not that case"
    drafts = Counter(case for case in seen.drafts.values() if case is not None)
    for id, number in numbers.items():
        if drafts[id] != 1:
            yield f"double: case {number} is of {drafts[id]} drafts"


def acts(acknowledged: Entries, before: Counter[tuple[int, str]], seen: Seen) -> Iterator[str]:
    """Each acknowledged act on a case is one step, and there are no steps that were not acknowledged.

    before: those that were there when the work began.
    """
    said = Counter((one["case"], one["verb"]) for one in acknowledged)
    done = of_people(seen.steps) - before
    for key in sorted(said.keys() | done.keys()):
        if said[key] != done[key]:
            what = "lost" if said[key] > done[key] else "double"
            yield f"{what}: {key[1]} of case {key[0]} acknowledged {said[key]} times, done {done[key]} times"


def records(seen: Seen) -> Iterator[str]:
    """Steps, entries of the log and events tell of the same acts, one of each; a case has as many steps as versions."""
    by_number = {case.number: case.id for case in seen.cases}
    steps = Counter((case, kind) for case, kind, _ in seen.steps)
    events = Counter((data["case"], type.removeprefix(CASE_EVENT))
                     for type, data in seen.told if type.startswith(CASE_EVENT))  # fmt: skip
    entries = Counter((by_number.get(note["case"], 0), note["step"]) for _, _, note in seen.acts if "step" in note)
    for key in sorted(steps.keys() | events.keys() | entries.keys()):
        counts = (steps[key], entries[key], events[key])
        if len(set(counts)) != 1:
            yield f"torn: {key[1]} of case {key[0]}: {counts[0]} steps, {counts[1]} acts on record, {counts[2]} events"
    taken = Counter(case for case, _, _ in seen.steps)
    for case in seen.cases:
        if taken[case.id] != case.version:
            yield f"torn: case {case.number} has version {case.version} and {taken[case.id]} steps"
    begun = Counter(note["draft"] for _, name, note in seen.acts if name == "applications.begin")
    for draft in seen.drafts.keys() | begun.keys():
        if not begun[draft] or draft not in seen.drafts:
            yield f"torn: draft {draft} is there {int(draft in seen.drafts)} times and on record {begun[draft]} times"


def decisions(seen: Seen) -> Iterator[str]:
    """A decided case has one decision, one step that says so, one letter; nothing else has any."""
    steps = Counter((case, kind) for case, kind, _ in seen.steps)
    letters = Counter(seen.letters)
    for case in seen.cases:
        for step, kind in LETTERS.items():
            if steps[case.id, step] != letters[case.id, kind]:
                yield (f"torn: case {case.number} has {steps[case.id, step]} steps {step}"
                       f" and {letters[case.id, kind]} letters {kind}")  # fmt: skip
        ended = {kind: steps[case.id, kind] for kind in OUTCOMES.values() if steps[case.id, kind]}
        wanted = {OUTCOMES[case.outcome]: 1} if case.outcome else {}
        if ended != wanted:
            yield f"double: case {case.number} is {case.outcome or 'open'} and was ended by {ended}"
        if (case.decision is not None) != (case.outcome in ("granted", "refused")):
            yield f"torn: case {case.number} is {case.outcome or 'open'} with decision {case.decision}"
    rested = Counter(case.decision for case in seen.cases if case.decision is not None)
    for id in seen.decisions.keys() | rested.keys():
        if rested[id] != 1 or id not in seen.decisions:
            yield f"torn: decision {id} is of {rested[id]} cases"


def consents(seen: Seen) -> Iterator[str]:
    """Each consent that was told is there."""
    told = Counter(data["consent"] for type, data in seen.told if type == "kr.madang.mydata.consent_given")
    there = {id for id, _ in seen.consents}
    for id, times in told.items():
        if times != 1 or id not in there:
            yield f"torn: consent {id} was told {times} times and is there {int(id in there)} times"
