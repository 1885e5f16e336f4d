"""A document as a tree in which every value knows where it was written; YAML and JSON both become this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from madang.rules.model import Label, Place
from madang.rules.problems import Problem, ProblemsFound

most_depth = 40
most_items = 1_000_000
surrogate = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A value and its place.

    value: dict[str, Item], list[Item], str, bool, Decimal, datetime.date or None. text: a scalar as written
    (without quotes). plain: a scalar written without quotes. inside: where a scalar's text itself begins,
    behind the quote or below the block's mark. keys: the place of each key of a mapping.
    """

    value: Any
    place: Place
    text: str = ""
    plain: bool = False
    inside: Place | None = None
    keys: Mapping[str, Place] = field(default_factory=dict)


def fail(code: str, place: Place | None, ko: str, en: str, hint: Label | None = None) -> ProblemsFound:
    """The exception for one problem after which the document cannot be read on."""
    return ProblemsFound([Problem(code, Label(ko, en), place, hint)])


@dataclass(slots=True)
class _Open:
    place: Place
    items: list[Item] | None
    entries: dict[str, Item] | None
    keys: dict[str, Place]
    key: str | None = None


class TreeBuilder:
    """Takes the events of a parser one by one (no recursion) and gives the tree."""

    def __init__(self, most_items: int) -> None:
        self.root: Item | None = None
        self._left = most_items
        self._open: list[_Open] = []

    def start(self, place: Place, *, mapping: bool) -> None:
        """A mapping or a list begins. ProblemsFound beyond `most_depth` levels or as a mapping's key."""
        if len(self._open) >= most_depth:
            raise fail(
                "too_deep",
                place,
                f"{most_depth}단계보다 깊이 겹쳐 있습니다.",
                f"nested deeper than {most_depth} levels",
            )
        self._refuse_as_key(place)
        self._open.append(_Open(place, None if mapping else [], {} if mapping else None, {}))

    def end(self) -> None:
        """The innermost mapping or list ends."""
        done = self._open.pop()
        value: Any = done.items if done.entries is None else done.entries
        self._put(Item(value, done.place, keys=done.keys))

    def scalar(self, item: Item) -> None:
        """A scalar: a key where a key is due, else a value. ProblemsFound beyond most_items keys and values."""
        self._left -= 1
        if self._left < 0:
            raise fail("too_many_values", item.place, "값이 너무 많습니다.", "there are too many values")
        if surrogate.search(item.text):
            raise fail(
                "bad_character",
                item.place,
                "글자가 아닌 부호(서로게이트)가 들어 있습니다.",
                "the text holds half of a surrogate pair, which is no character",
            )
        top = self._open[-1] if self._open else None
        if top is None or top.entries is None or top.key is not None:
            self._put(item)
            return
        if item.text in top.entries:
            raise fail(
                "duplicate_key",
                item.place,
                f"'{item.text}' 키가 두 번 나옵니다 (먼저 나온 곳: {top.keys[item.text].line}행).",
                f"the key '{item.text}' stands here twice (first in line {top.keys[item.text].line})",
            )
        top.key = item.text
        top.keys[item.text] = item.place

    def _refuse_as_key(self, place: Place) -> None:
        if self._open and self._open[-1].entries is not None and self._open[-1].key is None:
            raise fail("bad_key", place, "키는 한 줄의 글자여야 합니다.", "a key must be a plain text")

    def _put(self, item: Item) -> None:
        if not self._open:
            self.root = item
            return
        top = self._open[-1]
        if top.entries is None:
            assert top.items is not None
            top.items.append(item)
            return
        assert top.key is not None
        top.entries[top.key] = item
        top.key = None
