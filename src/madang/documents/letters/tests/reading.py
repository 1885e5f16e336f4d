"""Reads the text of a typst PDF back: content streams by their fonts' ToUnicode maps, a reader of its own for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

_token = re.compile(rb"<[0-9A-Fa-f\s]*>|<<|>>|\[|\]|/[^\s/<>\[\]()]*|[^\s/<>\[\]()]+|\(")
_escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"}


def pages(pdf: bytes) -> list[str]:
    """The text of each page in the order it is drawn, without the watermark and footers (artifacts)."""
    reader = PdfFileReader(BytesIO(pdf))
    found = []
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = page_of(reader, number)
        found.append(_text(page["/Contents"].data, page["/Resources"]))
    return found


def page_of(reader: Any, number: int) -> Any:
    """A page's dictionary; pyHanko's reader is half typed."""
    return reader.find_page_for_modification(number)[0].get_object()


def _text(content: bytes, resources: Any) -> str:
    fonts = {name: _unicode(font.get_object()["/ToUnicode"].data) for name, font in resources.get("/Font", {}).items()}
    said: list[str] = []
    operands: list[bytes] = []
    font: dict[bytes, str] = {}
    nested: list[str | None] = []  # of marked content: what is said instead, "" for an artifact, None: what is drawn
    for token in _tokens(content):
        if re.fullmatch(rb"[A-Za-z'\"*]+\d?", token) and token not in (b"true", b"false", b"null"):
            if token == b"Tf":
                font = fonts[operands[-2].decode()]
            elif token in (b"Tj", b"TJ") and not any(one is not None for one in nested):
                said += [_letters(operand, font) for operand in operands if operand[:1] in b"(<" and operand != b"<<"]
            elif token in (b"BDC", b"BMC"):
                nested.append(_instead(operands))
                if nested[-1]:
                    said.append(nested[-1] or "")
            elif token == b"EMC":
                nested.pop()
            operands = []
        else:
            operands.append(token)
    return "".join(said)


def _tokens(content: bytes) -> Iterator[bytes]:
    at = 0
    while found := _token.search(content, at):
        at = found.end()
        if found.group() == b"(":  # a string: parentheses inside are escaped or in pairs
            depth = 1
            while depth:
                depth += {b"(": 1, b")": -1}.get(content[at : at + 1], 0)
                at += 2 if content[at : at + 1] == b"\\" else 1
        yield content[found.start() : at]


def _instead(operands: list[bytes]) -> str | None:
    if operands and operands[0] == b"/Artifact":
        return ""
    if b"/ActualText" in operands:
        written = _bytes(operands[operands.index(b"/ActualText") + 1])
        return written[2:].decode("utf-16-be") if written.startswith(b"\xfe\xff") else written.decode("latin-1")
    return None


def _letters(operand: bytes, font: dict[bytes, str]) -> str:
    raw = _bytes(operand)
    return "".join(font[raw[at : at + 2]] for at in range(0, len(raw), 2))


def _bytes(operand: bytes) -> bytes:
    if operand.startswith(b"<"):
        return bytes.fromhex(operand[1:-1].decode())
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda found: bytes([int(found[1], 8)]) if found[1].isdigit() else _escapes.get(found[1], found[1]),
        operand[1:-1],
        flags=re.DOTALL,
    )


def _unicode(cmap: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, said in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(said.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, said in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = bytes.fromhex(said.decode()).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = start[:-1] + chr(ord(start[-1]) + step)
    return found
