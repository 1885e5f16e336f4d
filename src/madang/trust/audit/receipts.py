"""Residents' receipts and proofs, held against the log: what they were promised must be there, where it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from madang.rules.service import Refused
from madang.trust.audit.bundle import NotProven, verify_bundle
from madang.trust.audit.findings import Report
from madang.trust.audit.heads import Keys
from madang.trust.audit.scratch import Head, Scratch
from madang.trust.audit.source import About, NotAnExport
from madang.trust.tree.statements import parse_receipt, time_of


def take_receipts(files: Sequence[Path], about: About, keys: Keys, scratch: Scratch, report: Report) -> None:
    """Reads receipts and proofs; one that is not rightly signed is a finding. Raises NotAnExport."""
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise NotAnExport(f"읽을 수 없습니다: {file}", f"cannot be read: {file}") from None
        report.counts["receipts"] += 1
        try:
            if text.lstrip().startswith("{"):
                _proof(file.name, text, about, keys, scratch)
            else:
                _receipt(file.name, text, about, keys, scratch)
        except (Refused, NotProven) as refused:
            ko, en = (refused.ko, refused.en) if isinstance(refused, NotProven) else map(refused.text, ("ko", "en"))
            report.add("receipt", f"{file.name}: {ko}", f"{file.name}: {en}")


def name_receipts(scratch: Scratch, report: Report, made: int) -> None:
    """Findings for what was promised and is not there. made: when the log was read, seconds since 1970."""
    for index, file, due, seen in scratch.sql.execute("SELECT idx, file, due, seen FROM receipt ORDER BY file"):
        if seen is None and index is None and due > made:
            report.counts["not_due"] += 1
        elif seen is None:
            ko, en = f"{file}에 약속된 항목이 기록에 없습니다", f"what {file} promises is not in the log"
            report.add("receipt_broken", ko, en, index)
        elif index is not None and seen != index:
            ko, en = f"{file}의 항목이 #{seen}(으)로 옮겨졌습니다", f"what {file} proves lies at #{seen} now"
            report.add("receipt_broken", ko, en, index)


def _proof(name: str, text: str, about: About, keys: Keys, scratch: Scratch) -> None:
    proven = verify_bundle(text, tuple(key.text for key in (*keys.log, *keys.witnesses)))
    _own(proven.tenant, about)
    at = min((seconds for _, seconds in proven.witnesses), default=None)
    scratch.keep_head(Head(proven.size, proven.root, name, at))
    _keep(scratch, proven.leaf, proven.index, name, 0)


def _receipt(name: str, text: str, about: About, keys: Keys, scratch: Scratch) -> None:
    receipt = parse_receipt(text, keys.log)
    _own(receipt.origin.partition("/")[2], about)
    due = time_of(receipt.at) + dt.timedelta(seconds=min(receipt.within, 10**9))
    _keep(scratch, receipt.leaf, None, name, int(due.timestamp()))


def _own(tenant: str, about: About) -> None:
    if tenant != about.tenant:
        raise NotAnExport(f"다른 기관({tenant})의 것입니다", f"it is of another log ({tenant})")


def _keep(scratch: Scratch, leaf: bytes, index: int | None, name: str, due: int) -> None:
    scratch.sql.execute("INSERT INTO receipt VALUES (?, ?, ?, ?, NULL)", [leaf, index, name, due])
