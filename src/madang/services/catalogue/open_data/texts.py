"""Texts as agencies write them, made plain: carriage returns, references escaped twice, lists by `||`."""

from __future__ import annotations

import html
import re
import unicodedata

MOST_UNESCAPED = 3
"""Times a reference is unescaped: once for XML is the parser's, then what was escaped twice, and once more."""
_reference = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_unwanted = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u200b]")
_blank_end = re.compile(r"[ \t\u00a0\u3000]+(?=\n|$)")
_many_lines = re.compile(r"\n{3,}")


def unescaped(text: str) -> str:
    """Character references with their semicolon resolved, also those that were escaped twice; `a&copy=1` stays."""
    for _ in range(MOST_UNESCAPED):
        plain = _reference.sub(lambda found: html.unescape(found[0]), text)
        if plain == text:
            break
        text = plain
    return text


def plain(text: str) -> str:
    """The text with LF line ends, NFC, no control characters, no blanks at line ends; what cannot be stored is gone."""
    text = unescaped(text).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _unwanted.sub("", text))
    return _many_lines.sub("\n\n", _blank_end.sub("", text)).strip()


def one_line(text: str) -> str:
    """The same in one line."""
    return " ".join(plain(text).split())


def listed(text: str, between: str = "||") -> tuple[str, ...]:
    """The parts of a list that is written as one text, empty ones and repeats left out."""
    return tuple(dict.fromkeys(part for one in text.split(between) if (part := one_line(one))))


def contacts(text: str) -> tuple[tuple[str, str], ...]:
    """(name, number) of each contact: `복지과/02-120||다산콜/120`; without a name it is ""."""
    found = []
    for part in listed(text):
        name, _, number = part.rpartition("/")
        found.append((name.strip(), number.strip()))
    return tuple(found)
