"""The auditor's own door: it opens where there is no database and there are no settings."""

from __future__ import annotations

from madang.trust.audit.bundle import NotProven, Proven, verify_bundle
from madang.trust.audit.findings import Finding, Report
from madang.trust.audit.source import Folder, NotAnExport, Source
from madang.trust.audit.verify import TOLERANCE, audit

__all__ = [
    "TOLERANCE",
    "Finding",
    "Folder",
    "NotAnExport",
    "NotProven",
    "Proven",
    "Report",
    "Source",
    "audit",
    "verify_bundle",
]
