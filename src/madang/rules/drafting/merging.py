"""Two changes of one text put together, line by line: what was changed on one side alone stands (diff3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class _Same(NamedTuple):
    """Lines that are the same in base, ours and theirs: their first places, and how many they are."""

    base: int
    ours: int
    theirs: int
    many: int


def merged(base: str, ours: str, theirs: str) -> str | None:
    """The text with both changes, or None where both changed the same lines otherwise. Quadratic in the worst case."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    texts = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    found: list[str] = []
    at = (0, 0, 0)
    for same in _same(*texts):
        until = (same.base, same.ours, same.theirs)
        parts = [lines[begin:end] for lines, begin, end in zip(texts, at, until, strict=True)]
        chosen = _chosen(*parts)
        if chosen is None:
            return None
        found += [*chosen, *texts[0][same.base : same.base + same.many]]
        at = (same.base + same.many, same.ours + same.many, same.theirs + same.many)
    return "".join(found)


def _chosen(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def _same(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Same]:
    """Stretches that all three share, in order; the last is the empty one at their ends."""
    left = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    right = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(left) and j < len(right):
        a, b = left[i], right[j]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield _Same(start, a.b + start - a.a, b.b + start - b.a, end - start)
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    yield _Same(len(base), len(ours), len(theirs), 0)
