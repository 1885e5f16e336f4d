"""One block, one row of Arrow: how chunks of families and blocks of coded residents are written and read.

The schema is the same for every population and every choice of services; `VERSION` stands in each row, so that a block
of another form is refused where it is met. Needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from madang.insight.cluster.problems import of_another_version
from madang.rules.columns.service import Chunk, Lists
from madang.rules.service import Part

VERSION = 1
Ints = NDArray[np.int64]

_cells = pa.list_(pa.int64())
FAMILIES = pa.schema(
    [
        ("version", pa.int16()),
        ("block", pa.int32()),
        ("homes", pa.int32()),
        ("home", _cells),
        ("regions", pa.list_(pa.int32())),
        ("related", pa.list_(pa.struct([("kind", pa.string()), ("starts", _cells), ("members", _cells)]))),
        (
            "facts",
            pa.list_(
                pa.struct(
                    [("fact", pa.string()), ("basis", pa.string()), ("count", pa.int32()), ("cells", _cells)],
                )
            ),
        ),
        ("proven", pa.bool_()),
        ("asked", pa.list_(pa.bool_())),
        ("ids", _cells),
    ]
)
"""A chunk (docs/engines.md). home: of each person; regions: of each home, numbers of the population's regions. A basis
is null or "average" or "year", with its count. asked: null for everybody. ids: null where the source gives none."""

CODES = pa.schema(
    [
        ("version", pa.int16()),
        ("block", pa.int32()),
        ("province", pa.int32()),
        ("first", pa.int64()),
        ("residents", _cells),
        ("columns", pa.list_(pa.struct([("column", pa.string()), ("codes", pa.list_(pa.int32()))]))),
    ]
)
"""A block of a bitmap source, or that part of it which lives in one province. residents: of each zone."""


def as_spark(schema: pa.Schema) -> str:
    """The schema as Spark writes one, so that it need not look into the files for it."""
    return ", ".join(f"{field.name} {_spark_type(field.type)}" for field in schema)


def _spark_type(type: pa.DataType) -> str:
    if pa.types.is_list(type):
        return f"array<{_spark_type(type.value_type)}>"
    if pa.types.is_struct(type):
        return f"struct<{', '.join(f'{field.name}: {_spark_type(field.type)}' for field in type)}>"
    return {"int16": "smallint", "int32": "int", "int64": "bigint", "bool": "boolean", "string": "string"}[str(type)]


def families_row(number: int, chunk: Chunk, regions: Ints) -> pa.Table:
    """A chunk as a table of one row. regions: the number of the region of each home."""
    related = [{"kind": kind, "starts": one.starts, "members": one.members} for kind, one in chunk.related.items()]
    facts = [
        {"fact": name, "basis": basis and basis[0], "count": basis and basis[1], "cells": cells}
        for (name, basis), cells in chunk.facts.items()
    ]
    return _row(
        FAMILIES,
        {
            "block": number, "homes": chunk.homes, "home": chunk.home, "regions": regions, "related": related,
            "facts": facts, "proven": chunk.proven, "asked": chunk.asked, "ids": chunk.ids,
        },
    )  # fmt: skip


def families_of(batch: pa.RecordBatch, row: int) -> tuple[Chunk, Ints]:
    """(the chunk, the number of the region of each home) of a row. BlocksUnfit for another version."""
    _check_version(batch, row)
    related, facts = (batch.column(name)[row].values for name in ("related", "facts"))
    starts, members, cells = related.field("starts"), related.field("members"), facts.field("cells")
    lists = {
        kind: Lists(_array(starts[place]), _array(members[place]))
        for place, kind in enumerate(related.field("kind").to_pylist())
    }
    names = zip(*(facts.field(name).to_pylist() for name in ("fact", "basis", "count")), strict=True)
    columns = {
        (fact, None if basis is None else (basis, count)): _array(cells[place])
        for place, (fact, basis, count) in enumerate(names)
    }
    home, regions, asked, ids = (batch.column(name)[row] for name in ("home", "regions", "asked", "ids"))
    chunk = Chunk(
        _array(home),
        batch.column("homes")[row].as_py(),
        lists,
        columns,
        proven=batch.column("proven")[row].as_py(),
        asked=_array(asked, bool) if asked.is_valid else None,
        ids=_array(ids) if ids.is_valid else None,
    )
    return chunk, _array(regions)


def codes_row(number: int, province: int, part: Part, codes: Mapping[str, Ints]) -> pa.Table:
    """A block of residents as a table of one row."""
    columns = [{"column": name, "codes": held} for name, held in codes.items()]
    return _row(
        CODES,
        {
            "block": number, "province": province, "first": part.first, "residents": part.residents,
            "columns": columns,
        },
    )  # fmt: skip


def codes_of(batch: pa.RecordBatch, row: int) -> tuple[int, Part, dict[str, Ints]]:
    """(province, the block as one of its own, its columns) of a row. BlocksUnfit for another version."""
    _check_version(batch, row)
    held = batch.column("columns")[row].values
    codes = held.field("codes")
    columns = {name: _array(codes[place]) for place, name in enumerate(held.field("column").to_pylist())}
    residents = _array(batch.column("residents")[row])
    return batch.column("province")[row].as_py(), Part(0, batch.column("first")[row].as_py(), residents), columns


def _row(schema: pa.Schema, values: Mapping[str, Any]) -> pa.Table:
    arrays = []
    for field in schema:
        value = VERSION if field.name == "version" else values[field.name]
        arrays.append(_one(value, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _one(value: Any, type: pa.DataType) -> pa.Array:
    """An array of one value; lists of numbers and of records without a Python object for each number."""
    if value is None or not pa.types.is_list(type):
        return pa.array([value], type)
    inner = type.value_type
    if pa.types.is_struct(inner):
        fields = [_many([record[field.name] for record in value], field.type) for field in inner]
        items = pa.StructArray.from_arrays(fields, fields=list(inner))
    else:
        items = pa.array(np.asarray(value), inner)
    return pa.ListArray.from_arrays(pa.array([0, len(items)], pa.int32()), items)


def _many(values: Sequence[Any], type: pa.DataType) -> pa.Array:
    if not pa.types.is_list(type):
        return pa.array(values, type)
    ends = np.cumsum([0, *map(len, values)])
    items = np.concatenate(values) if values else np.zeros(0, np.int64)
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(items, type.value_type))


def _array(cells: Any, kind: type = np.int64) -> Any:
    """A list's numbers as an array of its own that kernels may be given."""
    return np.array(cells.values.to_numpy(zero_copy_only=False), dtype=kind)


def _check_version(batch: pa.RecordBatch, row: int) -> None:
    found = batch.column("version")[row].as_py()
    if found != VERSION:
        raise of_another_version(found, VERSION)
