"""A family as agencies or a file tell it → facts to record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from madang.facts.errors import BadFact
from madang.facts.statements import NewFact, lives_at, relation
from madang.rules.service import Family, Rulebook, family_to_dict

_month = re.compile(r"([0-9]{4})-([0-9]{2})")
_day = dt.timedelta(days=1)


def facts_of_family(
    rulebook: Rulebook,
    family: Family,
    *,
    subjects: Mapping[str, str] | None = None,
    since: dt.date | None = None,
    source: str = "ask",
) -> list[NewFact]:
    """What a family says, as facts to record; it says nothing of what is unknown in it.

    subjects: the family's ids → ids of the facts; a person that is not there keeps the id, a home becomes
    "<its first person>/<home>". since: from when what holds "now" is said to hold (None: always); months, years,
    relations and homes have periods of their own. source: of what the family gives none for. Raises BadFact.
    """
    return list(_Telling(rulebook, family, dict(subjects or {}), since, source).all())


class _Telling:
    def __init__(
        self, rulebook: Rulebook, family: Family, subjects: dict[str, str], since: dt.date | None, source: str
    ) -> None:
        self.rulebook, self.since, self.source, self.subjects = rulebook, since, source, subjects
        self.data = family_to_dict(family)
        for home in self.data.get("residences", []):
            first = home["persons"][0] if home["persons"] else ""
            subjects.setdefault(home["id"], f"{subjects.get(first, first)}/{home['id']}")

    def all(self) -> Iterator[NewFact]:
        for person in self.data["persons"]:
            yield from self._facts(person["id"], person.get("facts", {}))
        for one in self.data.get("relations", []):
            first, last = _half_open(one.get("start"), one.get("end"))
            ends = self._id(one["from"]), self._id(one["to"])
            yield relation(*ends, one["kind"], self.source, valid_from=first, valid_to=last)
        for home in self.data.get("residences", []):
            yield from self._home(home)
        yield from self._facts(self.data["applicant"], self.data.get("given", {}))

    def _home(self, home: dict[str, Any]) -> Iterator[NewFact]:
        first, last = _half_open(home.get("from"), home.get("to"))
        for person in home["persons"]:
            yield lives_at(self._id(person), self._id(home["id"]), self.source, valid_from=first, valid_to=last)
        told = home.get("facts", {})
        if home.get("region") is not None:
            told = {"residence.region": home["region"], **told}
        yield from self._facts(home["id"], told)

    def _id(self, name: str) -> str:
        return self.subjects.get(name, name)

    def _facts(self, entity: str, told: Mapping[str, Any]) -> Iterator[NewFact]:
        for name, said in told.items():
            evidence = said if isinstance(said, dict) and "value" in said else {"value": said}
            for value, first, last in self._periods(name, evidence["value"]):
                if value == "unknown":
                    continue
                yield NewFact(
                    self._id(entity), name, value, evidence.get("source") or self.source, first, last,
                    evidence.get("as_of"), proven=evidence.get("proven"),
                )  # fmt: skip

    def _periods(self, name: str, value: Any) -> Iterator[tuple[Any, dt.date | None, dt.date | None]]:
        definition = self.rulebook.pack.facts.get(name)
        time = "instant" if definition is None else definition.time
        if not isinstance(value, dict):
            yield value, None if time == "static" else self.since, None
            return
        for period, amount in value.items():
            month = _month.fullmatch(period)
            if month is None and time == "month":
                raise BadFact(f"'{name}': 달마다의 값이 필요합니다.", f"'{name}': a value for each month is needed.")
            first = dt.date(int(month[1]), int(month[2]), 1) if month else dt.date(int(period), 1, 1)
            yield amount, first, (first + dt.timedelta(days=32 if month else 366)).replace(day=1)


def _half_open(first: dt.date | None, last: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """A family's days include the last one; periods of facts end before theirs."""
    return first, None if last is None else last + _day
