"""A result for a page: counts and won by group, each with half its 95 % interval; JSON-ready."""

from __future__ import annotations

import math
from typing import Any

from madang.insight.whatif.estimates import Estimate
from madang.insight.whatif.result import ServiceEffect, WhatIf
from madang.insight.whatif.rows import as_dict

COUNTS = ("persons_before", "persons_after", "persons_gaining", "persons_losing", "persons_more", "persons_less",
          "open_before", "open_after")  # fmt: skip
WON = ("won_before", "won_after", "won_change")
SHOWN = ("province", "age", "decile")
"""Dimensions of a page; regions by the hundred are for the command line."""


def summary(result: WhatIf) -> dict[str, Any]:
    """`services`: each with its groups; a group has a dimension ("" for everybody), labels, and measures.

    A measure is [value, margin]: residents for counts, won a year for money; margin 0 where everybody was counted and
    null where there are too few homes to say.
    """
    said = as_dict(result)
    return {
        **{name: said[name] for name in ("date", "synthetic", "counted", "stands_for", "changes")},
        "dimensions": {name: {"ko": result.dimensions[name].label.ko, "en": result.dimensions[name].label.en}
                       for name in SHOWN if name in result.dimensions},
        "services": [
            {**{name: one[name] for name in ("id", "label", "per", "left_to_interpreter", "faults", "failing")},
             "groups": _groups(result, service)}
            for one, service in zip(said["services"], result.services, strict=True)
        ],
    }  # fmt: skip


def _groups(result: WhatIf, service: ServiceEffect) -> list[dict[str, Any]]:
    found = []
    for dimension, number, label in result.cells(service):
        if dimension not in ("", *SHOWN):
            continue
        measures = {name: _measure(result.figure(service, name, dimension, number)) for name in COUNTS}
        measures |= {name: _measure(result.budget(service, name, dimension, number)) for name in WON}
        found.append({"dimension": dimension, "ko": label.ko, "en": label.en, **measures})
    return found


def _measure(estimate: Estimate) -> list[int | None]:
    return [round(estimate.value), None if math.isinf(estimate.margin) else round(estimate.margin)]
