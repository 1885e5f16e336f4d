"""The door of insight: what a change of the law's figures does to everybody, its reports, and whole countries on many
machines."""

from __future__ import annotations

from madang.insight.cluster.about import About
from madang.insight.cluster.law import Law, law_here
from madang.insight.cluster.problems import ClusterProblem
from madang.insight.cluster.result import CodesCounted, FamiliesCounted
from madang.insight.cluster.running import run_blocks
from madang.insight.cluster.session import is_local, session
from madang.insight.cluster.writing import write_codes, write_families
from madang.insight.whatif.affected import NoEffect
from madang.insight.whatif.chart import chart
from madang.insight.whatif.comparing import compare
from madang.insight.whatif.estimates import Estimate
from madang.insight.whatif.result import Figure, ServiceEffect, WhatIf
from madang.insight.whatif.rows import as_csv, as_dict, rows
from madang.insight.whatif.running import what_if
from madang.insight.whatif.source import Source
from madang.insight.whatif.summary import summary
from madang.insight.whatif.table import table

__all__ = [
    "About",
    "ClusterProblem",
    "CodesCounted",
    "Estimate",
    "FamiliesCounted",
    "Figure",
    "Law",
    "NoEffect",
    "ServiceEffect",
    "Source",
    "WhatIf",
    "as_csv",
    "as_dict",
    "chart",
    "compare",
    "is_local",
    "law_here",
    "rows",
    "run_blocks",
    "session",
    "summary",
    "table",
    "what_if",
    "write_codes",
    "write_families",
]
