"""JSON (RFC 8259) as a tree with places. Numbers are exact decimals; NaN and Infinity are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from madang.rules.loading.syntax_words import malformed
from madang.rules.loading.tree import Item, TreeBuilder, fail, most_depth, most_items
from madang.rules.model import Place

_token = re.compile(
    r'[ \t\r\n]*(?:(?P<mark>[{}\[\],:])|(?P<text>"(?:[^"\\]|\\.)*")'
    r"|(?P<word>true|false|null)|(?P<number>-?[0-9][0-9.eE+-]*))"
)
_bracket = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{\]}]', re.DOTALL)
_words = {"true": True, "false": False, "null": None}
_exponent = re.compile(r"[eE]([-+]?[0-9]+)$")


def read_json(text: str, file: str, most_items: int = most_items) -> Item:
    """The tree of one JSON text. ProblemsFound: bad syntax (with the line), duplicate key, too deep."""
    builder = TreeBuilder(most_items)
    for kind, word, place in _tokens(text, file):
        if kind == "mark":
            if word in "{[":
                builder.start(place, mapping=word == "{")
            elif word in "}]":
                builder.end()
        else:
            builder.scalar(_scalar(kind, word, place))
    assert builder.root is not None
    return builder.root


def _tokens(text: str, file: str) -> Iterator[tuple[str, str, Place]]:
    _refuse_deep(text, file)
    _validate(text, file)
    position, line, line_start = 0, 1, 0
    end = len(text.rstrip(" \t\r\n"))
    while position < end:
        match = _token.match(text, position)
        assert match is not None
        assert match.lastgroup is not None
        begin = match.start(match.lastgroup)
        newlines = text.count("\n", position, begin)
        if newlines:
            line += newlines
            line_start = text.rfind("\n", position, begin) + 1
        yield match.lastgroup, match.group(match.lastgroup), Place(file, line, begin - line_start + 1)
        position = match.end()


def _refuse_deep(text: str, file: str) -> None:
    # The standard parser recurses; depth is bounded before it sees the text (brackets in strings only lower it).
    depth = 0
    for match in _bracket.finditer(text):
        mark = match.group()
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark, 0)
        if depth > most_depth:
            place = Place(file, text.count("\n", 0, match.start()) + 1)
            raise fail("too_deep", place, "너무 깊이 겹쳐 있습니다.", "nested too deep")


def _validate(text: str, file: str) -> None:
    def refuse(word: str) -> NoReturn:
        line = text.count("\n", 0, text.index(word.lstrip("-"))) + 1
        raise fail("malformed", Place(file, line), f"JSON에는 {word}가 없습니다.", f"JSON has no {word}")

    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=refuse)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        raise fail("malformed", place, *malformed("JSON", error.msg, place.column)) from None


def _scalar(kind: str, token: str, place: Place) -> Item:
    if kind == "text":
        text: str = json.loads(token)
        return Item(text, place, text)
    if kind == "word":
        return Item(_words[token], place, token, plain=True)
    return Item(_number(token, place), place, token, plain=True)


def _number(token: str, place: Place) -> Any:
    exponent = _exponent.search(token)
    if len(token) > 80 or (exponent and abs(int(exponent.group(1))) > 30):
        raise fail("number_too_long", place, "수가 너무 깁니다.", "the number is too long")
    return Decimal(token)
