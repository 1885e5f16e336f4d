"""The logs: everything has its place, an export verifies beside the witness, the witness has forgotten nothing."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from madang.cli.main import main
from tests.kills.checks.seen import Seen
from tests.kills.watcher import heads, refused


def places(seen: Seen) -> Iterator[str]:
    """Nothing waits any more, and every entry is in a tree."""
    for what, count in seen.waiting.items():
        yield f"stuck: {count} {what} still wait"
    if seen.unplaced:
        yield f"lost: {seen.unplaced} entries have no place in a tree"


def exports(tenants: Iterable[str], witness: str) -> Iterator[str]:
    """`madang audit export`, then `madang audit verify` on what was exported, with the witness's heads."""
    with tempfile.TemporaryDirectory(prefix="madang-kills-") as folder:
        for tenant in tenants:
            to = Path(folder) / tenant
            for words in (["audit", "export", "--tenant", tenant, "--to", str(to)],
                          ["audit", "verify", str(to), "--heads", witness, "--language", "en"]):  # fmt: skip
                status, said = _told(words)
                if status != 0:
                    yield f"audit: {tenant}: {' '.join(words[:2])} ended with {status}: {said[-500:]}"


def witnessed(acknowledged: Iterable[dict[str, Any]], tenants: Iterable[str], witness: str) -> Iterator[str]:
    """Heads that somebody saw are still there with the same root; one size has one root; none was refused."""
    seen = defaultdict(set)
    for one in acknowledged:
        seen[one["tenant"]].add((one["size"], one["root"]))
    for tenant in tenants:
        kept = set(heads(witness, tenant))
        for size, _ in sorted(seen[tenant] - kept):
            yield f"witness: the head of {tenant} at {size} that it showed is gone"
        if len({size for size, _ in kept}) != len(kept):
            yield f"witness: two heads of {tenant} of one size"
        if count := refused(witness, tenant):
            yield f"witness: {count} heads of {tenant} did not grow from the one before"


def _told(words: list[str]) -> tuple[int, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(words)
    return status, said.getvalue()
