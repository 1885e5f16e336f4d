"""The journey of one visitor: the family told so far and the order in which it was asked.

It is kept nowhere but in the page: written as compact JSON into a hidden field and read again from the next post.
Whoever alters it alters only their own answers, so it is checked, not signed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from madang.portal.journey.kinship import home_of
from madang.portal.journey.packing import pack, unpack
from madang.portal.journey.refusal import JourneyRefused
from madang.portal.journey.scope import groups_in, services_about
from madang.portal.rulebook import fact_named, rulebook
from madang.rules.service import Family, ProblemsFound, Standing, family_from, family_to_dict

MOST_ASKED = 400

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One page that was answered: a fact, and the persons or homes it was asked about."""

    fact: str
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """For a simulated person: who it is, and how each agency answered (agency id, outcome)."""

    person: str
    agencies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Journey:
    """`told` is the family in the long form of `madang check` as plain values; `family` the same as records;
    `standing` what follows from it, worked out once for everything a page asks. `about`: the groups of life events that
    the check is about; none for all of it."""

    told: Plain
    family: Family = field(compare=False)
    asked: tuple[Asked, ...] = ()
    demo: Demo | None = None
    about: tuple[str, ...] = ()
    standing: Standing = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "standing", Standing(rulebook(), self.family))

    @property
    def day(self) -> dt.date:
        """The reference date."""
        return self.family.date

    @property
    def services(self) -> tuple[str, ...] | None:
        """Ids of the services that are asked about; None for all there are."""
        return services_about(self.about, self.family)

    def with_told(self, told: Mapping[str, Any]) -> Journey:
        """The journey with another family; JourneyRefused when it cannot be one."""
        family = _family(told)
        return replace(self, told=family_to_dict(family), family=family)


def begin(told: Mapping[str, Any], *, demo: Demo | None = None, about: tuple[str, ...] = ()) -> Journey:
    """A journey from a family's plain values. JourneyRefused."""
    return continued(_family(told), demo=demo, about=about)


def continued(family: Family, *, demo: Demo | None = None, about: tuple[str, ...] = ()) -> Journey:
    """A journey from a family that was read from a file or came from the agencies."""
    told = _with_homes(family_to_dict(family))
    return Journey(told, _family(told), demo=demo, about=about)


def write(journey: Journey) -> str:
    """The hidden field's text."""
    record: Plain = {"family": journey.told, "asked": [[asked.fact, *asked.entities] for asked in journey.asked]}
    if journey.about:
        record["about"] = list(journey.about)
    if journey.demo is not None:
        record["demo"] = {"person": journey.demo.person, "agencies": [list(pair) for pair in journey.demo.agencies]}
    return pack(json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=_plain))


def read(text: str) -> Journey:
    """The journey in a posted field. JourneyRefused: too large, not ours, or a family that cannot be."""
    try:
        record = json.loads(unpack(text), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise JourneyRefused("unreadable") from None
    if not isinstance(record, dict) or not isinstance(record.get("family"), dict):
        raise JourneyRefused("unreadable")
    family = _family(record["family"])
    told = _with_homes(family_to_dict(family))
    asked, about = _read_asked(record.get("asked"), told), _read_about(record.get("about"))
    return Journey(told, _family(told), asked, _read_demo(record.get("demo")), about)


def entities_of(told: Plain) -> list[str]:
    """Ids of persons and homes."""
    return [person["id"] for person in told["persons"]] + [home["id"] for home in told.get("residences", [])]


def _family(told: Mapping[str, Any]) -> Family:
    try:
        return family_from(told, rulebook())
    except ProblemsFound as found:
        raise JourneyRefused("impossible", found.problems) from None


def _with_homes(told: Plain) -> Plain:
    """Everybody has a home, so that a question about a home can be answered for everybody."""
    homes = list(told.get("residences", []))
    taken = set(entities_of(told))
    numbers = (f"home{number}" for number in range(1, 1000))
    for person in told["persons"]:
        if home_of(told, person["id"]) is None:
            since = _after_homes(homes, person["id"])
            homes.append(
                {"id": next(name for name in numbers if name not in taken), "persons": [person["id"]], **since}
            )
    return {**told, "residences": homes}


def _after_homes(homes: list[Plain], person: str) -> Plain:
    """A home nobody named begins the day after the last one that has ended."""
    ends = [home["to"] for home in homes if person in home["persons"] and home.get("to")]
    return {"from": max(ends) + dt.timedelta(days=1)} if ends else {}


def _read_asked(value: Any, told: Plain) -> tuple[Asked, ...]:
    if not isinstance(value, list) or len(value) > MOST_ASKED:
        return ()
    known = set(entities_of(told))
    rows = [row for row in value if isinstance(row, list) and len(row) > 1 and all(isinstance(x, str) for x in row)]
    return tuple(Asked(row[0], tuple(row[1:])) for row in rows if fact_named(row[0]) and known.issuperset(row[1:]))


def _read_about(value: Any) -> tuple[str, ...]:
    return groups_in(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _read_demo(value: Any) -> Demo | None:
    if not isinstance(value, dict) or not isinstance(value.get("person"), str):
        return None
    pairs = value.get("agencies")
    rows = [row for row in pairs if isinstance(row, list) and len(row) == 2] if isinstance(pairs, list) else []
    told = tuple((row[0], row[1]) for row in rows[:20] if isinstance(row[0], str) and isinstance(row[1], str))
    return Demo(value["person"][:64], told)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
