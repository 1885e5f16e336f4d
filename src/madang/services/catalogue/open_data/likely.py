"""A listing as a definition whose answers are «likely» and never a decision, or why there is none."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from madang.rules.service import Label, Regions
from madang.services.catalogue.open_data.conditions import Conditions
from madang.services.catalogue.open_data.definitions import FACTS, clauses_of
from madang.services.catalogue.open_data.places import NATION, Place

PORTALS = {"gov24": "정부24", "bokjiro_central": "복지로", "bokjiro_local": "복지로"}
IN_PART = (
    "포털이 공개한 조건만 옮겼습니다. 글로만 적힌 조건은 빠져 있으므로 기관에 확인하세요. / "
    "Only the conditions that the portal publishes as codes; those written as prose are not in it, so ask the agency."
)
LEFT_OUT = ("no_conditions", "unknown_code", "place_unclear", "place_of_a_gu", "ended")
"""Why a listing has no definition."""
_apart = re.compile(r"[^a-z0-9_]+")


def likely(source: str, said: dict[str, Any], regions: Regions, on: dt.date) -> dict[str, Any] | str:
    """The mapping of a service file out of a listing's JSON (`as_json`), or one of LEFT_OUT.

    It is «partial» in every year near `on`, which makes each answer likely and lets it say why.
    """
    place, asks = _place(said["place"]), _conditions(said.get("conditions"))
    if asks is None:
        return "no_conditions"
    if asks.unknown:
        return "unknown_code"
    if place.state == "unclear":
        return "place_unclear"
    if place.state == "region" and place.level not in FACTS:
        return "place_of_a_gu"
    closed = said["deadline"].get("end") or said.get("ends")
    if closed is not None and dt.date.fromisoformat(closed) < on:
        return "ended"
    where = regions.find(place.code, on).name if place.state == "region" else ""
    law = f"{PORTALS[source]} {said['key']}"
    return {
        "service": f"{source}_{_apart.sub('_', said['key'].lower())}",
        "kind": "benefit" if "현금" in said.get("topics", {}).get("form", ()) else "in_kind",
        "label": {"ko": said["name"], "en": f"{said['name']} (as published, in Korean)"},
        "agency": said["agency"],
        "law": law,
        "unit": "applicant_alone",
        "partial": {str(year): IN_PART for year in range(on.year - 1, on.year + 2)},
        "clauses": clauses_of(asks, place, where, law),
    }


def conditions_said(said: dict[str, Any]) -> tuple[Label, ...]:
    """The conditions of a listing's JSON in words, but for where one lives; none where they could not be read."""
    asks = _conditions(said.get("conditions"))
    if asks is None:
        return ()
    return tuple(Label(one["label"]["ko"], one["label"]["en"]) for one in clauses_of(asks, NATION, "", ""))


def _place(said: dict[str, Any]) -> Place:
    return Place(said["state"], said.get("code", ""), said.get("level", ""))


def _conditions(said: dict[str, Any] | None) -> Conditions | None:
    if said is None:
        return None
    return Conditions(
        said.get("age_from"), said.get("age_to"),
        tuple((group, tuple(codes)) for group, codes in said.get("asks", ())),
        tuple(said.get("anybody", ())), tuple(said.get("unknown", ())),
    )  # fmt: skip
