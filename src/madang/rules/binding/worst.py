"""The worst that an expression can ask for, as figures, and how much a regional pack may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from madang.rules import ir
from madang.rules.model import Label, Place

PEOPLE = 50
"""Persons of one family (family/reading.py)."""
DIGITS_TOLD = 40
"""Digits of a number that somebody tells."""


@dataclass(frozen=True, slots=True)
class Worst:
    """steps: nodes that are worked out. items: of a list, 1 for anything else; inner: of one of its items.

    turns: rounds over lists that are written out or named, one inside the other; people do not count among them.
    digits: before and behind the point. chars: of a text. depth: frames on the stack.
    """

    steps: int = 1
    items: int = 1
    inner: int = 1
    turns: int = 1
    digits: int = DIGITS_TOLD
    chars: int = 0
    depth: int = 1
    people: bool = False


LIMITS = Worst(steps=30_000, items=2_500, inner=2_500, turns=500, digits=2_000, chars=2_000, depth=300)
"""What an expression of a regional pack may ask for at most, with everything it rests on but what is kept beside it."""
PERSON = Worst(people=True)


class TooMuch(Exception):
    """An expression that may not stand. at: (line, column) within its text; place: where that text is, if it is that of
    a derived value which the expression asked about reads."""

    def __init__(self, ko: str, en: str, at: tuple[int, int]) -> None:
        super().__init__(en)
        self.label, self.at = Label(ko, en), at
        self.place: Place | None = None


def within_limits(found: Worst, node: ir.Node, limits: Worst = LIMITS) -> Worst:
    """The same. TooMuch where one of the figures is beyond its limit."""
    for name, (ko, en) in _SAID.items():
        most = getattr(limits, name)
        if getattr(found, name) > most:
            raise TooMuch(f"{ko} {most:,}을(를) 넘을 수 있습니다", f"{en} may go beyond {most:,}", node.at)
    return found


_SAID = {
    "steps": ("계산 단계가", "the steps of this expression"),
    "items": ("목록의 항목이", "the items of its list"),
    "inner": ("목록 안 목록의 항목이", "the items of a list within its list"),
    "turns": ("적힌 목록의 되풀이가", "the rounds over lists that are written out"),
    "digits": ("수의 자릿수가", "the digits of its numbers"),
    "chars": ("글의 길이가", "the characters of its text"),
    "depth": ("식의 깊이가", "the depth of this expression, with what it rests on,"),
}


def joined(parts: list[Worst]) -> Worst:
    """The worst of several parts of which any may be the value."""
    if not parts:
        return Worst()
    return Worst(
        steps=1 + sum(part.steps for part in parts),
        items=max(part.items for part in parts),
        inner=max(part.inner for part in parts),
        turns=max(part.turns for part in parts),
        digits=max(part.digits for part in parts),
        chars=max(part.chars for part in parts),
        depth=2 + max(part.depth for part in parts),
        people=all(part.people for part in parts),
    )
