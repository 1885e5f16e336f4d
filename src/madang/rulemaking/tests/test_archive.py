"""A draft as a zip and back; what is hostile, damaged or too large is refused, whatever it says of itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from madang.rulemaking.service import BadArchive, archive, read_archive
from madang.rules.drafting.service import BadFile

FILES = {"parameters/x.yaml": "parameters: []\n# 한글\n", "services/y.yaml": "a: 1\n"}


def zipped(files: Mapping[str, bytes | str], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compress) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return held.getvalue()


def test_there_and_back() -> None:
    data = archive(FILES, {"title": "새해", "reason": "고시"})
    assert data == archive(FILES, {"title": "새해", "reason": "고시"})
    assert read_archive(data) == ("새해", "고시", FILES)
    assert read_archive(zipped({**FILES, "services/": b""})).files == FILES
    assert read_archive(zipped({"services/y.yaml": "\ufeffa: 1\r\n"})).files == {"services/y.yaml": "a: 1\n"}


def linked() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as written:
        entry = zipfile.ZipInfo("services/y.yaml")
        entry.external_attr = 0o120777 << 16
        written.writestr(entry, "/etc/passwd")
    return held.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped({"services/y.yaml": "a: 1\n"}, zipfile.ZIP_STORED))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """It says it is small."""
    data = bytearray(zipped({"services/y.yaml": b"a" * 600_000}))
    central = data.index(b"PK\x01\x02")
    for place in (22, central + 24):
        data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(zipped({"services/y.yaml": b"a: 1\n" * 100}))
    data[45] ^= 0xFF
    return bytes(data)


HOSTILE = {
    "no zip": b"PK not a zip",
    "empty": zipped({}),
    "outside": zipped({"../services/y.yaml": "a: 1"}),
    "absolute": zipped({"/services/y.yaml": "a: 1"}),
    "another folder": zipped({"regions/codes.yaml": "a: 1"}),
    "another file": zipped({"services/run.py": "a"}),
    "backslash": zipped({"services\\..\\y.yaml": "a: 1"}),
    "folder": zipped({"services/deep/": b"", "services/y.yaml": "a: 1"}),
    "link": linked(),
    "password": encrypted(),
    "bomb": zipped({"services/y.yaml": b"0" * 50_000_000}),
    "says it is small": lying(),
    "damaged": damaged(),
    "many": zipped({f"services/y{number}.yaml": "a: 1" for number in range(60)}),
    "twice but for case": zipped({"services/y.yaml": "a: 1", "services/Y.yaml": "a: 2"}),
    "CP949": zipped({"services/y.yaml": "라벨: 기초연금".encode("cp949")}),
    "UTF-16": zipped({"services/y.yaml": "a: 1".encode("utf-16")}),
    "null": zipped({"services/y.yaml": "a: \0"}),
    "deep about": zipped({"about.json": "[" * 100_000, "services/y.yaml": "a: 1"}),
    "too large": b"\0" * 1_000_001,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises((BadArchive, BadFile)):
        read_archive(data)


@pytest.mark.parametrize("said", ["null", "[]", "7", '{"a": 1}', '""'])
def test_a_title_that_is_no_text_is_none(said: str) -> None:
    about = f'{{"title": {said}, "reason": {said}}}'
    assert read_archive(zipped({**FILES, "about.json": about})) == ("", "", FILES)


@pytest.mark.parametrize("compress", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_is_told_whichever_way_it_is_packed(compress: int) -> None:
    sound = zipped({"services/y.yaml": b"a: 1\n" * 100}, compress)
    refused = 0
    for place in range(len(sound)):
        data = bytearray(sound)
        data[place] ^= 0xFF
        try:
            read_archive(bytes(data))
        except (BadArchive, BadFile):
            refused += 1
    assert refused > 50
