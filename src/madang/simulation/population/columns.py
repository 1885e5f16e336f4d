"""Columns on disk: one .npy file each, appended block by block, opened as memory maps.

<folder>/persons/<column>.npy and <folder>/homes/<column>.npy; manifest.json names them all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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


def open_table(folder: Path) -> dict[str, Column]:
    """Every column of a table as a read-only memory map."""
    return {path.stem: np.load(path, mmap_mode="r") for path in sorted(folder.glob("*.npy"))}


def digest(folder: Path) -> str:
    """SHA-256 over names and bytes of every file under the folder, in order of their names."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
