"""A drawn row as a service definition (docs/rule-language.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from madang.rules.service import Regions
from madang.services.catalogue.open_data.service import Place, clauses_of, conditions

SOURCE = "모의 목록"


def definition(record: Mapping[str, Any], regions: Regions, on: dt.date) -> dict[str, Any]:
    """The mapping of a service file. ProblemsFound: an agency of a local government that is no region of the day."""
    local = record["소관기관유형"] == "지방자치단체"
    region = regions.find(record["소관기관명"], on) if local else None
    place = Place("nation") if region is None else Place("region", region.code, region.level)
    name = f"{record['서비스명']} (모의)"
    return {
        "service": f"gov24_{record['서비스ID'].lower()}",
        "kind": "benefit" if record["지원유형"] == "현금" else "in_kind",
        "label": {"ko": name, "en": f"{name}: made-up service"},
        "agency": record["소관기관명"],
        "law": SOURCE,
        "unit": "applicant_alone",
        "clauses": clauses_of(conditions(record), place, "" if region is None else region.name, SOURCE),
    }
