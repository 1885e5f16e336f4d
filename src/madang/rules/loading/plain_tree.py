"""Plain values as a tree, as if they had been written as JSON in one place, without writing and reading the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from madang.rules.loading.tree import Item, most_depth, most_items, surrogate
from madang.rules.model import Place

most_digits = 80


class NotPlain(TypeError):
    """The values are not those of a JSON text, or too many: whoever reads their text is told what is wrong."""


def plain_tree(value: Any, file: str, *, most_items: int = most_items, most_letters: int | None = None) -> Item:
    """The tree of dicts with text keys, lists, text, bool, Decimal, int, date and None.

    NotPlain for anything else, for more than most_items values or most_letters letters, and for what
    :func:`read_json` would refuse: nested too deep, half a character, a number too long.
    """
    return _Tree(Place(file, 1), most_items, most_letters).item(value, 0)


class _Tree:
    def __init__(self, place: Place, items: int, letters: int | None) -> None:
        self.place, self.items, self.letters = place, items, letters

    def item(self, value: Any, depth: int) -> Item:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            self._opens(len(value), depth)
            entries = {self._text(key).text: self.item(entry, depth + 1) for key, entry in value.items()}
            return Item(entries, self.place, keys=dict.fromkeys(entries, self.place))
        if isinstance(value, list | tuple):
            self._opens(0, depth)
            return Item([self.item(entry, depth + 1) for entry in value], self.place)
        if value is None or isinstance(value, bool):
            return self._scalar(value, "null" if value is None else str(value).lower(), plain=True)
        if isinstance(value, int | Decimal):
            return self._number(Decimal(value))
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return self._scalar(value.isoformat(), value.isoformat())
        raise NotPlain(f"{type(value).__name__} is no plain value")

    def _text(self, value: Any) -> Item:
        if not isinstance(value, str):
            raise NotPlain(f"{type(value).__name__} is no key")
        if not value.isascii() and surrogate.search(value):
            raise NotPlain("half a character")
        return self._scalar(value, value)

    def _number(self, value: Decimal) -> Item:
        if not value.is_finite() or abs(value.adjusted()) > most_digits:
            raise NotPlain("no number of a text")
        return self._scalar(value, format(value, "f"), plain=True)

    def _scalar(self, value: Any, text: str, *, plain: bool = False) -> Item:
        self.items -= 1
        if self.letters is not None:
            self.letters -= len(text)
        if self.items < 0 or (self.letters is not None and self.letters < 0) or (plain and len(text) > most_digits):
            raise NotPlain("too much")
        return Item(value, self.place, text, plain)

    def _opens(self, more: int, depth: int) -> None:
        if depth >= most_depth or more > self.items:
            raise NotPlain("too deep, or too much")
