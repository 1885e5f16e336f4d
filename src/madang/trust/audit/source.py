"""What an audit reads: an export in a folder, or the live database. One form for both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from madang.rules.service import Refused
from madang.trust.audit.rows import Row, row_of
from madang.trust.tree.checkpoints import PREFIX
from madang.trust.tree.errors import Malformed
from madang.trust.tree.tiles import WIDTH, Tile, path

FORMAT = "madang-audit/v1"
ENTRIES, WAITING, HEADS, ABOUT = "entries.jsonl", "waiting.jsonl", "checkpoints.jsonl", "export.json"


class NotAnExport(Refused):
    """The folder or file is not what it should be, so nothing of it can be checked."""

    code = "not_an_export"


@dataclass(frozen=True, slots=True)
class About:
    """statements: notes of the log's keys in the order they followed each other; witnesses: verifier keys; size: of
    the tree that the source says it holds; made: when it was read out of the database, seconds since 1970."""

    tenant: str
    size: int
    made: int
    statements: tuple[str, ...]
    witnesses: tuple[str, ...]

    @property
    def origin(self) -> str:
        """The log's origin line."""
        return PREFIX + self.tenant


class Source(Protocol):
    """Where a tenant's log is read from. Each call of an iterator begins anew."""

    def about(self) -> About:
        """What it says of itself."""

    def heads(self) -> Iterator[str]:
        """Checkpoints as notes, with the cosignatures that are known, by size."""

    def tile(self, tile: Tile, hashes: int) -> bytes | None:
        """The first ``hashes`` hashes of a tile, fewer where it has fewer; None where there is no such tile."""

    def rows(self) -> Iterator[Row | Malformed]:
        """Rows by index; what cannot be read as one is given as the reason."""

    def waiting(self) -> Iterator[Row | Malformed]:
        """Rows that have no index yet; theirs counts for nothing."""


class Folder:
    """An export. Raises NotAnExport when the folder is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            told: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            if told["format"] != FORMAT or type(told["size"]) is not int or type(told["made"]) is not int:
                raise ValueError(told["format"])
            statements, witnesses = (tuple(map(str, told[name])) for name in ("keys", "witnesses"))
            self._about = About(str(told["tenant"]), told["size"], told["made"], statements, witnesses)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            raise NotAnExport(
                f"내보낸 기록이 아닙니다: {folder} ({ABOUT} 확인)", f"not an export of a log: {folder} (see {ABOUT})"
            ) from None

    def about(self) -> About:
        """What export.json says."""
        return self._about

    def heads(self) -> Iterator[str]:
        """Notes of checkpoints.jsonl."""
        yield from notes_in(self._folder / HEADS)

    def tile(self, tile: Tile, hashes: int) -> bytes | None:
        """A file of the layout of tlog-tiles."""
        for width in (hashes, WIDTH):
            try:
                return (self._folder / path(tile, width)).read_bytes()[: hashes * 32]
            except OSError:
                continue
        return None

    def rows(self) -> Iterator[Row | Malformed]:
        """Rows of entries.jsonl."""
        yield from self._rows(ENTRIES)

    def waiting(self) -> Iterator[Row | Malformed]:
        """Rows of waiting.jsonl."""
        yield from self._rows(WAITING)

    def _rows(self, name: str) -> Iterator[Row | Malformed]:
        for number, told in lines_of(self._folder / name):
            try:
                yield row_of(told)
            except Malformed as refused:
                yield Malformed(
                    f"{name} {number}번째 줄: {refused.text('ko')}", f"{name} line {number}: {refused.text('en')}"
                )


def lines_of(file: Path) -> Iterator[tuple[int, Any]]:
    """Line numbers from 1 with the JSON of each line, None for what is none. Raises NotAnExport for no file."""
    try:
        with file.open(encoding="utf-8", errors="surrogateescape") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield number, json.loads(line)
                except (ValueError, RecursionError):
                    yield number, None
    except OSError as error:
        raise NotAnExport(f"읽을 수 없습니다: {file}", f"cannot be read: {file} ({error.strerror})") from None


def notes_in(file: Path) -> Iterator[str]:
    """The notes of a file of JSON lines `{"note": …}`; an empty text for a line without one."""
    for _, told in lines_of(file):
        yield str(told["note"]) if isinstance(told, dict) and "note" in told else ""
