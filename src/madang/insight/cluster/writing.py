"""Writes a population as blocks for a cluster: Parquet, a row a block, a folder a province, bounded memory.

    FOLDER/about/part.parquet                        one row: what the blocks are, as JSON
    FOLDER/blocks/province=03/block-00017.parquet    one block

Names of folders are numbers, so that a machine whose Java knows no Korean letters can open them too.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from madang.insight.cluster.about import CODES, FAMILIES, About, Coding
from madang.insight.cluster.problems import BlocksUnfit, SparkMissing
from madang.insight.whatif.groups import province_dimension
from madang.insight.whatif.source import Source
from madang.rules.columns.service import Columns
from madang.rules.service import Part, Rulebook
from madang.rules.service import Source as CodedSource

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT, BLOCKS = "about", "blocks"
PLACE = "residence.region"
Progress = Callable[[int], None]


def write_families(
    folder: Path, columns: Columns, source: Source, progress: Progress = lambda residents: None
) -> About:
    """A source's chunks, with the facts that the services of a column engine read on its day.

    A former folder of blocks there is replaced. BlocksUnfit for a folder with other things in it; SparkMissing.
    """
    _, province_of = province_dimension(source.regions)
    with _folder(folder) as written:
        from madang.insight.cluster.block_rows import families_row

        for number, (chunk, regions) in enumerate(source.chunks(columns)):
            province = int(np.bincount(province_of[regions]).argmax()) if len(regions) else 0
            written.add(number, province, families_row(number, chunk, regions))
            asked = chunk.persons if chunk.asked is None else int(chunk.asked.sum())
            written.residents += asked
            progress(asked)
        services = tuple(plan.service.id for plan in columns.plans)
        about = About(FAMILIES, columns.date, tuple(source.regions), written.residents, written.blocks, services)
        written.finish(about)
    return about


def write_codes(
    folder: Path,
    rulebook: Rulebook,
    date: dt.date,
    source: CodedSource,
    progress: Progress = lambda residents: None,
    columns: Sequence[str] | None = None,
) -> About:
    """A bitmap source's blocks, each cut where a province ends. columns: those written; every one where left out."""
    names = list(source.domains) if columns is None else list(columns)
    codes = [source.domains[PLACE][zone[0]]["region.province"] for zone in source.zones]
    every = list(dict.fromkeys(codes))
    place_of = np.array([every.index(code) for code in codes], dtype=np.int64)
    with _folder(folder) as written:
        from madang.insight.cluster.block_rows import codes_row

        for part in source.parts():
            held = source.codes(part, names)
            for province, piece, rows in pieces(part, place_of):
                here = {name: column[rows] for name, column in held.items()}
                written.add(written.blocks, province, codes_row(part.number, province, piece, here))
                written.residents += int(piece.residents.sum())
                progress(int(piece.residents.sum()))
        places = tuple(rulebook.regions.find(code, date).name for code in every)
        coding = Coding({name: source.domains[name] for name in dict.fromkeys([*names, PLACE])}, source.zones)
        about = About(CODES, date, places, written.residents, written.blocks, coding=coding)
        written.finish(about)
    return about


def pieces(part: Part, place_of: Any) -> Iterator[tuple[int, Part, slice]]:
    """(province, the residents of the block who live in it, their rows): runs of zones of one province."""
    edges = np.flatnonzero(np.diff(place_of)) + 1
    before = np.concatenate(([0], np.cumsum(part.residents)))
    for start, stop in zip([0, *edges.tolist()], [*edges.tolist(), len(place_of)], strict=True):
        rows = slice(int(before[start]), int(before[stop]))
        if rows.start < rows.stop:
            residents = np.zeros_like(part.residents)
            residents[start:stop] = part.residents[start:stop]
            yield int(place_of[start]), Part(part.number, part.first + rows.start, residents), rows


class _Written:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blocks = self.residents = 0

    def add(self, number: int, province: int, row: pa.Table) -> None:
        self._write(self.folder / BLOCKS / f"province={province:02}" / f"block-{number:05}.parquet", row)
        self.blocks += 1

    def finish(self, about: About) -> None:
        import pyarrow as pa

        self._write(self.folder / ABOUT / "part.parquet", pa.table({"about": [about.text()]}))

    def _write(self, path: Path, table: pa.Table) -> None:
        from pyarrow import parquet

        path.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(table, path, compression="zstd", row_group_size=1, store_schema=False)


@contextmanager
def _folder(folder: Path) -> Iterator[_Written]:
    """A folder that is there whole or not at all."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as missing:
        raise SparkMissing(missing) from missing
    if folder.exists() and not (folder.is_dir() and ((folder / ABOUT).is_dir() or not any(folder.iterdir()))):
        raise BlocksUnfit(
            f"'{folder}'에 다른 것이 들어 있어 덮어쓰지 않습니다.", f"'{folder}' holds other things and is not replaced"
        )
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        yield _Written(fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
