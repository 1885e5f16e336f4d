"""A draft or release as a zip of files, and back: bounded, plain names, UTF-8."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from madang.rulemaking.refusals import BadArchive
from madang.rules.drafting.service import FOLDERS, MOST_BYTES, MOST_FILES, MOST_TOGETHER, files_of
from madang.rules.loading.service import decode
from madang.rules.service import Label, ProblemsFound

ABOUT = "about.json"
MOST_ARCHIVE = 1_000_000
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same draft is the same archive, byte for byte."""
_damage = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
"""What zipfile raises over a damaged archive, whichever way it is packed (stored, deflate, bzip2, LZMA)."""


class Archived(NamedTuple):
    """title, reason: "" where the archive does not say. files: path → text, checked."""

    title: str
    reason: str
    files: dict[str, str]


def archive(files: Mapping[str, str], about: Mapping[str, Any]) -> bytes:
    """A zip of the files as they lie in a pack, with `about.json` beside them."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in [
            (ABOUT, json.dumps(dict(about), ensure_ascii=False, indent=1) + "\n"),
            *sorted(files.items()),
        ]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            written.writestr(entry, text.encode())
    return held.getvalue()


def read_archive(data: bytes) -> Archived:
    """Raises BadArchive and BadFile: no zip, too large packed or unpacked, encrypted, odd names, not UTF-8."""
    if len(data) > MOST_ARCHIVE:
        raise BadArchive(
            f"압축 파일이 {MOST_ARCHIVE:,}바이트를 넘습니다.", f"the archive is larger than {MOST_ARCHIVE:,} bytes"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            told = {entry.filename: _text(opened, entry) for entry in _entries(opened)}
    except _damage as error:
        raise _bad(Label("zip 파일이 아니거나 깨졌습니다.", "no zip file, or a damaged one")) from error
    about = _about(told.pop(ABOUT, ""))
    return Archived(_said(about, "title")[:200], _said(about, "reason")[:4_000], files_of(told))


def _entries(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = [entry for entry in opened.infolist() if entry.filename.rstrip("/") not in FOLDERS]
    if not found or len(found) > MOST_FILES + 1:
        raise _bad(Label(f"파일은 1–{MOST_FILES}개여야 합니다.", f"there must be 1 to {MOST_FILES} files"))
    names = [entry.filename for entry in found]
    if len({name.casefold() for name in names}) < len(names):
        raise _bad(Label("같은 이름의 파일이 둘 있습니다.", "two files have one name"))
    if any(entry.flag_bits & 1 for entry in found):
        raise _bad(Label("암호가 걸린 압축 파일은 읽지 않습니다.", "archives with a password are not read"))
    if any(entry.is_dir() or (entry.external_attr >> 16) & 0o170000 not in (0, 0o100000) for entry in found):
        raise _bad(Label("파일만 담을 수 있습니다 (폴더, 링크 없이).", "plain files alone: no other folder, no link"))
    if sum(entry.file_size for entry in found) > MOST_TOGETHER or any(entry.file_size > MOST_BYTES for entry in found):
        raise _bad(Label("풀면 너무 큽니다.", "too large when unpacked"))
    return found


def _text(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Never more than is allowed is unpacked, whatever the entry says of its size."""
    with opened.open(entry) as read:
        data = read.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _bad(Label("풀면 너무 큽니다.", "too large when unpacked"))
    try:
        return decode(data, entry.filename[:100], MOST_BYTES)
    except ProblemsFound as found:
        raise BadArchive(found.text("ko"), found.text("en")) from found


def _about(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        raise _bad(Label(f"{ABOUT}을 읽을 수 없습니다.", f"{ABOUT} cannot be read")) from None
    return found if isinstance(found, dict) else {}


def _said(about: Mapping[str, Any], name: str) -> str:
    """Empty where it says nothing, or something that is no text."""
    told = about.get(name)
    return told if isinstance(told, str) else ""


def _bad(why: Label) -> BadArchive:
    return BadArchive(why.ko, why.en)
