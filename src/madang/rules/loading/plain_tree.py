"""Plain values as a tree, as if they had been written as JSON in one place, without writing and reading the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from madang.rules.loading.tree import Item
from madang.rules.model import Place


def plain_tree(value: Any, file: str) -> Item:
    """The tree of dicts with text keys, lists, text, bool, Decimal, int, date and None. TypeError for anything else."""
    return _item(value, Place(file, 1))


def _item(value: Any, place: Place) -> Item:
    if isinstance(value, str):
        return Item(value, place, value)
    if isinstance(value, Mapping):
        entries = {key: _item(entry, place) for key, entry in value.items()}
        return Item(entries, place, keys=dict.fromkeys(entries, place))
    if isinstance(value, list | tuple):
        return Item([_item(entry, place) for entry in value], place)
    if value is None or isinstance(value, bool):
        return Item(value, place, "null" if value is None else str(value).lower(), plain=True)
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return Item(number, place, format(number, "f"), plain=True)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return Item(value.isoformat(), place, value.isoformat())
    raise TypeError(f"{type(value).__name__} is no plain value")
