"""Reading a mapping key by key: wrong types, missing and unknown keys become problems, all told at the end.

Every method gives a value of the promised type even after a problem; the problems are raised once, by
:meth:`madang.rules.problems.Problems.check`, so such a value never leaves the loader.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from madang.rules.loading.tree import Item
from madang.rules.model import Expression, Label, Place
from madang.rules.problems import Problems

snake_case = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
iso_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # ISO 8601 knows weeks too (2026-W12-5): not here
dotted_name = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def nearest(word: str, names: Collection[str], count: int = 3) -> list[str]:
    """The names most like a mistyped word, best first; one without its namespace finds the names that end so."""
    word = word[:80]
    ends = [name for name in names if name.endswith("." + word)]
    close = difflib.get_close_matches(word, names, n=count, cutoff=0.6)
    return list(dict.fromkeys(ends + close))[:count]


def nearest_hint(word: str, names: Collection[str]) -> Label | None:
    """A hint that proposes the nearest names, or None."""
    near = nearest(word, names)
    return Label(f"혹시 {', '.join(near)}?", f"did you mean {', '.join(near)}?") if near else None


class Fields:
    """One mapping being read. `close` reports the keys nobody asked for."""

    def __init__(self, item: Item, problems: Problems) -> None:
        self.item, self.problems = item, problems
        self.place = item.place
        self.entries: dict[str, Item] = {}
        self._read: set[str] = set()
        if isinstance(item.value, dict):
            self.entries = item.value
        else:
            problems.add(
                "wrong_type", item.place, "여기에는 '키: 값'이 와야 합니다.", "a mapping (key: value) is expected here"
            )

    def key_place(self, key: str) -> Place:
        """Where the key is written; the mapping's own place if it is not."""
        return self.item.keys.get(key, self.place)

    def take(self, key: str, *, required: bool = False) -> Item | None:
        """The item under a key; an absent or empty one is None (and a problem when it is required)."""
        self._read.add(key)
        found = self.entries.get(key)
        if found is None or found.value is None:
            if required and isinstance(self.item.value, dict):
                self.problems.add("missing_key", self.key_place(key), f"'{key}'이(가) 없습니다.", f"'{key}' is missing")
            return None
        return found

    def close(self) -> None:
        """Report every key that was not read."""
        for key in self.entries:
            if key not in self._read:
                self.problems.add(
                    "unknown_key",
                    self.key_place(key),
                    f"모르는 키 '{key[:80]}'입니다.",
                    f"unknown key '{key[:80]}'",
                    nearest_hint(key, self._read),
                )

    def wrong(self, item: Item, ko: str, en: str, code: str = "wrong_type") -> None:
        """Report an item that is not what its key needs."""
        self.problems.add(code, item.place, ko, en)

    def optional_text(self, key: str, *, required: bool = False) -> str | None:
        """A text; a plain number or date is taken as written."""
        item = self.take(key, required=required)
        if item is None:
            return None
        if isinstance(item.value, dict | list) or not item.text.strip():
            self.wrong(item, f"'{key}'에는 글이 와야 합니다.", f"'{key}' must be a text")
            return None
        return item.text

    def text(self, key: str) -> str:
        """A text that must be there."""
        return self.optional_text(key, required=True) or ""

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One word out of several; required when there is no default."""
        word = self.optional_text(key, required=default is None)
        if word is None:
            return default or ""
        if word not in allowed:
            names = ", ".join(sorted(allowed))
            self.wrong(
                self.entries[key],
                f"'{key}'은(는) {names} 가운데 하나여야 합니다 ('{word}' 아님).",
                f"'{key}' must be one of {names}, not '{word}'",
                "not_a_choice",
            )
        return word

    def identifier(self, key: str, pattern: re.Pattern[str] = snake_case) -> str:
        """A name in snake_case (or of the given pattern)."""
        name = self.text(key)
        if name and not pattern.fullmatch(name):
            self.bad_name(name, self.entries[key].place)
        return name

    def bad_name(self, name: str, place: Place) -> None:
        """Report a name that is not in snake_case."""
        self.problems.add(
            "bad_name",
            place,
            f"이름 '{name}'은(는) snake_case(영문 소문자, 숫자, 밑줄)여야 합니다.",
            f"the name '{name}' must be snake_case (lower-case letters, digits, underscores)",
        )

    def flag(self, key: str) -> bool:
        """A yes or no; no when the key is absent."""
        item = self.take(key)
        if item is not None and not isinstance(item.value, bool):
            self.wrong(item, f"'{key}'에는 true나 false가 와야 합니다.", f"'{key}' must be true or false")
        return item is not None and item.value is True

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """A date, YYYY-MM-DD."""
        item = self.take(key, required=required)
        if item is None:
            return None
        value = as_date(item)
        if value is None:
            self.wrong(
                item,
                f"'{key}'에는 있는 날짜(YYYY-MM-DD)가 와야 합니다.",
                f"'{key}' must be a date that exists (YYYY-MM-DD)",
                "bad_date",
            )
        return value

    def integer(self, key: str) -> int | None:
        """A whole number, if the key is there."""
        item = self.take(key)
        if item is None:
            return None
        if not isinstance(item.value, Decimal) or item.value != item.value.to_integral_value():
            self.wrong(item, f"'{key}'에는 정수가 와야 합니다.", f"'{key}' must be a whole number")
            return None
        return int(item.value)

    def validity(self) -> tuple[dt.date | None, dt.date | None]:
        """`from` and `to`, both inclusive; `to` before `from` is a problem."""
        start, end = self.date("from"), self.date("to")
        if start is not None and end is not None and end < start:
            self.problems.add(
                "to_before_from",
                self.key_place("to"),
                f"끝({end})이 시작({start})보다 앞섭니다.",
                f"'to' ({end}) is before 'from' ({start})",
            )
        return start, end

    def years(self) -> tuple[int, int] | None:
        """`years: [first, last]`: the calendar years for which every figure is promised."""
        items = self.items("years")
        found = [int(item.value) for item in items if isinstance(item.value, (int, Decimal))]
        if items and (len(found) != 2 or len(items) != 2 or found[0] > found[1]):
            self.wrong(items[0], "'years'는 [첫 해, 마지막 해]입니다.", "'years' is [first year, last year]")
            return None
        return (found[0], found[1]) if items else None

    def optional_label(self, key: str, *, required: bool = False) -> Label | None:
        """A text in both languages, `{ko, en}`."""
        item = self.take(key, required=required)
        return None if item is None else read_label(item, self.problems)

    def label(self, key: str = "label") -> Label:
        """A label that must be there."""
        return self.optional_label(key, required=True) or Label("", "")

    def optional_expression(self, key: str, *, required: bool = False) -> Expression | None:
        """FEEL text; plain numbers and booleans count as expressions too."""
        item = self.take(key, required=required)
        return None if item is None else read_expression(item, self.problems)

    def expression(self, key: str) -> Expression:
        """An expression that must be there."""
        return self.optional_expression(key, required=True) or Expression("", self.place)

    def items(self, key: str, *, required: bool = False) -> list[Item]:
        """The items of a list; [] when the key is absent."""
        item = self.take(key, required=required)
        if item is None:
            return []
        if not isinstance(item.value, list):
            self.wrong(item, f"'{key}'에는 목록이 와야 합니다.", f"'{key}' must be a list")
            return []
        return item.value

    def each(self, key: str, *, required: bool = False) -> Iterator[Fields]:
        """The mappings of a list, each to be read and closed; unknown keys are reported after each."""
        for item in self.items(key, required=required):
            fields = Fields(item, self.problems)
            yield fields
            fields.close()


def as_date(item: Item) -> dt.date | None:
    """The item as a date (a plain YAML date or a text of that form), or None."""
    if isinstance(item.value, dt.date):
        return item.value
    if not isinstance(item.value, str) or not iso_day.fullmatch(item.value):
        return None
    try:
        return dt.date.fromisoformat(item.value)
    except ValueError:
        return None


def read_label(item: Item, problems: Problems) -> Label:
    """`{ko, en}`; a missing language is a problem."""
    fields = Fields(item, problems)
    words: Any = {}
    for language in ("ko", "en"):
        found = fields.take(language) if isinstance(item.value, dict) else None
        if found is not None and not isinstance(found.value, dict | list) and found.text.strip():
            words[language] = found.text
        elif isinstance(item.value, dict):
            problems.add(
                "missing_language",
                item.place,
                f"'{language}' 글이 없습니다 (ko와 en이 모두 필요합니다).",
                f"the '{language}' text is missing (ko and en are both needed)",
            )
    fields.close()
    return Label(words.get("ko", ""), words.get("en", ""))


def read_expression(item: Item, problems: Problems) -> Expression:
    """A scalar as FEEL text, with the place where the text itself begins."""
    if isinstance(item.value, dict | list) or not item.text.strip():
        problems.add(
            "wrong_type",
            item.place,
            "여기에는 FEEL 식이 와야 합니다 (목록이나 중괄호는 따옴표로 감싸세요).",
            "a FEEL expression is expected here (put lists and braces in quotes)",
        )
        return Expression("", item.place)
    return Expression(item.text, item.inside or item.place)
