"""Life events: what each agency learns when somebody is born, loses a job, moves or dies.

Nothing here opens a slice: it asks the agencies as anybody would, and tells each its own part.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from madang.simulation.agencies.records import Record
from madang.simulation.population import register

Search = Callable[[str, list[str]], dict[str, Record]]
"""(agency, numbers) → records by number."""
knows_first = {"birth": "court", "job_loss": "ei", "move": "moi", "death": "court"}
"""The agency that emits the event."""


@dataclass(slots=True)
class Change:
    """Merge patches by register number, and the event to emit, for one agency."""

    records: dict[str, Record | None] = field(default_factory=dict)
    event: dict[str, Any] | None = None


def cloud_event(kind: str, number: str, on: dt.date, **data: Any) -> dict[str, Any]:
    """A CloudEvents 1.0 envelope for a life event of that day."""
    return {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": f"/agencies/{knows_first[kind]}",
        "type": f"kr.madang.{kind}",
        "time": f"{on.isoformat()}T09:00:00+09:00",
        "datacontenttype": "application/json",
        "data": {"number": number, "on": on.isoformat(), **data},
    }


def birth(search: Search, mother: str, number: str, like: str, on: dt.date) -> dict[str, Change]:
    """A child is born to `mother` and gets `number`; everything else about it is as of the baby `like`."""
    kin = search("court", [mother])[mother]
    parents = [mother, *([kin["spouse"]] if kin["spouse"] else [])]
    others = search("court", parents)
    changes = {agency: Change({number: search(agency, [like])[like]}) for agency in ("nts", "nhis", "ei", "welfare")}
    changes["welfare"].records[number] |= {"allowance_applied_on": None, "first_meeting_received": False}  # type: ignore[operator]
    order = len(kin["children"]) + 1
    child = search("court", [like])[like] | {"birth_date": on.isoformat(), "parents": parents, "children": []}
    court: dict[str, Record | None] = {number: child | {"birth_order": order, "birth_registered": True}}
    court |= {parent: {"children": [*others[parent]["children"], number]} for parent in others}
    changes["court"] = Change(court, cloud_event("birth", number, on, mother=mother))
    changes["moi"] = Change(_joins_home(search, mother, number, like, on))
    return changes


def _joins_home(search: Search, mother: str, number: str, like: str, on: dt.date) -> dict[str, Record | None]:
    home = search("moi", [mother])[mother]
    members = [*home["household_members"], number]
    shared = ("household_number", "household_formed_on", "household_formed_by", "region", "address")
    same = {name: home[name] for name in shared}
    own = {"birth_date": on.isoformat(), "relation_to_head": "child", "moved_in": None, "previous_region": None}
    own |= {"entered_on": on.isoformat(), "entered_by": "birth", "register_status": "registered"}
    baby = search("moi", [like])[like] | same | own | {"household_members": members}
    joined: dict[str, Record | None] = {number: baby}
    return joined | {member: {"household_members": members} for member in home["household_members"]}


def job_loss(search: Search, number: str, on: dt.date) -> dict[str, Change]:
    """Wages end with the month of the day; the benefit begins in the next (고용보험법 §40)."""
    wages = search("nts", [number])[number]["monthly_earned_income"]
    series = {month: won for month, won in _by_month(wages, on).items() if month <= _month(on)}
    last = series.get(_month(on), 0)
    after = _months_after(on, 6)
    stopped = series | dict.fromkeys(after, 0)
    daily = min(max(last * 6 // 10, 1_925_760), 1_980_000)
    benefit = dict.fromkeys(series, 0) | dict.fromkeys(after, daily if last else 0)
    event = cloud_event("job_loss", number, on)
    return {
        "ei": Change({number: {"unemployment_benefit": benefit, "public_or_day_work_income": 0}}, event),
        "nts": Change({number: {"monthly_earned_income": stopped}}),
        "nhis": Change({number: {"monthly_remuneration": stopped}}),
    }


def move(search: Search, number: str, region: str, on: dt.date) -> dict[str, Change]:
    """The whole home moves to another region."""
    home = search("moi", [number])[number]
    members: list[str] = home["household_members"]
    patch = {"region": region, "moved_in": on.isoformat(), "previous_region": home["region"]}
    patch |= {"address": register.address(region, int(home["household_number"][1:]) ^ on.toordinal())}
    patch |= {"entered_on": on.isoformat(), "entered_by": "moved_in"}
    patch |= {"household_formed_on": on.isoformat(), "household_formed_by": "moved_in"}
    event = cloud_event("move", number, on, region=region, before=home["region"])
    return {"moi": Change({member: dict(patch) for member in members}, event)}


def death(search: Search, number: str, on: dt.date) -> dict[str, Change]:
    """The family register records it, the resident register strikes the person off the home."""
    kin = search("court", [number])[number]
    court: dict[str, Record | None] = {number: {"death_date": on.isoformat(), "spouse": None}}
    if kin["spouse"]:
        court[kin["spouse"]] = {"spouse": None, "marital_status": "widowed"}
    return {"court": Change(court, cloud_event("death", number, on)), "moi": Change(_leaves_home(search, number))}


def _leaves_home(search: Search, number: str) -> dict[str, Record | None]:
    """The others stay; where the head died the spouse, or else the eldest, heads the household."""
    home = search("moi", [number])[number]
    left = [member for member in home["household_members"] if member != number]
    patches: dict[str, Record] = {member: {"household_members": left} for member in left}
    if home["relation_to_head"] == "head" and left:
        others = search("moi", left)
        spouse = next((member for member in left if others[member]["relation_to_head"] == "spouse"), None)
        heir = spouse or min(left, key=lambda member: str(others[member]["birth_date"]))
        for member in left:
            relation = others[member]["relation_to_head"]
            stays = spouse is not None and relation in ("child", "grandchild")
            patches[member]["relation_to_head"] = "head" if member == heir else relation if stays else "other"
    return {number: None, **patches}


def _month(on: dt.date) -> str:
    return f"{on.year:04d}-{on.month:02d}"


def _months_after(on: dt.date, count: int) -> list[str]:
    first = on.year * 12 + on.month
    return [f"{(first + step) // 12:04d}-{(first + step) % 12 + 1:02d}" for step in range(count)]


def _by_month(wages: int | dict[str, int], on: dt.date) -> dict[str, int]:
    if isinstance(wages, dict):
        return wages
    return {f"{year:04d}-{month:02d}": wages for year in range(on.year - 3, on.year + 1) for month in range(1, 13)}
