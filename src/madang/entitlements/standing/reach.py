"""Which services a changed fact can reach: the dependency index from names to services."""

from __future__ import annotations

from functools import lru_cache

from madang.rules.service import Rulebook, names_read

BORN, HOME, MARRIED = "person.birth_date", "person.residence", "person.marital_status"


class Reach:
    """Of one rulebook. Names are few, so what was looked up once is kept."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._readers: dict[str, frozenset[str]] = {}
        self._read = {id: names_read(rulebook, id) for id in rulebook.pack.services}

    def readers(self, name: str) -> frozenset[str]:
        """Every service that can read a fact, however it is asked; all of them where it says who belongs to whom."""
        found = self._readers.get(name)
        if found is None:
            found = frozenset(id for id, names in self._read.items() if self.of_people(name) or name in names)
            self._readers[name] = found
        return found

    def decides_for_itself(self, name: str) -> bool:
        """Whether a change may reach services whose last outcome did not look at the fact.

        So it is for what says who belongs to whom, and for a given value that takes the place of one worked out.
        """
        return self.of_people(name) or name in self.rulebook.derived

    def of_people(self, name: str) -> bool:
        """Whether the name says who is there, who belongs to whom or who lives where."""
        return name.startswith("relation.") or name in (BORN, HOME, MARRIED)


@lru_cache(maxsize=4)
def reach_of(rulebook: Rulebook) -> Reach:
    """The index of a rulebook, made once."""
    return Reach(rulebook)
