"""What came of a run, against what had to come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.spine.expected import Alert
from benchmarks.spine.planned import COPY, Planned
from benchmarks.spine.stages import Stages, Told

BAR = 1.0
"""Seconds from the hub's acceptance to the resident's page, 99th percentile."""


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99, max in seconds, and how many."""
    ordered = sorted(seconds)
    if not ordered:
        return {"n": 0}
    at = {name: ordered[min(len(ordered) - 1, int(part * len(ordered)))] for name, part in QUANTILES.items()}
    return {"n": len(ordered), **{name: round(value, 4) for name, value in at.items()}, "max": round(ordered[-1], 4)}


QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


def plain(alert: Alert) -> Alert:
    """Without the event: the database does not tell which it was."""
    return alert._replace(before=tuple(alert.before), after=tuple(alert.after), event=-1)


def difference(expected: Sequence[Alert], told: Sequence[Told]) -> dict[str, Any]:
    """missing: expected and not told; extra: told and not expected, or told twice."""
    wanted, had = Counter(plain(one) for one in expected), Counter(plain(one.alert) for one in told)
    missing, extra = list((wanted - had).elements()), list((had - wanted).elements())
    return {"expected": len(expected), "told": len(told), "missing": len(missing), "extra": len(extra),
            "examples": [str(one) for one in (*missing[:5], *extra[:5])]}  # fmt: skip


def matched(expected: Sequence[Alert], told: Sequence[Told], accepted: Mapping[int, float]) -> list[tuple[Told, float]]:
    """(alert as told, when its event was accepted): the n-th of its kind with the n-th expected."""
    waiting: dict[Alert, list[Told]] = {}
    for one in told:
        waiting.setdefault(plain(one.alert), []).append(one)
    return [
        (waiting[plain(alert)].pop(0), accepted[alert.event])
        for alert in expected
        if alert.event in accepted and waiting.get(plain(alert))
    ]


class Seen(NamedTuple):
    """An alert on a page. accepted, committed, seen: Unix times of the event, of the alert, of the page's last byte."""

    accepted: float
    committed: float
    seen: float

    @property
    def seconds(self) -> float:
        """From acceptance to the page."""
        return self.seen - self.accepted


def on_pages(pairs: Sequence[tuple[Told, float]], shown: Sequence[tuple[str, int, float]]) -> list[Seen]:
    """For residents at an open page: until the page with the alert had been read to its end."""
    first: dict[str, list[tuple[int, float]]] = {}
    for resident, latest, at in shown:
        first.setdefault(resident, []).append((latest, at))
    found = []
    for told, accepted in pairs:
        seen = [at for latest, at in first.get(told.alert.resident, ()) if latest >= told.id]
        if seen:
            found.append(Seen(accepted, told.at, min(seen)))
    return found


def _slowest(seen: Sequence[Seen], begun: Sequence[float]) -> list[dict[str, float]]:
    """The five that took longest, and how long after the first event that was."""
    return [
        {"after_s": round(one.accepted - begun[0], 1), "seconds": round(one.seconds, 3),
         "committed_after": round(one.committed - one.accepted, 3)}
        for one in sorted(seen, key=lambda one: -one.seconds)[:5]
    ]  # fmt: skip


def report(
    plan: Sequence[Planned], expected: Sequence[Alert], stages: Stages, generator: Mapping[str, Any],
    readers: Mapping[str, Any], cpu: Mapping[str, float], rate: float,
) -> dict[str, Any]:  # fmt: skip
    """Everything that is printed. passed: whether all bars are met."""
    pairs = matched(expected, stages.alerts, stages.accepted)
    seen = on_pages(pairs, [tuple(one) for one in readers["shown"]])
    page = [one.seconds for one in seen]
    stages.seconds["alert committed (all alerts)"] = [told.at - accepted for told, accepted in pairs]
    stages.seconds["on the page (residents at an open page)"] = page
    unique = sum(one.sort != COPY for one in plan)
    stages.seconds["committed to the page"] = [one.seen - one.committed for one in seen]
    times = sorted(stages.accepted.values())
    last = max((one.at for one in plan), default=0.0)
    achieved = 0.0 if len(times) < 2 else (len(times) - 1) / (times[-1] - times[0]) * len(plan) / unique
    differs = difference(expected, stages.alerts)
    watched = sum(told.alert.resident in {one[0] for one in readers["shown"]} for told, _ in pairs)
    found = {
        "events": len(plan), "unique": unique, "accepted": len(stages.accepted), "seconds": round(last, 1),
        "rate_wanted": rate, "rate_achieved": round(achieved, 2), "alerts": differs,
        "sorts": dict(Counter(f"{one.sort} {one.kind}" for one in plan)),
        "stages_s": {name: spread(values) for name, values in stages.seconds.items()},
        "page_alerts_watched": watched, "slowest_pages": _slowest(seen, times[:1]), "generator": dict(generator),
        "readers": {name: value for name, value in readers.items() if name != "shown"},
        "cpu_ms_per_event": {name: round(1000 * value / len(plan), 3) for name, value in cpu.items()},
        "cpu_ms_per_event_all": round(1000 * sum(cpu.values()) / len(plan), 2),
    }  # fmt: skip
    found["bars"] = {
        "every event accepted once": len(stages.accepted) == unique and not generator["failures"],
        "rate": achieved >= 0.99 * rate,
        "alerts as expected": not differs["missing"] and not differs["extra"],
        "page p99 within 1 s": bool(page) and spread(page)["p99"] <= BAR,
        "every alert committed within 1 s, p99": spread(stages.seconds["alert committed (all alerts)"]).get("p99", 9.9)
        <= BAR,
        "no question of a page failed": not readers["failures"],
    }
    found["passed"] = all(found["bars"].values())
    return found
