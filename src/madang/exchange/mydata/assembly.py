"""Records → a family in the form of docs/rule-language.md, each fact with source and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.records import Records
from madang.rules.service import FactDefinition

apart = frozenset({"person.birth_date", "person.sex"})
"""Facts that stand beside `facts` in a person's row."""


class Assembly:
    """Puts one family together. `names` gives each register number an id that says nothing: p1, p2, …"""

    def __init__(self, records: Records, facts: Iterable[FactDefinition], numbers: Iterable[str]) -> None:
        self.records, self.facts = records, tuple(facts)
        self.numbers = [number for number in numbers if self._lives(number)]
        self.names = {number: f"p{place + 1}" for place, number in enumerate(self.numbers)}

    def _lives(self, number: str) -> bool:
        """Known to a register, born by the day and not dead on it."""
        register, kin = mapping().register["agency"], mapping().kin
        records = [self.records.of(register, number), self.records.of(kin["agency"], number)]
        known = [record for record in records if record]
        born = [record["birth_date"] for record in known if record.get("birth_date")]
        died = [record[kin["death"]] for record in known if record.get(kin["death"])]
        on = self.records.on.isoformat()
        return bool(known) and not any(day > on for day in born) and not any(day <= on for day in died)

    def family(self) -> dict[str, Any]:
        """The family of the first number, who is the applicant."""
        return {
            "date": self.records.on,
            "applicant": self.names[self.numbers[0]],
            "persons": [self._person(number) for number in self.numbers],
            "relations": self._relations(),
            "residences": self._residences(),
        }

    def _value(self, fact: FactDefinition, numbers: Iterable[str]) -> dict[str, Any] | None:
        """From the best source that has it: {value, source, as_of}."""
        for source in fact.sources:
            for number in numbers:
                record = self.records.of(source.agency, number)
                if source.field is None or record is None or source.field not in record:
                    continue
                value = self._until_now(record[source.field], fact.time)
                if value is not None or fact.type == "date":
                    return {"value": value, "source": source.agency, "as_of": self.records.as_of[source.agency]}
        return None

    def _until_now(self, value: Any, time: str) -> Any:
        """Months and years after the day are not known on it; a series without any is not known at all."""
        if not isinstance(value, dict):
            return value
        on = self.records.on
        last = f"{on.year:04d}-{on.month:02d}" if time == "month" else f"{on.year:04d}"
        return {period: won for period, won in value.items() if period <= last} or None

    def _person(self, number: str) -> dict[str, Any]:
        row: dict[str, Any] = {"id": self.names[number]}
        facts = {}
        for fact in self.facts:
            value = self._value(fact, [number]) if fact.entity == "person" else None
            if value is not None and fact.name in apart:
                row[fact.name.removeprefix("person.")] = value
            elif value is not None:
                facts[fact.name] = value
        return row | {"facts": facts}

    def _relations(self) -> list[dict[str, str]]:
        kin = mapping().kin
        found: dict[tuple[str, str, str], None] = {}
        for number in self.numbers:
            record = self.records.of(kin["agency"], number)
            if record is None:
                continue
            spouse = record[kin["spouse"]]
            if spouse in self.names:
                first, second = sorted((number, spouse))
                found[first, second, "spouse"] = None
            found.update({(parent, number, "child"): None for parent in record[kin["parents"]] if parent in self.names})
        if kin["agency"] in self.records.lacks:
            found.update(self._by_household())
        return [{"from": self.names[a], "to": self.names[b], "kind": kind} for a, b, kind in found]

    def _by_household(self) -> dict[tuple[str, str, str], None]:
        """Without the family register: what the resident register says of everybody's relation to the head."""
        register, kinds = mapping().register, mapping().relation_to_head
        relation = {n: r[register["relation"]] for n in self.numbers if (r := self.records.of(register["agency"], n))}
        household = {n: r[register["household"]] for n in relation if (r := self.records.of(register["agency"], n))}
        heads = {household[number]: number for number, what in relation.items() if what == "head"}
        return {
            (heads[household[number]], number, kinds[what]): None
            for number, what in relation.items()
            if what in kinds and household[number] in heads
        }

    def _residences(self) -> list[dict[str, Any]]:
        register = mapping().register
        homes: dict[str, list[str]] = {}
        for number in self.numbers:
            record = self.records.of(register["agency"], number)
            if record:
                homes.setdefault(record[register["household"]], []).append(number)
        return [residence for members in homes.values() for residence in self._residence(members)]

    def _residence(self, members: list[str]) -> list[dict[str, Any]]:
        """Where they live, and before they moved in where they lived."""
        register = mapping().register
        records = {number: self.records.of(register["agency"], number) or {} for number in members}
        first = records[members[0]]
        facts = {fact.name: value for fact in self.facts
                 if fact.entity == "residence" and (value := self._value(fact, members)) is not None}  # fmt: skip
        facts.pop("residence.region", None)
        here = {"persons": [self.names[n] for n in members], "region": first[register["region"]], "facts": facts}
        moved = first[register["moved_in"]]
        if not moved:
            return [here]
        day = dt.date.fromisoformat(moved)
        before = [number for number in members if records[number][register["previous_region"]]]
        now = here | {"from": day}
        if not before:
            return [now]
        region = records[before[0]][register["previous_region"]]
        return [{"persons": [self.names[n] for n in before], "region": region, "to": day - dt.timedelta(1)}, now]
