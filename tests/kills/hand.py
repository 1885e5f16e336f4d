"""Somebody who works in the house all the time: a thread that takes turns until it is told to rest or to stop."""

from __future__ import annotations

import random
import threading
import traceback
from collections.abc import Callable

from madang.cli.story.visitor import Unexpected


class Floor:
    """Shared by all hands: rest and stop, refusals that were told, and what went wrong with a hand itself."""

    def __init__(self) -> None:
        self.working = threading.Event()
        self.stopped = threading.Event()
        self.refusals: list[str] = []
        self.faults: list[str] = []


class Hand(threading.Thread):
    """turn: does one thing. A refusal (409, 422 …) is an answer; anything else unexpected is a fault of the rig."""

    def __init__(self, name: str, floor: Floor, chance: random.Random) -> None:
        super().__init__(name=name, daemon=True)
        self.floor, self.chance = floor, chance
        self.resting = threading.Event()

    def turn(self) -> None:
        """One thing, to its acknowledgement."""
        raise NotImplementedError

    def run(self) -> None:
        """Until the floor is stopped."""
        while not self.floor.stopped.is_set():
            if not self.floor.working.is_set():
                self.resting.set()
                self.floor.working.wait(0.1)
                continue
            self.resting.clear()
            try:
                self.turn()
            except Unexpected as refused:
                self.floor.refusals.append(f"{self.name}: {refused}")
                self.floor.stopped.wait(0.2)
            except Exception:  # whatever it is, the rig must end red
                self.floor.faults.append(f"{self.name}: {traceback.format_exc(limit=6)}")
                self.floor.stopped.wait(1.0)
        self.resting.set()


class Turns(Hand):
    """A hand made of a function."""

    def __init__(self, name: str, floor: Floor, chance: random.Random, turn: Callable[[], None], pause: float) -> None:
        super().__init__(name, floor, chance)
        self._turn, self._pause = turn, pause

    def turn(self) -> None:
        """Does it, then waits."""
        self._turn()
        self.floor.stopped.wait(self._pause)
