"""What a folder of blocks says of itself: the population, the day, and for coded residents what their codes mean."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from madang.insight.cluster.problems import of_another_version

VERSION = 1
FAMILIES, CODES = "families", "codes"


@dataclass(frozen=True, slots=True)
class Coding:
    """What the codes of a bitmap source mean: domains and zones as in `madang.rules.service.Source`."""

    domains: Mapping[str, Sequence[Any]]
    zones: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class About:
    """kind: `families` for the column engine, `codes` for the bitmaps. places: names of what a number of a region
    (families) or a province (codes) means. services: those whose facts the blocks hold; codes hold none in particular.
    """

    kind: str
    date: dt.date
    places: tuple[str, ...]
    residents: int
    blocks: int
    services: tuple[str, ...] = ()
    coding: Coding | None = field(default=None)

    def text(self) -> str:
        """As JSON."""
        told: dict[str, Any] = {
            "version": VERSION, "kind": self.kind, "date": self.date.isoformat(), "places": list(self.places),
            "residents": self.residents, "blocks": self.blocks, "services": list(self.services),
        }  # fmt: skip
        if self.coding is not None:
            told["coding"] = coding_text(self.coding)
        return json.dumps(told, ensure_ascii=False)


def about_of(text: str) -> About:
    """What was written by :meth:`About.text`. BlocksUnfit."""
    told = json.loads(text)
    if told.get("version") != VERSION:
        raise of_another_version(told.get("version"), VERSION)
    coding = coding_of(told["coding"]) if "coding" in told else None
    date, places = dt.date.fromisoformat(told["date"]), tuple(told["places"])
    return About(told["kind"], date, places, told["residents"], told["blocks"], tuple(told["services"]), coding)


def coding_text(coding: Coding) -> str:
    """Domains and zones as JSON; what JSON lacks is tagged."""
    domains = {name: [_tagged(value) for value in values] for name, values in coding.domains.items()}
    return json.dumps({"domains": domains, "zones": [list(zone) for zone in coding.zones]}, ensure_ascii=False)


def coding_of(text: str) -> Coding:
    """The same back."""
    told = json.loads(text)
    domains = {name: [_value(value) for value in values] for name, values in told["domains"].items()}
    return Coding(domains, told["zones"])


def _tagged(value: Any) -> Any:
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"facts": {name: _tagged(one) for name, one in value.items()}}
    raise TypeError(f"no form for a {type(value).__name__} in a domain")


def _value(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    ((kind, held),) = told.items()
    if kind == "decimal":
        return Decimal(held)
    if kind == "date":
        return dt.date.fromisoformat(held)
    return {name: _value(one) for name, one in held.items()}
