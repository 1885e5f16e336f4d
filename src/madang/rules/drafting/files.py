"""The files of a pack that a draft may change, as texts; which path is one of them; the version of all together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from madang.rules.canonical import digest
from madang.rules.refusal import Refused

FOLDERS = ("parameters", "services", "units", "vocabulary", "cases")
"""A draft changes these and nothing else: regions, agencies and procedures are not rules."""
MOST_BYTES, MOST_FILES, MOST_TOGETHER = 500_000, 40, 3_000_000
LONGEST_PATH = 100
_path = re.compile(rf"(?:{'|'.join(FOLDERS)})/[a-z][a-z0-9_]*\.yaml")


class BadFile(Refused):
    """A path that is none of a pack's rules, or a text that cannot be kept."""

    code = "bad_file"


def path_of(path: str) -> str:
    """The path, if it is one of a file of rules: a folder, a lower-case name, `.yaml`. Raises BadFile."""
    if len(path) > LONGEST_PATH or not _path.fullmatch(path):
        shown, folders = path[:60], ", ".join(FOLDERS)
        raise BadFile(
            f"'{shown}'은(는) 바꿀 수 있는 파일이 아닙니다. {folders} 안의 소문자 이름과 .yaml만 됩니다.",
            f"'{shown}' is no file that can be changed: a lower-case name with .yaml in {folders}",
        )
    return path


def text_of(path: str, text: str) -> str:
    """The text with lines that end in one way, and a last line that ends. Raises BadFile: too large, odd characters."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(plain.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BadFile(f"{path}: 파일이 {MOST_BYTES:,}바이트를 넘습니다.", f"{path} is larger than {MOST_BYTES:,} bytes")
    odd = next((letter for letter in plain if _odd(letter)), None)
    if odd is not None:
        line = plain[: plain.index(odd)].count("\n") + 1
        raise BadFile(
            f"{path}:{line}: 쓸 수 없는 글자가 있습니다 (U+{ord(odd):04X}).",
            f"{path}:{line}: a character that cannot be written (U+{ord(odd):04X})",
        )
    return plain if plain.endswith("\n") or not plain else plain + "\n"


def files_of(files: Mapping[str, str]) -> dict[str, str]:
    """Many of them, in the order of their paths. Raises BadFile, also where they are too many or too large together."""
    if len(files) > MOST_FILES:
        raise BadFile(f"파일은 {MOST_FILES}개까지입니다.", f"at most {MOST_FILES} files")
    found = {path_of(path): text_of(path, text) for path, text in sorted(files.items())}
    if sum(len(text.encode()) for text in found.values()) > MOST_TOGETHER:
        raise BadFile(f"모두 합해 {MOST_TOGETHER:,}바이트를 넘습니다.", f"more than {MOST_TOGETHER:,} bytes together")
    return found


def pack_files(folder: Path) -> dict[str, str]:
    """The texts of a pack's rules: path in the pack → text, in the order of the paths."""
    paths = [path for name in FOLDERS for path in (folder / name).glob("*.yaml")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def version_of(files: Mapping[str, str]) -> str:
    """One digest, `sha256:…`, over all of the rules' texts under their paths."""
    return digest(dict(files))


def _odd(letter: str) -> bool:
    return (
        (letter < " " and letter not in "\n\t")
        or "\x7f" <= letter <= "\x9f"
        or "\ud800" <= letter <= "\udfff"
        or (letter in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
    )
