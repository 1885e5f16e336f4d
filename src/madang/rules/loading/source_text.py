"""From bytes to text: size first, then UTF-8 and nothing else; another encoding is named, never guessed."""

from __future__ import annotations

import re

from madang.rules.loading.json_text import read_json
from madang.rules.loading.tree import Item, fail, most_items
from madang.rules.loading.yaml_text import read_yaml
from madang.rules.model import Place
from madang.rules.problems import ProblemsFound

_like_json = re.compile(r'\s*(\{\s*["}]|\[\s*["\[{\]])')
_hangul = re.compile("[가-힣]")


def read_document(data: bytes | str, file: str, most_bytes: int, most_items: int = most_items) -> Item:
    """The tree of a YAML or JSON text (JSON by the file's ending, or because the text is JSON).

    ProblemsFound: larger than most_bytes (nothing is parsed) or most_items keys and values, not UTF-8, null bytes,
    bad syntax.
    """
    text = decode(data, file, most_bytes)
    if file.lower().endswith(".json"):
        return read_json(text, file, most_items)
    if _like_json.match(text):
        try:
            return read_json(text, file, most_items)
        except ProblemsFound as problems:
            if problems.problems[0].code != "malformed":
                raise
    return read_yaml(text, file, most_items)


def decode(data: bytes | str, file: str, most_bytes: int) -> str:
    """The text of the bytes; a UTF-8 byte order mark is taken off."""
    if len(data) > most_bytes:
        raise fail(
            "too_large",
            Place(file, 1),
            f"파일이 너무 큽니다. {most_bytes:,}바이트까지 읽습니다.",
            f"the file is too large; the limit is {most_bytes:,} bytes",
        )
    text = _decoded(data, file) if isinstance(data, bytes) else data
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise fail(
            "null_byte",
            Place(file, text.count("\n", 0, text.index("\0")) + 1),
            "파일에 널(0) 바이트가 있습니다. 글 파일이 아닌 것 같습니다.",
            "the file holds a null byte; it does not look like a text file",
        )
    return text


def _decoded(data: bytes, file: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise fail(
            "encoding",
            Place(file, 1),
            "파일이 UTF-16입니다. UTF-8로 저장해 주세요.",
            "the file is UTF-16; save it as UTF-8",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file, data.count(b"\n", 0, error.start) + 1)
    if _is_cp949(data):
        raise fail(
            "encoding",
            place,
            "파일이 CP949(EUC-KR)로 보입니다. UTF-8로 저장해 주세요.",
            "the file looks like CP949 (EUC-KR); save it as UTF-8",
        )
    raise fail(
        "encoding",
        place,
        "UTF-8로 읽을 수 없는 바이트가 있습니다. UTF-8로 저장해 주세요.",
        "the file holds bytes that are not UTF-8; save it as UTF-8",
    )


def _is_cp949(data: bytes) -> bool:
    try:
        return bool(_hangul.search(data.decode("cp949")))
    except UnicodeDecodeError:
        return False
