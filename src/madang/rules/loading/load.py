"""A folder of YAML files → a :class:`Pack`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from madang.rules.loading.definitions import Definitions
from madang.rules.loading.fields import Fields
from madang.rules.loading.files import read_file, read_folder
from madang.rules.loading.pack import Pack, merge
from madang.rules.loading.tree import Item
from madang.rules.model import Place
from madang.rules.problems import Problems


def load_pack(path: Path, *, bases: Sequence[Pack] = ()) -> Pack:
    """The pack in a folder (docs/rule-language.md); with bases, laid over them (see :func:`merge`).

    ProblemsFound: every fault of every file that could be read, sorted by file and line.
    """
    problems = Problems(most=200)
    definitions = Definitions(problems)
    for folder in ("vocabulary", "parameters", "units"):
        for _, item in read_folder(path, folder, problems):
            definitions.read(item)
    for _, item in read_folder(path, "services", problems):
        definitions.read_services(item)
    head = read_file(path, path / "pack.yaml", problems)
    fields = Fields(head or Item({}, Place("pack.yaml", 1)), problems if head else Problems())
    pack = definitions.pack(fields)
    fields.close()
    problems.check()
    return merge([*bases, pack]) if bases else pack
