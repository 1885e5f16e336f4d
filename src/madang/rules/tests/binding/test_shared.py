"""Texts that read alike are bound once, and only where they mean the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from madang.rules.service import KOREA, load_rulebook


def _service(id: str, **more: Any) -> dict[str, Any]:
    clause = {"id": "c", "when": "age >= 19", "law": "-", "label": {"ko": "-", "en": "-"}}
    return {
        "service": id,
        "kind": "in_kind",
        "label": {"ko": "-", "en": "-"},
        "agency": "-",
        "law": "-",
        "unit": "applicant_alone",
        "clauses": [clause],
        **more,
    }


def test_a_list_of_services_in_one_file_shares_what_reads_alike(tmp_path: Path) -> None:
    line = {"id": "c", "when": "household.size > line", "law": "-", "label": {"ko": "-", "en": "-"}}
    made = [
        _service("one"),
        _service("two"),
        _service("three", derived={"line": "2"}, clauses=[line]),
        _service("four", derived={"line": "3"}, clauses=[line]),
    ]
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "all.yaml").write_text(json.dumps({"services": made}))
    (tmp_path / "pack.yaml").write_text('{"id": "few", "label": {"ko": "-", "en": "-"}, "version": "1"}')
    book = load_rulebook([KOREA, tmp_path])
    bound = {id: book.bound[book.pack.services[id].clauses[0].when] for id in ("one", "two", "three", "four")}
    assert bound["one"] is bound["two"]
    assert bound["three"].derived == ("household.size", "three.line")
    assert bound["four"].derived == ("household.size", "four.line")
