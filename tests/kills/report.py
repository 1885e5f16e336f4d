"""What is printed at the end: kills by kind, what was acknowledged, what does not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from tests.kills.rig import Rig


def report(rig: Rig, acknowledged: Counter[str], found: Sequence[str], say: Callable[[str], None]) -> None:
    """Tables in Markdown, then each fault and anomaly in a line of its own."""
    say("| killed | kills | with changes under way | changes under way in all | longest until back |")
    say("|---|--:|--:|--:|--:|")
    for kind, kills, busy, flights, longest in rig.table():
        if kills:
            say(f"| {kind} | {kills} | {busy} | {flights} | {longest:.1f} s |")
    say("\n" + ", ".join(f"{name} {count}" for name, count in sorted(rig.names().items())))
    say("\n| acknowledged | |\n|---|--:|")
    for kind, count in sorted(acknowledged.items()):
        say(f"| {kind} | {count} |")
    answers = rig.flights.counts
    say(f"\nrequests answered {answers['answered']}, without an answer {answers['broken']}, 5xx {answers['failed']},"
        f" refused with a reason {len(rig.floor.refusals)}")  # fmt: skip
    for words, count in Counter(one.rpartition(", ")[2][:100] for one in rig.floor.refusals).most_common(6):
        say(f"  refused {count}: {words}")
    for words, count in rig.flights.failures.most_common(8):
        say(f"  failed {count}: {words}")
    for fault in (*rig.faults, *rig.floor.faults):
        say(f"RIG {fault}")
    for one in found:
        say(f"ANOMALY {one}")
    say(f"{len(found)} anomalies")
