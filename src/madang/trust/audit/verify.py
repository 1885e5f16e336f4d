"""The audit of a log: what it says of itself, its heads, those of witnesses and residents, then each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from madang.trust.audit.findings import Report
from madang.trust.audit.heads import OWN, Keys, take_heads, witness_notes
from madang.trust.audit.naming import name_erased, name_rows
from madang.trust.audit.receipts import name_receipts, take_receipts
from madang.trust.audit.scratch import Scratch
from madang.trust.audit.source import Source
from madang.trust.audit.walk import Walk

TOLERANCE = 600
"""Seconds by which clocks may differ and an act may last: a row older than that for its place is back-dated."""


def audit(
    source: Source,
    *,
    keys: Iterable[str] = (),
    witnesses: Sequence[str] = (),
    receipts: Sequence[Path] = (),
    tolerance: int = TOLERANCE,
    step: Callable[[int], None] = lambda rows: None,
) -> Report:
    """Checks everything and finds all faults, rather than stopping at the first.

    keys: verifier keys known from outside; witnesses: files or addresses of witnesses' heads; receipts: files that
    residents hold; step: told how many rows more were checked. Raises NotAnExport and Malformed (a key from outside
    that is none).
    """
    about = source.about()
    report = Report(about.tenant)
    scratch = Scratch()
    try:
        known = Keys(about, keys, report)
        told = {place: list(witness_notes(place, about, known)) for place in witnesses}
        own = take_heads(source.heads(), OWN, about, known, scratch, report)
        for place, notes in told.items():
            take_heads(notes, place, about, known, scratch, report)
        take_receipts(receipts, about, known, scratch, report)
        report.keys = [key.text for key in (*known.log, *known.witnesses)]
        report.size = own.size if own else 0
        if report.size != about.size:
            report.add(
                "size",
                f"크기가 {about.size}(이)라지만 서명된 머리는 {report.size}까지입니다",
                f"it says a size of {about.size}, yet heads are signed up to {report.size}",
            )
        walk = Walk(source, scratch, report, report.size, tolerance)
        walk.run(step)
        walk.holding.end(about.made, tolerance)
        report.root = walk.holding.root()
        name_rows(source, scratch, report, report.size)
        name_erased(source, scratch, report)
        name_receipts(scratch, report, about.made)
    finally:
        scratch.close()
    return report
