"""Which characters the fonts of the letters can show."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
FAMILIES = ("Pretendard GOV", "Noto Emoji")


@cache
def covered() -> frozenset[int]:
    """Code points that have a glyph in the regular or the emoji font; bold has the same as regular (tested)."""
    return code_points(FOLDER / "PretendardGOV-Regular.otf") | code_points(FOLDER / "NotoEmoji-Regular.ttf")


def code_points(path: Path) -> frozenset[int]:
    """What the `cmap` table of an OpenType font maps, by its subtables for all of Unicode (format 12)."""
    font = path.read_bytes()
    tables = {font[at : at + 4]: struct.unpack_from(">II", font, at + 8) for at in _records(font)}
    start, _ = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 12:
            found |= _segments(font, start + offset)
    return frozenset(found)


def _records(font: bytes) -> range:
    (count,) = struct.unpack_from(">H", font, 4)
    return range(12, 12 + 16 * count, 16)


def _segments(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for group in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
        found |= set(range(first + (glyph == 0), last + 1))  # glyph 0 is the one for "no such character"
    return found
