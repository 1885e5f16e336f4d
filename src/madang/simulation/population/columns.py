"""Columns on disk: one .npy file each, appended block by block; read block by block, or mapped one by one.

<folder>/persons/<column>.npy and <folder>/homes/<column>.npy; manifest.json names them all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


def _write_header(file: BinaryIO, dtype: np.dtype[Any], rows: int) -> None:
    """numpy leaves room in the header for the first axis to grow, so it may be rewritten in place."""
    description = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": (rows,)}
    np.lib.format.write_array_header_1_0(file, description)


class Table:
    """A table being written: `append` blocks of equal-length columns, then close (or use as a context)."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.rows = folder, 0
        self._files: dict[str, BinaryIO] = {}
        self._types: dict[str, np.dtype[Any]] = {}

    def append(self, columns: Mapping[str, Column]) -> None:
        """One block; every block has the same columns with the same types."""
        for name, values in columns.items():
            if name not in self._files:
                self._types[name] = values.dtype
                self._files[name] = (self.folder / f"{name}.npy").open("wb+")
                _write_header(self._files[name], values.dtype, 0)
            self._files[name].write(np.ascontiguousarray(values, dtype=self._types[name]).data)
        self.rows += len(next(iter(columns.values())))

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, file in self._files.items():
            file.seek(0)
            _write_header(file, self._types[name], self.rows)
            file.close()


class BrokenTable(ValueError):
    """A column's file is no column, or has fewer rows than it says."""


class StoredTable(Mapping[str, Column]):
    """A table on disk. A column is a read-only memory map, made when it is asked for; `rows` maps nothing, so that
    going through a table takes the memory of as many rows as are read at once, however large it is. BrokenTable."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.npy"))}
        self._maps: dict[str, Column] = {}
        if not self._paths:
            raise FileNotFoundError(f"{folder}: 열이 없습니다 / no columns")

    def __getitem__(self, name: str) -> Column:
        if name not in self._maps:
            self._maps[name] = np.load(self._paths[name], mmap_mode="r")
        return self._maps[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        with next(iter(self._paths.values())).open("rb") as file:
            return _read_header(file)[1]

    def rows(self, first: int, count: int) -> dict[str, Column]:
        """So many rows of every column, from row `first` on."""
        return {name: _rows(path, first, count) for name, path in self._paths.items()}


def _read_header(file: BinaryIO) -> tuple[np.dtype[Any], int]:
    """(type, rows); the file stands at its first row."""
    try:
        np.lib.format.read_magic(file)
        (rows,), _, dtype = np.lib.format.read_array_header_1_0(file)
    except ValueError as error:
        raise BrokenTable(f"{file.name}: 열을 읽을 수 없습니다 / not a column ({error})") from error
    return dtype, rows


def _rows(path: Path, first: int, count: int) -> Column:
    with path.open("rb") as file:
        dtype, rows = _read_header(file)
        file.seek(first * dtype.itemsize, os.SEEK_CUR)
        found = np.fromfile(file, dtype, max(0, min(count, rows - first)))
    if len(found) != count:
        raise BrokenTable(f"{path}: {first + len(found):,}행까지만 있습니다 / rows end at {first + len(found):,}")
    return found


def rows_of(table: Mapping[str, Column], first: int, count: int) -> dict[str, Column]:
    """So many rows of every column, of a table on disk or in memory."""
    if isinstance(table, StoredTable):
        return table.rows(first, count)
    return {name: column[first : first + count] for name, column in table.items()}


def digest(folder: Path) -> str:
    """SHA-256 over names and bytes of every file under the folder, in order of their names."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
