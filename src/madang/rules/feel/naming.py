"""Names that hold spaces and symbols (DMN 1.5 section 10.3.1.2): the longest known one wins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

_LETTERS = r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
_IDEOGRAPHS = r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
START = f"[{_LETTERS}{_IDEOGRAPHS}]"
PART = START[:-1] + r"0-9\u00B7\u0300-\u036F\u203F\u2040]"
WORD = re.compile(f"{START}{PART}*")
SPACE = re.compile(r"[\s\u0085\u180e\u200b\ufeff]*")
PIECE = re.compile(rf"{PART}+|[-./'+*]")
MAXPIECES = 32

KEYWORDS = frozenset(
    {
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "and",
        "or",
        "between",
        "instance",
        "true",
        "false",
        "null",
        "function",
    }
)

Trie = dict[str, Any]


def pieces(name: str) -> list[str]:
    """Words and symbols of a name, spaces dropped."""
    return PIECE.findall(name)


def add_name(trie: Trie, name: str) -> None:
    """Makes a name known; one of more than MAXPIECES pieces stays unknown."""
    parts = pieces(name)
    if len(parts) > MAXPIECES:
        return
    for part in parts:
        trie = trie.setdefault(part, {})
    trie[""] = " ".join(name.split())


@lru_cache(maxsize=64)
def trie_of(names: frozenset[str]) -> Trie:
    """The names as a tree of pieces."""
    trie: Trie = {}
    for name in names:
        add_name(trie, name)
    return trie


def longest(tries: Iterable[Trie], text: str, start: int) -> tuple[str, int] | None:
    """The longest known name of at least two pieces at `start` and its end."""
    best: tuple[str, int] | None = None
    for trie in tries:
        place = start
        for count in range(MAXPIECES):
            match = PIECE.match(text, place)
            if match is None or (match[0] not in trie):
                break
            trie = trie[match[0]]
            if count and "" in trie and (best is None or match.end() > best[1]):
                best = (trie[""], match.end())
            space = SPACE.match(text, match.end())
            place = space.end() if space else match.end()
    return best
