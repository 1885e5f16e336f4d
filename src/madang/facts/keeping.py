"""Families as known, again and again: of persons and homes that were read before only what is new is read."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping

from madang.facts.assembly import KnownFamily
from madang.facts.circle import family_again, family_of_kept
from madang.facts.circles import KeptCircles
from madang.facts.queries import families_as_known
from madang.facts.refreshing import Refreshing
from madang.facts.subjects import Reading, Subject
from madang.rules.service import ProblemsFound, Rulebook

MOST_SUBJECTS = 16_384
"""Persons and homes remembered unless said otherwise."""


class KeptFacts:
    """What was read of persons and homes, under one rulebook. Not for sharing between threads.

    What is kept is measured against the log every time, so nobody has to say what changed. Beyond `most` the persons
    and homes that were not asked about for longest are forgotten; another day forgets all. Asked about an earlier
    moment than before, it reads everything and keeps nothing of it.
    """

    def __init__(self, rulebook: Rulebook, most: int = MOST_SUBJECTS) -> None:
        self.rulebook, self.most = rulebook, most
        self._on: dt.date | None = None
        self._known_at = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._circles = KeptCircles(most)
        self._kept: OrderedDict[str, Subject] = OrderedDict()
        self._families: OrderedDict[str, tuple[Mapping[str, Subject], KnownFamily]] = OrderedDict()

    def families_as_known(
        self, applicants: Collection[str], on: dt.date, known_at: dt.datetime
    ) -> Iterator[tuple[str, KnownFamily | ProblemsFound]]:
        """As the function of the same name. At most eight queries, however many people."""
        if known_at < self._known_at:  # what is kept may have become known later
            yield from families_as_known(self.rulebook, applicants, on, known_at)
            return
        self._known_at = known_at
        around = self._circles.around(applicants, known_at)
        subjects = self._subjects(around, on, known_at)
        found = {root: self._family(root, {id: subjects[id] for id in of_one}, on) for root, of_one in around.items()}
        whole = [root for root, known in found.items() if known is None]
        read = dict(families_as_known(self.rulebook, whole, on, known_at)) if whole else {}
        for root, known in found.items():
            yield root, read[root] if known is None else known

    def _family(self, root: str, around: Mapping[str, Subject], on: dt.date) -> KnownFamily | None:
        """The family of one applicant; where nothing around is known otherwise than before it is the same."""
        before = self._families.pop(root, None)
        again = None if before is None or before[1].family.date != on else family_again(*before, around)
        known = family_of_kept(self.rulebook, around, root, on) if again is None else again
        if known is not None:
            self._families[root] = around, known
            if len(self._families) > self.most:
                self._families.popitem(last=False)
        return known

    def _subjects(
        self, around: Mapping[str, Mapping[str, bool]], on: dt.date, known_at: dt.datetime
    ) -> dict[str, Subject]:
        """Each person and home around, as known at the moment."""
        if on != self._on:
            self._kept.clear()
            self._on = on
        homes = {id: home for of_one in around.values() for id, home in of_one.items()}
        refreshing = Refreshing(Reading(self.rulebook, on), self._kept, homes, known_at)
        found = refreshing.subjects()
        for id, subject in found.items():
            if id in refreshing.passing:
                self._kept.pop(id, None)
                continue
            self._kept[id] = subject
            self._kept.move_to_end(id)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return found
