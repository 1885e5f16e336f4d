"""Simulated people for the browser tests: one about whom the agencies tell all they can, one nobody answers for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from madang.exchange.mydata.service import Collected, NotHad
from madang.portal.rulebook import rulebook
from madang.rules.service import FactDefinition

DAY = dt.date(2026, 3, 1)
LACKS = tuple(
    NotHad(agency, {"ko": agency, "en": agency}, why, "", ())
    for agency, why in (("moi", "slow"), ("court", "wrong"), ("nts", "down"), ("welfare", "stale"))
)


@dataclass(frozen=True)
class Person:
    """Somebody to choose on the demo page."""

    kind: str
    ko: str
    en: str

    @property
    def resident(self) -> str:
        """The number the agencies know; the kind does for a test."""
        return self.kind


def offered() -> list[Person]:
    """The setting MADANG_DEMO_PEOPLE of the browser tests."""
    return [
        Person("known", "둘이 사는 노부부", "An old couple living together"),
        Person("silent", "아무 기관도 답하지 않는 사람", "Somebody for whom no agency answers"),
    ]


def collect(resident: str, on: dt.date) -> Collected:
    """Stands in for the agencies."""
    if resident == "silent":
        return Collected(None, {}, LACKS)
    return Collected(_family(on), {"p1": resident}, LACKS[2:3])


def _family(on: dt.date) -> dict[str, Any]:
    couple = [{"id": id, "birth_date": _held(DAY.replace(year=1950), "moi"), "facts": _facts("person")}
              for id in ("p1", "p2")]  # fmt: skip
    home = {"id": "home1", "persons": ["p1", "p2"], "region": "1111000000", "facts": _facts("residence")}
    relations = [{"from": "p1", "to": "p2", "kind": "spouse"}]
    return {"date": on, "applicant": "p1", "persons": couple, "relations": relations, "residences": [home]}


def _facts(entity: str) -> dict[str, Any]:
    told = {}
    for name, fact in rulebook().pack.facts.items():
        agency = next((source.agency for source in fact.sources if source.agency != "ask"), None)
        if agency and fact.entity == entity and name not in ("person.birth_date", "person.age", "residence.region"):
            told[name] = _held(_value(fact), agency)
    return told


def _held(value: Any, agency: str) -> dict[str, Any]:
    return {"value": value, "source": agency, "as_of": DAY}


def _value(fact: FactDefinition) -> Any:
    if fact.choices:
        return max((choice.value for choice in fact.choices), key=len)
    held = {
        "boolean": True,
        "money": 123_456_789,
        "number": 3,
        "date": DAY,
        "text": "1234567890",
        "region": "1111000000",
    }
    return held[fact.type]
