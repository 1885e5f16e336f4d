"""A block written as a row of Arrow is the same block when it is read, also through a file; other forms are refused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from madang.insight.cluster.about import CODES, FAMILIES, About, Coding, about_of
from madang.insight.cluster.problems import BlocksUnfit
from madang.insight.cluster.task import packed_coding, unpacked_coding
from madang.insight.cluster.writing import pieces, write_codes, write_families
from madang.rules.columns.service import NONE, OPEN, Chunk, Columns, Lists
from madang.rules.service import Part, load_rulebook
from madang.simulation.service import CodedPopulation, source_drawn

ON = dt.date(2026, 11, 20)
CELLS = some.one_of(some.integers(-(2**62), 2**62), some.sampled_from((OPEN, NONE)))


def arrow() -> Any:
    return pytest.importorskip("pyarrow", reason="needs the extra `spark`: make setup-spark")


def ints(values: Sequence[int]) -> Any:
    return np.array(values, dtype=np.int64)


@some.composite
def chunks(draw: some.DrawFn) -> tuple[Chunk, Any]:
    """Chunks of any size, also of nobody, with any cells."""
    persons, homes = draw(some.integers(0, 6)), draw(some.integers(1, 4))

    def lists(rows: int) -> Lists:
        sizes = draw(some.lists(some.integers(0, 3 if persons else 0), min_size=rows, max_size=rows))
        members = [draw(some.integers(0, persons - 1)) for _ in range(sum(sizes))]
        return Lists(ints([0, *np.cumsum(sizes, dtype=np.int64).tolist()]), ints(members))

    def column(rows: int) -> Any:
        return ints(draw(some.lists(CELLS, min_size=rows, max_size=rows)))

    flags = some.lists(some.booleans(), min_size=persons, max_size=persons)
    chunk = Chunk(
        ints(draw(some.lists(some.integers(0, homes - 1), min_size=persons, max_size=persons))),
        homes,
        {kind: lists(homes if kind == "coresidents" else persons) for kind in draw(some.sets(some.sampled_from(
            ("spouses", "children", "coresidents"))))},
        {key: column(persons) for key in draw(some.sets(some.sampled_from(
            (("a.fact", None), ("a.fact", ("average", 3)), ("a.fact", ("year", -1)), ("사실.하나", None)))))},
        proven=draw(some.booleans()),
        asked=draw(some.one_of(some.none(), flags.map(lambda one: np.array(one, dtype=bool)))),
        ids=draw(some.one_of(some.none(), some.just(np.arange(persons) + 10**10))),
    )  # fmt: skip
    return chunk, ints(draw(some.lists(some.integers(0, 260), min_size=homes, max_size=homes)))


def same(one: Chunk, other: Chunk) -> None:
    """Equal in everything, and arrays of their own that kernels may be given."""
    assert (one.homes, one.proven, list(one.facts), list(one.related)) == (
        other.homes, other.proven, list(other.facts), list(other.related)
    )  # fmt: skip
    pairs = [(one.home, other.home)]
    pairs += [(one.facts[key], other.facts[key]) for key in one.facts]
    for kind in one.related:
        pairs.append((one.related[kind].starts, other.related[kind].starts))
        pairs.append((one.related[kind].members, other.related[kind].members))
    for a, b in [*pairs, *((getattr(one, name), getattr(other, name)) for name in ("asked", "ids"))]:
        assert (a is None) == (b is None)
        if a is not None:
            assert a.dtype == b.dtype
            assert b.flags.writeable
            assert b.flags.c_contiguous
            assert a.tolist() == b.tolist()


@given(chunks())
@settings(max_examples=60, deadline=None)
def test_chunk_to_arrow_and_back(made: tuple[Chunk, Any]) -> None:
    arrow()
    from madang.insight.cluster.block_rows import families_of, families_row

    chunk, regions = made
    (batch,) = families_row(7, chunk, regions).to_batches()
    read, where = families_of(batch, 0)
    same(chunk, read)
    assert where.tolist() == regions.tolist()


def test_rows_of_one_batch_are_read_each_for_itself() -> None:
    pa = arrow()
    from madang.insight.cluster.block_rows import codes_of, codes_row, families_of, families_row

    made = [
        Chunk(
            ints([0] * size),
            1,
            {"coresidents": Lists(ints([0, size]), ints(range(size)))},
            {("a", None): ints([9] * size)},
        )
        for size in (3, 1, 2)
    ]
    (batch,) = (
        pa.concat_tables(families_row(n, one, ints([n])) for n, one in enumerate(made)).combine_chunks().to_batches()
    )
    for number, chunk in enumerate(made):
        read, regions = families_of(batch, number)
        same(chunk, read)
        assert regions.tolist() == [number]
    parts = [Part(n, 10 * n, ints([n, 2])) for n in (1, 2)]
    tables = [codes_row(part.number, 5 + part.number, part, {"a": ints([part.number] * 3)}) for part in parts]
    (batch,) = pa.concat_tables(tables).combine_chunks().to_batches()
    province, part, columns = codes_of(batch, 1)
    assert (province, part.number, part.first, part.residents.tolist()) == (7, 0, 20, [2, 2])
    assert columns["a"].tolist() == [2, 2, 2]


def test_a_row_of_another_version_is_refused() -> None:
    pa = arrow()
    from madang.insight.cluster.block_rows import FAMILIES as SCHEMA
    from madang.insight.cluster.block_rows import families_of, families_row

    row = families_row(0, Chunk(ints([0]), 1, {}, {}), ints([0]))
    for found in (2, None):
        other = row.set_column(0, SCHEMA.field(0), pa.array([found], pa.int16()))
        with pytest.raises(BlocksUnfit, match="madang cluster write"):
            families_of(other.to_batches()[0], 0)


def test_a_folder_says_what_it_is() -> None:
    values: dict[str, Sequence[Any]] = {
        "a": [True, False, None], "b": ["가", "b"], "c": [Decimal("10000"), Decimal("1.50")], "d": range(3),
        "e": [dt.date(2000, 2, 29)], "residence.region": [{"residence.region": "48", "region.rent_grade": Decimal(3)}],
    }  # fmt: skip
    about = About(CODES, ON, ("경상남도",), 9, 2, coding=Coding(values, [[0, 1], [2]]))
    read = about_of(about.text())
    assert read.coding is not None
    assert {name: list(one) for name, one in read.coding.domains.items()} == {n: list(one) for n, one in values.items()}
    assert all(type(a) is type(b) for n in values for a, b in zip(values[n], read.coding.domains[n], strict=True))
    assert (read.coding.zones, read.date, read.places) == ([[0, 1], [2]], ON, ("경상남도",))
    assert unpacked_coding(packed_coding(read.coding)) == read.coding
    families = About(FAMILIES, ON, ("가 나",), 5, 1, ("basic_pension",))
    assert about_of(families.text()) == families
    with pytest.raises(BlocksUnfit, match="madang cluster write"):
        about_of(json.dumps({**json.loads(families.text()), "version": 2}))
    with pytest.raises(TypeError):
        About(CODES, ON, (), 0, 0, coding=Coding({"a": [1.5]}, [])).text()


def test_blocks_are_cut_where_a_province_ends() -> None:
    found = list(pieces(Part(3, 100, ints([4, 0, 2, 0, 5])), ints([0, 0, 1, 2, 0])))
    told = [(province, part.number, part.first, part.residents.tolist(), rows) for province, part, rows in found]
    assert told == [
        (0, 3, 100, [4, 0, 0, 0, 0], slice(0, 4)),
        (1, 3, 104, [0, 0, 2, 0, 0], slice(4, 6)),
        (0, 3, 106, [0, 0, 0, 0, 5], slice(6, 11)),
    ]


def test_a_population_is_written_as_folders_of_provinces(tmp_path: Path) -> None:
    pa = arrow()
    from pyarrow import parquet

    from madang.insight.cluster.block_rows import CODES as CODED
    from madang.insight.cluster.block_rows import FAMILIES as WHOLE
    from madang.insight.cluster.block_rows import codes_of, families_of

    rulebook = load_rulebook()
    source = source_drawn(1_500, 3, "nation")
    columns = Columns(rulebook, ON, (), also=[("person.birth_date", None)])
    done: list[int] = []
    about = write_families(tmp_path / "f", columns, source, done.append)
    files = sorted((tmp_path / "f" / "blocks").rglob("*.parquet"))
    assert len(files) == about.blocks == source.blocks > 15
    assert sum(done) == about.residents == 1_500
    assert about_of(parquet.read_table(tmp_path / "f" / "about")["about"][0].as_py()) == about
    for path, (chunk, regions) in zip(files, source.chunks(columns), strict=True):
        (batch,) = parquet.ParquetFile(path).read().cast(WHOLE).to_batches()
        read, where = families_of(batch, 0)
        same(chunk, read)
        assert where.tolist() == regions.tolist()
    coded = CodedPopulation(1_500, 3, "nation", ON)
    about = write_codes(tmp_path / "c", rulebook, ON, coded, columns=["person.sex"])
    assert about.residents == 1_500
    assert "강원특별자치도" in about.places
    read_again = [
        codes_of(parquet.ParquetFile(path).read().cast(CODED).to_batches()[0], 0)[2]["person.sex"]
        for path in sorted((tmp_path / "c" / "blocks").rglob("*.parquet"), key=lambda path: path.name)
    ]
    wanted = [coded.codes(part, ["person.sex"])["person.sex"] for part in coded.parts()]
    assert np.concatenate(read_again).tolist() == np.concatenate(wanted).tolist()
    assert pa.types.is_list(WHOLE.field("home").type)


class Straddling:
    """Coded residents of which a block lives in several provinces, and a province has zones apart."""

    domains: Mapping[str, Sequence[Any]] = {
        "person.sex": ("female", "male"),
        "residence.region": [{"region.province": code} for code in ("4800000000", "4800000000", "1100000000")],
    }
    zones = ((0,), (2,), (1,))

    def parts(self) -> list[Part]:
        return [Part(0, 0, ints([3, 2, 4])), Part(1, 9, ints([0, 5, 1]))]

    def codes(self, part: Part, columns: Sequence[str]) -> dict[str, Any]:
        count = int(part.residents.sum())
        return {name: part.first + np.arange(count) for name in columns}


def test_coded_blocks_are_cut_with_their_columns(tmp_path: Path) -> None:
    arrow()
    from pyarrow import parquet

    from madang.insight.cluster.block_rows import CODES as CODED
    from madang.insight.cluster.block_rows import codes_of

    about = write_codes(tmp_path / "c", load_rulebook(), ON, Straddling())
    assert (about.places, about.blocks, about.residents) == (("경상남도", "서울특별시"), 5, 15)
    found = []
    for path in sorted(tmp_path.rglob("block-*.parquet"), key=lambda path: path.name):
        province, part, columns = codes_of(parquet.ParquetFile(path).read().cast(CODED).to_batches()[0], 0)
        assert path.parent.name == f"province={province:02}"
        assert columns["person.sex"].tolist() == columns["residence.region"].tolist()
        found.append((province, part.first, part.residents.tolist(), columns["person.sex"].tolist()))
    assert found == [
        (0, 0, [3, 0, 0], [0, 1, 2]),
        (1, 3, [0, 2, 0], [3, 4]),
        (0, 5, [0, 0, 4], [5, 6, 7, 8]),
        (1, 9, [0, 5, 0], [9, 10, 11, 12, 13]),
        (0, 14, [0, 0, 1], [14]),
    ]


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    arrow()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("!", "utf-8")
    columns, source = Columns(load_rulebook(), ON, ()), source_drawn(50, 3, "세종특별자치시")
    with pytest.raises(BlocksUnfit, match="letters"):
        write_families(tmp_path / "letters", columns, source)
    assert (tmp_path / "letters" / "mine.txt").exists()
    write_families(tmp_path / "new", columns, source)
    write_families(tmp_path / "new", columns, source)
    assert not (tmp_path / "new.new").exists()
