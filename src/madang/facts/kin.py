"""Whom the rules can reach from a person on a day: the same circle that is asked for at the agencies.

The home; spouses, parents, children, brothers, sisters, grandchildren and grandparents of everybody in it; the parents'
spouses, other children and parents; the children's spouses and children; and the homes of the person's own spouse and
children.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from madang.facts.folding import Segment
from madang.facts.vocabulary import BORN, RESIDENCE

Ends = dict[str, dict[str, set[str]]]


class Kin:
    """Relations and homes in force on a day. unborn: those born after it, who do not count, unless expected."""

    def __init__(self, segments: list[Segment], on: dt.date, *, expected: bool = False) -> None:
        self.unborn = {segment.fact.subject for segment in segments if _born_after(segment, on)}
        unborn = set[str]() if expected else self.unborn
        there = (segment.fact for segment in segments if segment.fact.object and segment.holds_on(on))
        self.links = [fact for fact in there if not {fact.subject, fact.object} & unborn]
        self.home_of = {fact.subject: fact.object for fact in self.links if fact.name == RESIDENCE}
        self._at_home: dict[str, list[str]] = {}
        for person, home in sorted(self.home_of.items()):
            self._at_home.setdefault(home, []).append(person)
        self._ends: Ends = {}
        for fact in self.links:
            if fact.name != RESIDENCE:
                kind = fact.name.removeprefix("relation.")
                self._end(fact.subject, kind).add(fact.object)
                self._end(fact.object, _other_way.get(kind, kind)).add(fact.subject)

    def _end(self, person: str, kind: str) -> set[str]:
        return self._ends.setdefault(person, {}).setdefault(kind, set())

    def at_home(self, person: str) -> list[str]:
        """Everybody in the person's home, the person included."""
        return self._at_home[self.home_of[person]] if person in self.home_of else [person]

    def reach(self, person: str) -> list[str]:
        """Everybody in reach, the person first, the others by id: one order, whatever led to them."""
        found = set[str]()
        for one in self.at_home(person):
            found |= {one, *self._near(one)}
        for close in self._of(person, "spouse", "de_facto_spouse", "child"):
            found.update(self.at_home(close))
        return [person, *sorted(found - {person})]

    def _of(self, person: str, *kinds: str) -> Iterator[str]:
        ends = self._ends.get(person, {})
        for kind in kinds:
            yield from ends.get(kind, ())

    def _near(self, person: str) -> Iterator[str]:
        couple = ("spouse", "de_facto_spouse")
        yield from self._of(person, *couple, "sibling", "grandchild", "grandparent")
        for parent in self._of(person, "parent"):
            yield from (parent, *self._of(parent, *couple, "child", "parent"))
        for child in self._of(person, "child"):
            yield from (child, *self._of(child, *couple, "child"))


def _born_after(segment: Segment, on: dt.date) -> bool:
    """Somebody born after the day does not count on it, and leads to nobody."""
    fact = segment.fact
    return fact.name == BORN and segment.holds_on(on) and isinstance(fact.value, str) and fact.value > on.isoformat()


_other_way = {"child": "parent", "grandchild": "grandparent"}
