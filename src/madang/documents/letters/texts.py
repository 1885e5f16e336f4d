"""What may stand in a letter: every character that is sent in can be seen on it.

A character that is not seen would let two letters look the same and say different things (a text turned around by a
direction mark, a number with an invisible character inside), and a character without a glyph would be an empty box.
Texts are kept in Unicode's composed form (NFC), the one in which Korean is written.
"""

from __future__ import annotations

import unicodedata

from madang.documents.fonts import covered
from madang.documents.refusals import TextRefused

LINE, PARAGRAPH = 300, 4000
"""The most characters of a line (a name, a cell) and of a paragraph."""

_no_ink = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Mc", "Me"})
"""Controls, direction marks, private and unassigned characters; and marks that no composed letter takes up, which a
PDF would give back twice."""

_fillers = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}


def text(value: str, what: str, most: int = LINE, *, empty: bool = False) -> str:
    """`value` in composed form. TextRefused when it is no text, empty (unless allowed), too long or not all visible.

    what: the field's name, for the refusal.
    """
    if not isinstance(value, str):
        raise TextRefused(f"{what}: 글이 아닙니다", f"{what}: not a text")
    if len(value) > most:
        raise TextRefused(f"{what}: {most:,}자를 넘습니다", f"{what}: longer than {most:,} characters")
    composed = unicodedata.normalize("NFC", value)
    if not empty and not composed.strip():
        raise TextRefused(f"{what}: 비어 있습니다", f"{what}: empty")
    hidden = [letter for letter in composed if not visible(letter)]
    if hidden:
        which = ", ".join(dict.fromkeys(_named(letter) for letter in hidden[:5]))
        raise TextRefused(f"{what}: 종이에 나타낼 수 없는 글자가 있습니다 ({which})",
                          f"{what}: has characters that cannot be shown on paper ({which})")  # fmt: skip
    return composed


def visible(letter: str) -> bool:
    """Whether one character shows: it has a glyph, or is an ordinary blank."""
    return (
        unicodedata.category(letter) not in _no_ink and letter not in _fillers and ord(letter) in covered()
    ) or letter == " "


def shown(value: str, most: int = PARAGRAPH) -> str:
    """A text written by somebody else, made fit for a letter: what cannot be seen stands as its number, `[U+202E]`.

    Line breaks and tabs become blanks; what is longer than `most` ends in "…". Nothing is left out unmarked.
    """
    blank = "".join(" " if letter in "\t\n\r\u2028\u2029" else letter for letter in value)
    seen = "".join(
        letter if visible(letter) else f"[{_number(letter)}]" for letter in unicodedata.normalize("NFC", blank)
    )
    return seen if len(seen) <= most else seen[: most - 1] + "…"


def _number(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return f"{_number(letter)} {name}".strip()
