"""YAML as far as packs and families need it (YAML 1.2.2, core schema, less what surprises).

Only `true` and `false` are booleans (`no`, `on` are texts); `2026-03-20` is a date; numbers are plain decimals,
read exactly. Tags, anchors and aliases are refused: a file is what it looks like and cannot swell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from madang.rules.loading.syntax_words import malformed
from madang.rules.loading.tree import Item, TreeBuilder, fail, most_items
from madang.rules.model import Place

_number = re.compile(r"[-+]?(0|[1-9][0-9]{0,39})(\.[0-9]{1,39})?")
_long_number = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_date = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_words: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "null": None,
    "Null": None,
    "NULL": None,
    "~": None,
    "": None,
}
_loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain_value(text: str, place: Place) -> Any:
    """The value of a scalar written without quotes: bool, None, Decimal, date, or the text itself.

    A date that does not exist (2026-02-30) stays a text, so that its reader can say so.
    """
    if text in _words:
        return _words[text]
    if _number.fullmatch(text):
        return Decimal(text)
    if _date.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text
    if len(text) > 40 and _long_number.fullmatch(text):
        raise fail(
            "number_too_long", place, "수가 너무 깁니다 (40자리까지).", "the number is too long (40 digits at most)"
        )
    return text


def read_yaml(text: str, file: str, most_items: int = most_items) -> Item:
    """The tree of one YAML document. ProblemsFound: bad syntax, alias, tag, second document, too deep."""
    builder = TreeBuilder(most_items)
    lines = text.split("\n")
    documents = 0
    for event in _events(text, file):
        place = _place(event, file)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise fail(
                    "second_document",
                    place,
                    "한 파일에는 문서 하나만 둡니다 ('---' 한 번).",
                    "a file holds one document only",
                )
        elif isinstance(event, yaml.AliasEvent):
            raise fail(
                "alias",
                place,
                "별칭(*)은 쓰지 않습니다. 값을 그대로 적어 주세요.",
                "aliases (*) are not accepted; write the value out",
            )
        elif isinstance(event, yaml.NodeEvent):
            _refuse_marks(event, place)
            if isinstance(event, yaml.ScalarEvent):
                builder.scalar(_scalar(event, place, lines))
            else:
                builder.start(place, mapping=isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.end()
    return builder.root if builder.root is not None else Item(None, Place(file, 1))


def _events(text: str, file: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = max(1, len(text.splitlines()))  # an unfinished text is blamed on its last line, not the one after
        place = Place(file, min(mark.line + 1, last), mark.column + 1) if mark else Place(file, 1)
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise fail("malformed", place, *malformed("YAML", said, place.column)) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        place = Place(file, text.count("\n", 0, position if isinstance(position, int) else 0) + 1)
        raise fail(
            "malformed", place, "YAML에 쓸 수 없는 글자가 있습니다.", "a character that YAML does not allow"
        ) from None


def _place(event: yaml.Event, file: str) -> Place:
    mark = event.start_mark
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)


def _refuse_marks(event: yaml.NodeEvent, place: Place) -> None:
    if event.anchor is not None:
        raise fail("alias", place, "앵커(&)는 쓰지 않습니다.", "anchors (&) are not accepted")
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise fail("tag", place, f"태그({tag})는 쓰지 않습니다.", f"tags ({tag}) are not accepted")


def _scalar(event: yaml.ScalarEvent, place: Place, lines: list[str]) -> Item:
    text = event.value
    if event.style is None or event.style == "":
        return Item(plain_value(text, place), place, text, plain=True, inside=place)
    if event.style in "|>":
        below = lines[place.line] if place.line < len(lines) else ""
        indent = len(below) - len(below.lstrip(" "))
        return Item(text, place, text, inside=Place(place.file, place.line + 1, indent + 1))
    return Item(text, place, text, inside=Place(place.file, place.line, place.column + 1))
