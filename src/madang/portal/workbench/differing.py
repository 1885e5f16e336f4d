"""Two texts side by side, as lines of a page: what was taken out, what came in, and a little around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 2
"""Lines that stay as they are and are shown on either side of a change."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """kind: in, out, same or gap (lines left out between). old, new: numbers of the line, 0 where it has none."""

    kind: str
    old: int
    new: int
    text: str


def differing(before: str, after: str) -> list[DiffLine]:
    """Nothing where they are the same."""
    old, new = before.splitlines(), after.splitlines()
    return [line for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND)
            for line in _group(group, old, new)]  # fmt: skip


def counted(before: str, after: str) -> tuple[int, int]:
    """Lines that came in, and lines that were taken out."""
    lines = differing(before, after)
    return sum(one.kind == "in" for one in lines), sum(one.kind == "out" for one in lines)


def _group(group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[DiffLine]:
    if group[0][1] > 0 or group[0][3] > 0:
        yield DiffLine("gap", 0, 0, "")
    for tag, i, until_i, j, until_j in group:
        if tag == "equal":
            yield from (DiffLine("same", i + n + 1, j + n + 1, text) for n, text in enumerate(old[i:until_i]))
            continue
        yield from (DiffLine("out", i + n + 1, 0, text) for n, text in enumerate(old[i:until_i]))
        yield from (DiffLine("in", 0, j + n + 1, text) for n, text in enumerate(new[j:until_j]))
