"""A tenant's log written into a folder, for somebody who trusts neither the database nor its owner."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from madang.rules.service import Refused
from madang.trust.audit.rows import Row
from madang.trust.audit.source import ABOUT, ENTRIES, FORMAT, HEADS, WAITING, Source
from madang.trust.tree.errors import Malformed
from madang.trust.tree.tiles import WIDTH, Tile, path, width

STEP = 1_000


class FolderInUse(Refused):
    """The folder has something in it already; an export never mixes with another."""

    code = "folder_in_use"


def export(source: Source, folder: Path, step: Callable[[int], None] = lambda rows: None) -> int:
    """Writes entries, tiles, heads and keys; returns the number of entries. A row at a time, whatever the size.

    export.json comes last: without it the folder is no export, so one that was cut off passes for none. Raises
    FolderInUse and OSError.
    """
    about = source.about()
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(f"빈 폴더가 아닙니다: {folder}", f"the folder is not empty: {folder}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = _lines(folder / ENTRIES, _told(source.rows()), step)
    _lines(folder / WAITING, _told(source.waiting()), lambda rows: None)
    newest = ""
    with (folder / HEADS).open("w", encoding="utf-8") as file:
        for newest in source.heads():
            file.write(_json({"note": newest}))
    (folder / "checkpoint").write_text(newest, encoding="utf-8")
    _tiles(source, folder, about.size)
    told = {"format": FORMAT, "tenant": about.tenant, "origin": about.origin, "size": about.size, "made": about.made,
            "keys": list(about.statements), "witnesses": list(about.witnesses)}  # fmt: skip
    partial = folder / f"{ABOUT}.partial"
    partial.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(partial, folder / ABOUT)
    return count


def _tiles(source: Source, folder: Path, size: int) -> None:
    level, span = 0, size
    while span:
        for index in range(-(-span // WIDTH)):
            tile = Tile(level, index)
            hashes = width(tile, size)
            content = source.tile(tile, hashes)
            if content is not None:
                file = folder / path(tile, hashes)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        level, span = level + 1, span // WIDTH


def _told(rows: Iterable[Row | Malformed]) -> Iterable[dict[str, Any]]:
    for row in rows:
        if isinstance(row, Malformed):
            raise row
        yield row.as_dict()


def _lines(file: Path, told: Iterable[dict[str, Any]], step: Callable[[int], None]) -> int:
    count = 0
    with file.open("w", encoding="utf-8", errors="surrogatepass") as lines:
        for each in told:
            lines.write(_json(each))
            count += 1
            if count % STEP == 0:
                step(STEP)
    step(count % STEP)
    return count


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
