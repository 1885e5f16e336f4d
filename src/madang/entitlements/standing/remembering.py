"""Families read before anything happens to them: a follower that has just started reads each at its first change."""

from __future__ import annotations

import datetime as dt

from madang.entitlements.models import Resident
from madang.entitlements.standing.remembered import Remembered
from madang.entitlements.whole import on_all_facts
from madang.facts.service import KnownFamily, now
from madang.rules.service import Rulebook, services_for


class Remembering:
    """Goes through the residents whose standing is kept, a few at a time, until all or `most` are remembered.

    What is remembered is measured against what is known whenever it is used: too early costs work, never a wrong
    outcome. Writes nothing. Another day begins anew.
    """

    def __init__(self, rulebook: Rulebook, remembered: Remembered, most: int) -> None:
        self.rulebook, self.remembered, self.most = rulebook, remembered, most
        self.count = 0
        self.done = False
        self._last = ""
        self._on: dt.date | None = None

    def some(self, on: dt.date, count: int) -> int:
        """The next ones; how many, 0 when nobody is left. At most eight queries."""
        if on != self._on:
            self._on, self._last, self.count, self.done = on, "", 0, False
        count = min(count, self.most - self.count)
        if self.done or count < 1:
            self.done = True
            return 0
        with on_all_facts():
            rows = Resident.objects.filter(pk__gt=self._last).order_by("pk")
            people = {one.pk: one for one in rows[:count]}
            if people:
                self._read(people, on)
        if not people:
            self.done = True
            return 0
        self._last = max(people)
        self.count += len(people)
        return len(people)

    def _read(self, people: dict[str, Resident], on: dt.date) -> None:
        known = self.remembered.facts.families_as_known(people, on, now())
        families = [one.family for _, one in known if isinstance(one, KnownFamily)]
        asked = ((family, [one.id for one in services_for(self.rulebook, family)]) for family in families)
        for _ in self.remembered.evaluator.stands(asked):
            pass
        self.remembered.rows.of(people)  # of those who are worked out anew meanwhile they are read again
