"""Whom the rules can reach from a resident, found step by step in the two registers.

The home; spouses, parents and children of everybody in it; the parents' spouses, other children and parents;
the children's spouses and children; and the homes of the resident's own spouse and children.
"""

from __future__ import annotations

from collections.abc import Iterable

from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.records import Records


class Reach:
    """Walks the resident register (homes) and the family register (kin)."""

    def __init__(self, records: Records, resident: str) -> None:
        self.records, self.resident = records, resident
        self.register, self.kin = mapping().register["agency"], mapping().kin["agency"]

    def home(self, number: str) -> list[str]:
        """Everybody at the person's address, as far as the resident register said."""
        record = self.records.of(self.register, number)
        return list(record[mapping().register["members"]]) if record else []

    def near(self, number: str) -> list[str]:
        """Spouse, parents and children, as far as the family register said."""
        return [*self._spouse(number), *self._kin(number, "parents"), *self._kin(number, "children")]

    def _spouse(self, number: str) -> list[str]:
        record = self.records.of(self.kin, number)
        spouse = record[mapping().kin["spouse"]] if record else None
        return [spouse] if spouse else []

    def _kin(self, number: str, which: str) -> list[str]:
        record = self.records.of(self.kin, number)
        return list(record[mapping().kin[which]]) if record else []

    async def _registers(self, numbers: Iterable[str]) -> None:
        await self.records.ask((self.register, self.kin), numbers)

    async def walk(self) -> list[str]:
        """Everybody in reach, the resident first, in a fixed order."""
        await self._registers([self.resident])
        home = list(dict.fromkeys([self.resident, *self.home(self.resident)]))
        await self._registers(home)
        first = [one for member in home for one in self.near(member)]
        await self._registers(first)
        found = dict.fromkeys(home)
        for member in home:
            for spouse in self._spouse(member):
                found[spouse] = None
            for parent in self._kin(member, "parents"):
                found.update(dict.fromkeys([parent, *self.near_of_parent(parent)]))
            for child in self._kin(member, "children"):
                found.update(dict.fromkeys([child, *self._spouse(child), *self._kin(child, "children")]))
        for one in [*self._spouse(self.resident), *self._kin(self.resident, "children")]:
            found.update(dict.fromkeys(self.home(one)))
        await self._registers(found)
        return list(found)

    def near_of_parent(self, parent: str) -> list[str]:
        """A parent's spouse, children and parents."""
        return [*self._spouse(parent), *self._kin(parent, "children"), *self._kin(parent, "parents")]
