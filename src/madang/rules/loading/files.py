"""One file of a pack as a tree (YAML) or as rows (CSV); what stands in the way becomes a problem of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from madang.rules.loading.source_text import decode
from madang.rules.loading.tree import Item
from madang.rules.loading.yaml_text import read_yaml
from madang.rules.model import Place
from madang.rules.problems import Problems, ProblemsFound

most_bytes = 2_000_000
Laid = Mapping[str, str]
"""Texts that stand in the place of files of a pack, or beside them: path in the pack → text."""
NOTHING: Laid = MappingProxyType({})


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """The text of a file, called `file` in problems; None, with a problem, where it cannot be read."""
    try:
        if path.stat().st_size > most_bytes:
            problems.add(
                "too_large",
                Place(file, 1),
                f"파일이 {most_bytes:,}바이트를 넘습니다.",
                f"the file is larger than {most_bytes:,} bytes",
            )
            return None
        return decode(path.read_bytes(), file, most_bytes)
    except OSError as error:
        problems.add(
            "missing_file",
            Place(file, 1),
            f"파일을 읽을 수 없습니다: {error.strerror}",
            f"the file cannot be read: {error.strerror}",
        )
    except ProblemsFound as found:
        problems.extend(found)
    return None


def read_file(pack: Path, path: Path, problems: Problems, laid: Laid = NOTHING) -> Item | None:
    """The tree of a file below a pack's folder, or of what is laid over it; None, with a problem, where it cannot be
    read."""
    file = path.relative_to(pack).as_posix()
    text = _laid_text(laid[file], file, problems) if file in laid else read_text(path, file, problems)
    if text is None:
        return None
    try:
        return read_yaml(text, file)
    except ProblemsFound as found:
        problems.extend(found)
    return None


def _laid_text(text: str, file: str, problems: Problems) -> str | None:
    try:
        return decode(text, file, most_bytes)
    except ProblemsFound as found:
        problems.extend(found)
    return None


def read_rows(path: Path, file: str, columns: Sequence[str], problems: Problems) -> list[tuple[dict[str, str], Place]]:
    """The rows of a CSV file with exactly these columns, each with its line; [] after a problem with the whole."""
    text = read_text(path, file, problems)
    if text is None:
        return []
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if tuple(reader.fieldnames or ()) != tuple(columns):
        names = ",".join(columns)
        problems.add("bad_columns", Place(file, 1), f"열은 {names} 이어야 합니다.", f"the columns must be {names}")
        return []
    rows = []
    try:
        for row in reader:
            place, count = Place(file, reader.line_num), len(columns)
            if None in row or None in row.values():
                problems.add("bad_row", place, f"값이 {count}개가 아닙니다.", f"there are not {count} values")
            else:
                rows.append((row, place))
    except csv.Error as error:
        place = Place(file, reader.line_num)
        problems.add("malformed", place, f"CSV 문법에 맞지 않습니다: {error}", f"not well-formed CSV: {error}")
        return []
    return rows


def read_folder(pack: Path, folder: str, problems: Problems, laid: Laid = NOTHING) -> Iterator[tuple[str, Item]]:
    """Every readable YAML file of a folder of the pack, in the order of their names, with its path in the pack."""
    added = {pack / file for file in laid if file.startswith(f"{folder}/")}
    for path in sorted(added.union((pack / folder).glob("*.y*ml"))):
        item = read_file(pack, path, problems, laid)
        if item is not None:
            yield path.relative_to(pack).as_posix(), item
