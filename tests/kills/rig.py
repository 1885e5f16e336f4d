"""Work goes on, processes are killed in a seeded order, and at the end everything is counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.kills.hand import Floor, Hand
from tests.kills.patient import Flights
from tests.kills.processes import KINDS, Processes, Victim

WARM = 90.0
"""Seconds within which the first things are acknowledged."""
BACK = 120.0
"""Seconds within which what was killed is back."""
UNDER_WAY = 5.0
"""Seconds in which a moment with a change under way is waited for."""
STEP = 0.02
PAUSES = (0.5, 2.5)
"""Seconds of work between two kills, by chance."""


@dataclass(frozen=True, slots=True)
class Kill:
    """What was killed, how many changes were under way then, and how long until it worked again (seconds)."""

    kind: str
    name: str
    under_way: int
    back: float


class Struck(NamedTuple):
    """What was killed, changes under way then, and when by the monotonic clock."""

    victim: Victim
    under_way: int
    at: float


@dataclass(slots=True)
class Rig:
    """hands: who works. say: told of each kill."""

    floor: Floor
    hands: list[Hand]
    flights: Flights
    processes: Processes
    chance: random.Random
    say: Callable[[str], None] = lambda words: None
    kills: list[Kill] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def begin(self, warm: Callable[[], bool]) -> None:
        """Everybody begins; returns when `warm()`."""
        self.floor.working.set()
        for hand in self.hands:
            hand.start()
        if not _until(warm, WARM):
            self.faults.append(f"nothing was acknowledged within {WARM:.0f} s")

    def run(self, rounds: int, kinds: Sequence[str] = KINDS, *, together: bool = False) -> None:
        """Rounds in which each kind is killed once, in a new order each time.

        together: the next while the former is still away. Otherwise one after the other, with some work between.
        """
        for _ in range(rounds):
            struck = list[Struck]()
            for kind in self.chance.sample(kinds, len(kinds)):
                struck.append(self._strike(kind))
                if not together:
                    self._await(struck)
                    time.sleep(self.chance.uniform(*PAUSES))
            self._await(struck)

    def _strike(self, kind: str) -> Struck:
        """Kills one of the kind while changes are under way."""
        while (victim := self.processes.victim(kind, self.chance)) is None:
            time.sleep(STEP)
        _until(lambda: self.flights.changing > 0, UNDER_WAY)
        time.sleep(self.chance.uniform(0.0, 0.4))
        under_way = self.flights.changing
        try:
            victim.kill()
        except ProcessLookupError:  # a backend whose connection was closed meanwhile
            return self._strike(kind)
        return Struck(victim, under_way, time.monotonic())

    def _await(self, struck: list[Struck]) -> None:
        """Until all of them are back; work goes on meanwhile. Nothing is left in the list."""
        while struck:
            for one in list(struck):
                back = time.monotonic() - one.at
                if not one.victim.back():
                    if back < BACK:
                        continue
                    self.faults.append(f"{one.victim.name} was not back within {BACK:.0f} s")
                struck.remove(one)
                self.kills.append(Kill(one.victim.kind, one.victim.name, one.under_way, back))
                self.say(f"{len(self.kills):4d}  {one.victim.name:28} {one.under_way} under way, back in {back:.1f} s")
            time.sleep(STEP)

    def rest(self, seconds: float = 360.0) -> None:
        """Nobody begins anything; returns when everybody has finished."""
        self.floor.working.clear()
        deadline = time.monotonic() + seconds
        for hand in self.hands:
            if not hand.resting.wait(max(0.0, deadline - time.monotonic())):
                self.faults.append(f"{hand.name} has not finished within {seconds:.0f} s")

    def work(self) -> None:
        """Goes on after a rest."""
        for hand in self.hands:
            hand.resting.clear()
        self.floor.working.set()

    def end(self) -> None:
        """Nobody works any more."""
        self.floor.stopped.set()
        self.floor.working.set()
        for hand in self.hands:
            hand.join(10)

    def table(self) -> list[tuple[str, int, int, int, float]]:
        """A row a kind: kills, with changes under way, changes under way in all, longest until back in seconds."""
        return [_row(kind, [one for one in self.kills if one.kind == kind]) for kind in KINDS]

    def names(self) -> Counter[str]:
        """Kills by what exactly was killed."""
        return Counter(one.name for one in self.kills)


def _row(kind: str, kills: Iterable[Kill]) -> tuple[str, int, int, int, float]:
    found = list(kills)
    flights, backs = [one.under_way for one in found], [one.back for one in found]
    return kind, len(found), sum(one > 0 for one in flights), sum(flights), max(backs, default=0.0)


def _until(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(STEP)
    return False
