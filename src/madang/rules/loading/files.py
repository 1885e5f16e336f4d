"""One YAML file of a pack as a tree; what stands in the way of reading it becomes a problem of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from madang.rules.loading.source_text import decode
from madang.rules.loading.tree import Item
from madang.rules.loading.yaml_text import read_yaml
from madang.rules.model import Place
from madang.rules.problems import Problems, ProblemsFound

most_bytes = 2_000_000


def read_file(pack: Path, path: Path, problems: Problems) -> Item | None:
    """The tree of a file below a pack's folder; None, with a problem, where it cannot be read."""
    file = path.relative_to(pack).as_posix()
    try:
        if path.stat().st_size > most_bytes:
            problems.add(
                "too_large",
                Place(file, 1),
                f"파일이 {most_bytes:,}바이트를 넘습니다.",
                f"the file is larger than {most_bytes:,} bytes",
            )
            return None
        return read_yaml(decode(path.read_bytes(), file, most_bytes), file)
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


def read_folder(pack: Path, folder: str, problems: Problems) -> Iterator[tuple[str, Item]]:
    """Every readable YAML file of a folder of the pack, in the order of their names, with its path in the pack."""
    for path in sorted((pack / folder).glob("*.y*ml")):
        item = read_file(pack, path, problems)
        if item is not None:
            yield path.relative_to(pack).as_posix(), item
