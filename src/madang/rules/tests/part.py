"""A part of the Korean rulebook, for tests whose work grows with every service there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from madang.rules.binding.assembly import bind_pack
from madang.rules.installed import KOREA
from madang.rules.loading.service import load_pack
from madang.rules.regions import Regions
from madang.rules.service import Rulebook

FAMILY_AND_OLD_AGE = (
    "basic_pension",
    "child_allowance",
    "emergency",
    "first_meeting",
    "housing",
    "livelihood",
    "parent_benefit",
    "single_parent",
)
"""Services with every construct of the language, units that overlap and units that differ."""


@cache
def part_of_rulebook(services: tuple[str, ...] = FAMILY_AND_OLD_AGE) -> Rulebook:
    """The rulebook of these services and the whole vocabulary; shared, as it is frozen."""
    pack = load_pack(KOREA)
    kept = {id: definition for id, definition in pack.services.items() if id in services}
    assert len(kept) == len(services)
    return bind_pack(replace(pack, services=kept), Regions.load(KOREA / "regions"))
