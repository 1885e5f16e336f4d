"""A folder's files as texts, read without following anything out of it: regular files with plain names, bounded."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from madang.rules.loading.service import decode
from madang.rules.model import Place
from madang.rules.problems import Problems, ProblemsFound
from madang.rules.regional.limits import MOST_BYTES, MOST_ENTRIES, MOST_FILE_BYTES, MOST_FILES, MOST_RULE_BYTES

RULES = ("vocabulary", "parameters", "units", "services")
FOLDERS = (*RULES, "cases", "docs")
ENDINGS = (".yaml", ".csv", ".md")
_plain = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")


def read_texts(folder: Path, problems: Problems, *, may_share: bool) -> dict[str, str]:
    """file → text of everything in the folder, by its path in the pack. {} after a problem: then nothing was parsed.

    may_share: whether a file may have another name elsewhere (a hard link), as an installer's cache leaves them.
    """
    files = dict(_files(folder, problems))
    if not problems.found:
        _measure(files, problems)
    for file, found in files.items():
        if found.st_nlink > 1 and not may_share:
            _refuse(problems, "linked_file", file, "다른 곳의 파일과 이어져 있습니다 (하드 링크).",
                    "is the same file as one elsewhere (a hard link)")  # fmt: skip
    if problems.found:
        return {}
    return {file: text for file in files if (text := _text(folder, file, problems)) is not None}


def _files(folder: Path, problems: Problems) -> Iterator[tuple[str, os.stat_result]]:
    """Every file with its size; what is none, or stands where nothing may stand, is a problem."""
    left = MOST_ENTRIES
    for name in ("", *FOLDERS):
        place = folder / name
        if name and not _is_folder(place):
            continue  # absent, or refused where its name was met above
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    left -= 1
                    if left < 0:
                        _refuse(problems, "too_many_files", name or entry.name, f"파일이 {MOST_ENTRIES}개를 넘습니다.",
                                f"there are more than {MOST_ENTRIES} files")  # fmt: skip
                        return
                    yield from _file(entry, f"{name}/{entry.name}" if name else entry.name, problems)
        except OSError as error:
            _refuse(problems, "missing_file", name or folder.name, f"폴더를 읽을 수 없습니다: {error.strerror}",
                    f"the folder cannot be read: {error.strerror}")  # fmt: skip


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _file(entry: os.DirEntry[str], file: str, problems: Problems) -> Iterator[tuple[str, os.stat_result]]:
    found, shown = entry.stat(follow_symlinks=False), ascii(file)[1:-1]
    if stat.S_ISLNK(found.st_mode):
        _refuse(problems, "link", shown, "다른 곳을 가리키는 링크입니다.", "is a link to somewhere else")
    elif stat.S_ISDIR(found.st_mode):
        if file not in FOLDERS:
            _refuse(problems, "unknown_folder", shown, f"이런 폴더는 없습니다. 있는 것: {', '.join(FOLDERS)}",
                    f"no such folder belongs to a pack; there are {', '.join(FOLDERS)}")  # fmt: skip
    elif not stat.S_ISREG(found.st_mode):
        _refuse(problems, "no_file", shown, "보통 파일이 아닙니다.", "is not a regular file")
    elif not _plain.fullmatch(entry.name) or not entry.name.endswith(ENDINGS):
        _refuse(problems, "not_data", shown, f"자료 파일({', '.join(ENDINGS)})이 아닙니다.",
                f"is not a data file ({', '.join(ENDINGS)})")  # fmt: skip
    elif "/" not in file and file.endswith(".yaml") and file != "pack.yaml":
        _refuse(problems, "unknown_folder", shown, f"{', '.join(FOLDERS)} 안에 두세요.",
                f"belongs into one of {', '.join(FOLDERS)}")  # fmt: skip
    else:
        yield file, found


def _measure(files: dict[str, os.stat_result], problems: Problems) -> None:
    """Sizes, before anything is opened."""
    if "pack.yaml" not in files:
        _refuse(problems, "missing_file", "pack.yaml", "pack.yaml이 없습니다.", "there is no pack.yaml")
    if len(files) > MOST_FILES:
        _refuse(problems, "too_many_files", "pack.yaml", f"파일이 {MOST_FILES}개를 넘습니다.",
                f"there are more than {MOST_FILES} files")  # fmt: skip
    for file, found in files.items():
        if found.st_size > MOST_FILE_BYTES:
            _too_large(problems, file, MOST_FILE_BYTES)
    if sum(found.st_size for found in files.values()) > MOST_BYTES:
        _too_large(problems, "pack.yaml", MOST_BYTES)
    if sum(found.st_size for file, found in files.items() if is_rule(file)) > MOST_RULE_BYTES:
        _too_large(problems, "pack.yaml", MOST_RULE_BYTES)


def is_rule(file: str) -> bool:
    """Whether the file says the law."""
    return file == "pack.yaml" or (file.startswith(RULES) and file.endswith(".yaml"))


def _text(folder: Path, file: str, problems: Problems) -> str | None:
    """Opened without following a link and without waiting for a pipe, should the file have changed meanwhile."""
    try:
        opened = os.open(folder / file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(opened, "rb") as stream:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise OSError(0, "not a regular file")
            return decode(stream.read(MOST_FILE_BYTES + 1), file, MOST_FILE_BYTES)
    except OSError as error:
        _refuse(problems, "missing_file", file, f"파일을 읽을 수 없습니다: {error.strerror}",
                f"the file cannot be read: {error.strerror}")  # fmt: skip
    except ProblemsFound as found:
        problems.extend(found)
    return None


def _too_large(problems: Problems, file: str, most: int) -> None:
    _refuse(problems, "too_large", file, f"{most:,}바이트를 넘습니다.", f"is larger than {most:,} bytes")


def _refuse(problems: Problems, code: str, file: str, ko: str, en: str) -> None:
    problems.add(code, Place(file[:120], 1), ko, en)
