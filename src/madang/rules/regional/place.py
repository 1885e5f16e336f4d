"""For whom a pack is: `region:` of its pack.yaml as codes, and the condition that its residents alone fulfil."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from madang.rules.loading.service import Fields, Item
from madang.rules.model import Clause, Expression, Label, Place, ServiceDefinition
from madang.rules.problems import Problems
from madang.rules.regional.limits import MOST_REGIONS
from madang.rules.regions import Region, Regions

RESIDENT = "resident"
"""The id of the condition."""
FACTS = {"sido": "region.province", "sigungu": "region.district"}


@dataclass(frozen=True, slots=True)
class Area:
    """The regions of a pack, each by every code it has had; place: where they are written."""

    regions: tuple[Region, ...]
    where: Label
    place: Place

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(sorted({row.code for row in self.regions}))


def read_area(fields: Fields, regions: Regions) -> Area:
    """`region:` (codes or full names of 시·도 and 시·군·구) and `where:` (what people call them)."""
    items, where, problems = fields.items("region", required=True), fields.label("where"), fields.problems
    if not 0 < len(items) <= MOST_REGIONS:
        problems.add(
            "no_region",
            fields.key_place("region"),
            f"'region'에는 시·도나 시·군·구를 {MOST_REGIONS}곳까지 적습니다.",
            f"'region' names up to {MOST_REGIONS} provinces, cities, counties or districts",
        )
        items = []
    found = {row: None for item in items for row in _rows(item, regions, problems)}
    return Area(tuple(found), where, fields.key_place("region"))


def _rows(item: Item, regions: Regions, problems: Problems) -> list[Region]:
    """Every row of the region, under each code it has had."""
    text = item.text[:80]
    known = regions.named(text) if isinstance(item.text, str) and text else []
    if not known:
        problems.add("unknown_region", item.place, f"'{text}'은(는) 모르는 지역입니다.", f"unknown region '{text}'")
        return []
    rows = renamed(known, regions)
    if any(row.level not in FACTS for row in rows):
        problems.add(
            "no_authority",
            item.place,
            f"'{text}'은(는) 지방자치단체가 아닙니다. 시·도나 시·군·구를 적어 주세요.",
            f"'{text}' is no local authority; name a province, city, county or district",
        )
        return []
    if not any({row.code for row in known} <= {row.code for row in renamed([one], regions)} for one in known):
        names = ", ".join(sorted({f"{row.name}({row.code})" for row in known})[:6])
        problems.add("ambiguous_region", item.place, f"'{text}'은(는) 여러 곳입니다: {names}.",
                     f"'{text}' could be several regions: {names}")  # fmt: skip
        return []
    return rows


def renamed(rows: Iterable[Region], regions: Regions) -> list[Region]:
    """The rows with those of the same place under an earlier or later code or name: one became the other as a whole.

    What was merged or split is another place. A province that is its own district (세종) is both.
    """
    found: dict[Region, None] = {}
    waiting = list(rows)
    while waiting:
        row = waiting.pop()
        if row in found:
            continue
        found[row] = None
        waiting += regions.by_code[row.code]
        waiting += [one for one in regions.by_name[row.name] if one.level != row.level]
        waiting += _alone_after(row, regions) + _alone_before(row, regions)
    return sorted(found, key=lambda row: row.code)


def _alone_after(row: Region, regions: Regions) -> list[Region]:
    codes = set(row.successor)
    if len(codes) != 1 or {one.code for one in regions.rows if codes & set(one.successor)} != {row.code}:
        return []
    return [one for one in regions.by_code.get(next(iter(codes)), []) if one.level == row.level]


def _alone_before(row: Region, regions: Regions) -> list[Region]:
    before = [one for one in regions.rows if row.code in one.successor and one.level == row.level]
    return before if len({one.code for one in before}) == 1 and set(before[0].successor) == {row.code} else []


def condition(service: ServiceDefinition, area: Area) -> Clause:
    """`resident`: the applicant's home lies in one of the regions on the day; with the service's law."""
    parts = []
    for level, fact in FACTS.items():
        codes = sorted({row.code for row in area.regions if row.level == level})
        listed = ", ".join(f'"{code}"' for code in codes)
        if codes:
            parts.append(f"{fact} = {listed}" if len(codes) == 1 else f"{fact} in ({listed})")
    where = area.where
    return Clause(
        RESIDENT,
        Expression(" or ".join(parts), area.place),
        service.law,
        area.place,
        Label(f"{where.ko}에 사는 사람", f"Lives in {where.en}"),
    )
