"""The result as plain rows and as JSON: every group, every measure, its standard error."""

from __future__ import annotations

import csv
import io
import math
from decimal import Decimal
from typing import Any

from madang.insight.whatif.result import ServiceEffect, WhatIf
from madang.insight.whatif.tally import MEASURES
from madang.rules.service import Label

COLUMNS = (
    "service", "dimension", "group_ko", "group_en", "residents", *MEASURES, "budget_year_before", "budget_year_after",
    "budget_year_change", "budget_year_change_standard_error",
)  # fmt: skip


def rows(result: WhatIf) -> list[dict[str, Any]]:
    """One row for each service and group. Counts and won are rounded to whole numbers."""
    return [
        _row(result, service, dimension, number, label.ko, label.en)
        for service in result.services
        for dimension, number, label in result.cells(service)
    ]


def _row(result: WhatIf, service: ServiceEffect, dimension: str, number: int, ko: str, en: str) -> dict[str, Any]:
    change = result.budget(service, "won_change", dimension, number)
    weight = max(1.0, result.stands_for / result.counted) if result.counted else 1.0
    found: dict[str, Any] = {
        "service": service.id, "dimension": dimension or "all", "group_ko": ko, "group_en": en,
        "residents": round(service.tally.group_residents[dimension][number] * weight),
    }  # fmt: skip
    for measure in MEASURES:
        found[measure] = round(result.figure(service, measure, dimension, number).value)
    for side in ("before", "after", "change"):
        found[f"budget_year_{side}"] = round(result.budget(service, f"won_{side}", dimension, number).value)
    found["budget_year_change_standard_error"] = None if math.isinf(change.error) else round(change.error)
    return found


def as_csv(result: WhatIf) -> str:
    """RFC 4180 with a header line; UTF-8 with a byte order mark, so that spreadsheets read Korean."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows(result))
    return "\ufeff" + text.getvalue()


def as_dict(result: WhatIf) -> dict[str, Any]:
    """JSON-ready."""
    return {
        "date": result.date.isoformat(),
        "synthetic": result.synthetic,
        "counted": result.counted,
        "stands_for": result.stands_for,
        "changes": [
            {"name": f.name, "label": _label(f.label), "before": _plain(f.before), "after": _plain(f.after)}
            for f in result.figures
        ],
        "services": [_service(service) for service in result.services],
        "rows": rows(result),
    }


def _service(service: ServiceEffect) -> dict[str, Any]:
    return {
        "id": service.id,
        "label": _label(service.label),
        "per": service.per,
        "left_to_interpreter": service.left,
        "faults": service.faults,
        "failing": [
            {"definition": one.definition, "residents": one.residents, "reason": _label(one.reason)}
            for one in service.failing
        ],
    }


def _label(label: Label) -> dict[str, str]:
    return {"ko": label.ko, "en": label.en}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)
