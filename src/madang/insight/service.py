"""The door of insight: what a change of the law's figures does to everybody, and its reports."""

from __future__ import annotations

from madang.insight.whatif.affected import NoEffect
from madang.insight.whatif.chart import chart
from madang.insight.whatif.estimates import Estimate
from madang.insight.whatif.result import Figure, ServiceEffect, WhatIf
from madang.insight.whatif.rows import as_csv, as_dict, rows
from madang.insight.whatif.running import what_if
from madang.insight.whatif.source import Source
from madang.insight.whatif.table import table

__all__ = [
    "Estimate",
    "Figure",
    "NoEffect",
    "ServiceEffect",
    "Source",
    "WhatIf",
    "as_csv",
    "as_dict",
    "chart",
    "rows",
    "table",
    "what_if",
]
